package importer

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"jobspor/data/reference/industries"
	"jobspor/data/reference/postcodes"
	"jobspor/model"
	"jobspor/model/schema"
)

// errNotReference says that a file is no reference table.
var errNotReference = errors.New("no reference table")

// tableFormat is a reference table that can be recognised: by the headings it must have, and must not.
type tableFormat struct {
	id      string // of the model.Reference; industries get their system added
	must    []string
	also    []string // further headings that are read
	mustNot string
	// columns of an occupation list
	code, label, altLabels, isco, english string
	separator                             string // between the labels of also
}

// tableFormats in the order they are tried.
var tableFormats = []tableFormat{
	{id: "postcodes", must: []string{"postnr", "navn", "lat", "lon"}, also: []string{"bbox_lonlat"}},
	{id: "postcodes", must: []string{"from", "to", "town", "lat", "lon"}},
	{id: "occupations.esco", must: []string{"concept_uri", "isco08_4digit", "preferred_label_da", "alt_labels_da"},
		code: "concept_uri", label: "preferred_label_da", altLabels: "alt_labels_da", isco: "isco08_4digit",
		english: "preferred_label_en", separator: "|"},
	{id: "occupations.esco", must: []string{"concepturi", "iscogroup", "preferredlabel", "altlabels"},
		code: "concepturi", label: "preferredlabel", altLabels: "altlabels", isco: "iscogroup", separator: "\n"},
	{id: "occupations.isco", must: []string{"concept_uri", "isco08_code", "preferred_label_da"},
		code: "isco08_code", label: "preferred_label_da", altLabels: "alt_labels_da", isco: "isco08_code",
		english: "preferred_label_en", separator: "|"},
	{id: "occupations.star", must: []string{"star_code", "title_da"}, code: "star_code", label: "title_da",
		isco: "isco4_prefix"},
	{id: "occupations.star", must: []string{"star_code", "query_title_da"}, code: "star_code", label: "query_title_da",
		isco: "star_isco4"},
	{id: "occupations.own", must: []string{"id", "label", "synonyms", "isco", "english"},
		code: "id", label: "label", altLabels: "synonyms", isco: "isco", english: "english", separator: "|"},
	{id: "industries", must: []string{"system", "code", "section", "da", "en"}},
	{id: "industries", must: []string{"db25_code", "title_da"}},
	{id: "industries", must: []string{"db07_code", "title_da"}},
	{id: "industries", must: []string{"code", "section", "title_da"}},
	{id: "occupations.disco", must: []string{"level", "code", "title_da"}, mustNot: "section", code: "code",
		label: "title_da", isco: "code"},
	{id: "statbank", must: []string{"kode", "titel"}, code: "kode", label: "titel", isco: "kode"},
}

// isKnownHeading reports whether a heading belongs to any shape.
func isKnownHeading(heading string) bool {
	name := strings.ToLower(strings.TrimSpace(heading))
	return slices.ContainsFunc(tableFormats, func(s tableFormat) bool { return slices.Contains(s.must, name) })
}

// formatOfTable finds the shape whose headings the table has, and where they stand.
func formatOfTable(header []string) (tableFormat, map[string]int, bool) {
	at := map[string]int{}
	for i, h := range header {
		at[strings.ToLower(strings.TrimSpace(h))] = i
	}
	for _, s := range tableFormats {
		ok := true
		for _, h := range s.must {
			_, has := at[h]
			ok = ok && has
		}
		if _, no := at[s.mustNot]; ok && (s.mustNot == "" || !no) {
			return s, at, true
		}
	}
	return tableFormat{}, nil, false
}

// IsReference reports whether the file is a reference table rather than a list of companies or citizens.
func IsReference(ctx context.Context, src *Source) bool {
	if src.Kind != Delimited && src.Kind != Sheet {
		return false
	}
	t, err := src.open(ctx, isKnownHeading)
	if err != nil {
		return false
	}
	_, _, ok := formatOfTable(t.header)
	return ok
}

