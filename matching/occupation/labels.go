package occupation

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/matching/words"
	"jobspor/model"
)

// columns are the names that label files give their columns; the first known name wins.
var columns = map[string]column{
	"concept_uri": idColumn, "concepturi": idColumn, "id": idColumn, "uri": idColumn, "code": idColumn,
	"star_code": idColumn, "kode": idColumn,
	"preferred_label_da": labelColumn, "preferredlabel": labelColumn, "label": labelColumn, "title": labelColumn,
	"title_da": labelColumn, "titel": labelColumn, "betegnelse": labelColumn,
	"alt_labels_da": synonymColumn, "altlabels": synonymColumn, "synonyms": synonymColumn, "synonymer": synonymColumn,
	"preferred_label_en": englishColumn, "english": englishColumn,
	"isco08_4digit": iscoColumn, "iscogroup": iscoColumn, "isco08_code": iscoColumn, "isco": iscoColumn,
	"isco4_prefix": iscoColumn,
}

type column int

const (
	idColumn column = iota + 1
	labelColumn
	synonymColumn
	englishColumn
	iscoColumn
)

// maxLabelLine is the longest line of a label file, in bytes.
const maxLabelLine = 1 << 20

// ReadLabels reads occupations from a tab-separated file. With a header line it knows the columns of
// ESCO, STAR and DISCO deliveries by their names, and alternative labels separated by " | "; without
// one the file must have an id and a label on each line. A row that repeats an id adds its label as a
// synonym. The name is the file's, for Source and messages.
//
// The error is a *model.Error that names file and line; then there are no occupations.
func ReadLabels(r io.Reader, name string) ([]model.Occupation, error) {
	p := labelParser{name: name, at: make(map[string]int)}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLabelLine)
	for sc.Scan() {
		p.line++
		row := strings.TrimRight(sc.Text(), "\r")
		if p.line == 1 {
			row = strings.TrimPrefix(row, "\ufeff")
		}
		if strings.TrimSpace(row) == "" {
			continue
		}
		if strings.ContainsRune(row, 0) || !utf8.ValidString(row) {
			return nil, p.fail("err.labels.binary", nil)
		}
		if err := p.row(strings.Split(row, "\t")); err != nil {
			return nil, err
		}
	}
	if err := sc.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			p.line++
			return nil, p.fail("err.labels.long", nil)
		}
		return nil, p.fail("err.labels.read", nil).WithCause(err)
	}
	if len(p.out) == 0 {
		return nil, p.fail("err.labels.none", nil)
	}
	return p.out, nil
}

type labelParser struct {
	name string
	line int
	cols map[column]int // nil until the first row was read
	need int            // columns a row must have
	out  []model.Occupation
	at   map[string]int // id → place in out
}

func (p *labelParser) fail(key string, args model.Args) *model.Error {
	all := model.Args{"file": p.name, "line": p.line}
	for k, v := range args {
		all[k] = v
	}
	return model.NewError(model.Invalid, key, all)
}

func (p *labelParser) row(cells []string) error {
	if p.cols == nil {
		if header, err := p.header(cells); header || err != nil {
			return err
		}
	}
	if len(cells) < p.need {
		return p.fail("err.labels.columns", model.Args{"want": p.need, "got": len(cells)})
	}
	o := model.Occupation{
		ID: p.cell(cells, idColumn), Label: p.cell(cells, labelColumn), English: p.cell(cells, englishColumn),
		ISCO: p.cell(cells, iscoColumn), Source: p.name,
	}
	if o.ID == "" {
		return p.fail("err.labels.id", nil)
	}
	if o.Label == "" {
		return p.fail("err.labels.label", model.Args{"value": o.ID})
	}
	for s := range strings.SplitSeq(p.cell(cells, synonymColumn), "|") {
		if s = strings.TrimSpace(s); s != "" {
			o.Synonyms = append(o.Synonyms, s)
		}
	}
	p.add(o)
	return nil
}

// header learns the columns from the first row and reports whether it is a header at all.
func (p *labelParser) header(cells []string) (bool, error) {
	known := make(map[column]int)
	for i, c := range cells {
		col, ok := columns[strings.ToLower(strings.TrimSpace(c))]
		if _, twice := known[col]; ok && !twice {
			known[col] = i
		}
	}
	_, id := known[idColumn]
	_, label := known[labelColumn]
	switch {
	case id && label:
		p.cols, p.need = known, 1+max(known[idColumn], known[labelColumn])
		return true, nil
	case id || label:
		missing := "label"
		if label {
			missing = "id"
		}
		return true, p.fail("err.labels.header", model.Args{"value": missing})
	case len(cells) == 2:
		p.cols, p.need = map[column]int{idColumn: 0, labelColumn: 1}, 2
		return false, nil
	}
	return false, p.fail("err.labels.shape", model.Args{"got": len(cells)})
}

func (p *labelParser) cell(cells []string, c column) string {
	i, ok := p.cols[c]
	if !ok || i >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[i])
}

// add keeps each id once.
func (p *labelParser) add(o model.Occupation) {
	if i, twice := p.at[o.ID]; twice {
		p.out[i] = merge(p.out[i], o)
		return
	}
	p.at[o.ID] = len(p.out)
	p.out = append(p.out, o)
}

// unique merges occupations of the same id, which two lists may share, into the first.
func unique(list []model.Occupation) []model.Occupation {
	p := labelParser{at: make(map[string]int, len(list))}
	for i := range list {
		p.add(list[i])
	}
	return p.out
}

// merge adds the names of b to a, and what a does not know.
func merge(a, b model.Occupation) model.Occupation {
	a.Synonyms = slices.Clone(a.Synonyms)
	for _, s := range danish(&b) {
		if !equalText(s, a.Label) && !containsText(a.Synonyms, s) {
			a.Synonyms = append(a.Synonyms, s)
		}
	}
	a.English, a.ISCO = cmp.Or(a.English, b.English), cmp.Or(a.ISCO, b.ISCO)
	return a
}

func containsText(list []string, s string) bool {
	for _, x := range list {
		if equalText(x, s) {
			return true
		}
	}
	return false
}

func equalText(a, b string) bool { return words.Fold(a) == words.Fold(b) }