// Reference reads a reference table, recognised by its headings, and converts it to jobspor's own format. The ID says
// what it is: "postcodes", "industries.DB07", "industries.DB25" ("industries" for a list of both), "occupations.esco",
// ".isco", ".star", ".disco" or ".own". Data is what postcodes.Parse, industries.Parse or ParseOccupations reads.
//
// Known are: postcodes as DAWA or jobspor writes them; industries in the three shapes of industries.Parse; ESCO
// occupations (the official CSV, or a table with concept_uri), ISCO-08 groups, STAR's job titles, and Statistics
// Denmark's DISCO-08. Errors are model.Error with the file's name; "err.reference.unknown" when it is none of these.
func Reference(ctx context.Context, src *Source, today model.Date) (*model.Reference, error) {
	ref, _, err := ReadReference(ctx, src, today)
	return ref, err
}

// ReadReference is Reference with what was read of the file and what was not.
func ReadReference(ctx context.Context, src *Source, today model.Date) (*model.Reference, Reading, error) {
	ref, reading, err := reference(ctx, src)
	if errors.Is(err, errNotReference) {
		err = fileError("err.reference.unknown", nil)
	}
	if err != nil {
		return nil, Reading{}, inFile(err, src.Name)
	}
	ref.Source, ref.Date = clipTo(src.Name, 150), today
	return ref, reading, nil
}

func reference(ctx context.Context, src *Source) (ref *model.Reference, reading Reading, err error) {
	if src.Kind != Delimited && src.Kind != Sheet {
		return nil, Reading{}, errNotReference
	}
	t, err := src.open(ctx, isKnownHeading)
	if model.CodeOf(err) == model.Cancelled {
		return nil, Reading{}, err
	}
	if err != nil {
		return nil, Reading{}, errNotReference
	}
	s, at, ok := formatOfTable(t.header)
	if !ok {
		return nil, Reading{}, errNotReference
	}
	if s.id == "statbank" {
		// Statistics Denmark writes all its classifications alike; those of industries have dots and letters.
		dotted, err := hasDottedCodes(ctx, t, at[s.code])
		if err != nil {
			return nil, Reading{}, err
		}
		if s.id = "occupations.disco"; dotted {
			s.id = "industries"
		}
	}
	if src.Kind == Sheet && !strings.HasPrefix(s.id, "occupations") {
		return nil, Reading{}, fileError("err.reference.sheet", nil)
	}
	reading = t.reading
	used := s.columns()
	columns := make([]Column, len(t.header))
	for i, h := range t.header {
		columns[i].Heading = cleanHeading(h)
		if slices.Contains(used, strings.ToLower(strings.TrimSpace(h))) {
			reading.Used = append(reading.Used, columns[i].Heading)
		}
	}
	unused := newUnusedCounter(&reading, columns, func(i int) bool {
		return slices.Contains(used, strings.ToLower(strings.TrimSpace(t.header[i])))
	})
	defer unused.finish()
	switch s.id {
	case "postcodes":
		ref, err = postcodeTable(src)
	case "industries":
		ref, err = industryTable(src)
	default:
		ref, err = occupationTable(ctx, t, s, at, unused.add)
	}
	if err == nil && !strings.HasPrefix(s.id, "occupations") {
		// Their own packages have read the file; this counts what they left.
		err = t.rows(ctx, nil, func(rec record) error { unused.add(rec); return nil })
	}
	return ref, reading, err
}

// columns are the headings that something is taken from.
func (f *tableFormat) columns() []string {
	return slices.Concat([]string{f.code, f.label, f.altLabels, f.isco, f.english}, f.must, f.also)
}

func hasDottedCodes(ctx context.Context, t *table, code int) (bool, error) {
	dotted := false
	err := t.rows(ctx, nil, func(rec record) error {
		if c := cell(rec.cells, code); c != "" && !allDigits(c) {
			dotted = true
			return errStop
		}
		return nil
	})
	if err == errStop {
		err = nil
	}
	return dotted, err
}

func postcodeTable(src *Source) (*model.Reference, error) {
	t, err := postcodes.Parse(src.text(nil), src.Name)
	if err != nil {
		return nil, err
	}
	return tableReference("postcodes", t)
}

func industryTable(src *Source) (*model.Reference, error) {
	t, err := industries.Parse(src.text(nil), src.Name)
	if err != nil {
		return nil, err
	}
	id := "industries"
	if all := t.All(); !slices.ContainsFunc(all,
		func(i industries.Industry) bool { return i.System != all[0].System }) {
		id += "." + string(all[0].System)
	}
	return tableReference(id, t)
}

// tableReference takes a table in its package's own shape.
func tableReference(id string, t io.WriterTo) (*model.Reference, error) {
	var b strings.Builder
	if _, err := t.WriteTo(&b); err != nil {
		return nil, err
	}
	rows := 0
	for line := range strings.Lines(b.String()) {
		if line[0] != '#' {
			rows++
		}
	}
	return &model.Reference{Head: model.Head{ID: id}, Rows: model.Some(rows - 1), Data: b.String()}, nil
}

// occupationTable brings a list of occupations into one shape.
func occupationTable(
	ctx context.Context, t *table, s tableFormat, at map[string]int, each func(record),
) (*model.Reference, error) {
	var list []model.Occupation
	index := map[string]int{} // by ID
	get := func(rec record, column string) string {
		if i, ok := at[column]; ok && column != "" {
			return cell(rec.cells, i)
		}
		return ""
	}
	err := t.rows(ctx, nil, func(rec record) error {
		each(rec)
		o := model.Occupation{ID: cleanLabel(get(rec, s.code)), Label: cleanLabel(get(rec, s.label)),
			ISCO: unitGroup(get(rec, s.isco)), English: cleanLabel(get(rec, s.english))}
		if o.ID == "" || o.Label == "" {
			return fileError("err.occupations.line", model.Args{"line": rec.line})
		}
		if s.isco == s.code && o.ISCO == "" {
			return nil // a heading above the unit groups
		}
		o.Synonyms = synonyms(o.Label, get(rec, s.altLabels), s.separator)
		if i, twice := index[o.ID]; twice {
			list[i].Synonyms = synonyms(list[i].Label,
				strings.Join(append(append(list[i].Synonyms, o.Label), o.Synonyms...), "|"), "|")
			return nil
		}
		if len(list) == maxOccupations {
			return fileError("err.occupations.many", model.Args{"max": maxOccupations})
		}
		index[o.ID] = len(list)
		list = append(list, o)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if s.isco == s.code {
		list = onlyDetailed(list)
	}
	if len(list) == 0 {
		return nil, fileError("err.import.empty", nil)
	}
	_, source, _ := strings.Cut(s.id, ".")
	ref := &model.Reference{Head: model.Head{ID: s.id}, Rows: model.Some(len(list)),
		Data: formatOccupations(source, list)}
	if err := schema.Validate(ref); err != nil {
		return nil, err
	}
	return ref, nil
}

// onlyDetailed removes a unit group when a six-digit occupation below it has the same name.
func onlyDetailed(list []model.Occupation) []model.Occupation {
	below := map[string]bool{}
	for _, o := range list {
		if len(o.ID) > 4 {
			below[o.ISCO+fold(o.Label)] = true
		}
	}
	return slices.DeleteFunc(list,
		func(o model.Occupation) bool { return len(o.ID) == 4 && below[o.ISCO+fold(o.Label)] })
}

// unitGroup is the four digits of an ISCO-08 unit group that a code begins with, "" when it is too short.
func unitGroup(code string) string {
	code = strings.TrimPrefix(code, "C")
	if len(code) < 4 || !allDigits(code[:4]) {
		return ""
	}
	return code[:4]
}

// synonyms splits other labels, each once and none that repeats the label.
func synonyms(label, list, divider string) []string {
	if divider == "" {
		return nil
	}
	seen := map[string]bool{strings.ToLower(label): true}
	var out []string
	for s := range strings.SplitSeq(list, divider) {
		if s = cleanLabel(s); s != "" && !seen[strings.ToLower(s)] {
			seen[strings.ToLower(s)] = true
			out = append(out, s)
		}
	}
	return out
}
