package importer

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"io"
	"mime/quotedprintable"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-vcard"

	"jobspor/model"
)

// A file of vCards is a table with one row a card. Its headings are the names of the properties, with the part of a
// name or an address and the kind of a number behind them: "N;family", "ADR;postcode", "TEL;WORK". The table of
// headings says what they mean, as it does for any other list.

// isCards reports whether a text begins as a file of vCards does.
func isCards(r io.Reader) bool {
	b := make([]byte, 256)
	n, _ := io.ReadFull(r, b)
	head := strings.TrimLeft(string(b[:n]), "\ufeff \t\r\n")
	return len(head) >= len("BEGIN:VCARD") && strings.EqualFold(head[:len("BEGIN:VCARD")], "BEGIN:VCARD")
}

// openCards reads the cards as a table.
func (s *Source) openCards(ctx context.Context) (*table, error) {
	at := map[string]int{}
	err := s.eachCard(ctx, nil, func(_ int, cells []cardCell, _ error) error {
		for _, c := range cells {
			if _, has := at[c.heading]; !has && len(at) < maxColumns {
				at[c.heading] = c.order
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var header []string
	for heading := range at {
		header = append(header, heading)
	}
	slices.SortFunc(header, func(a, b string) int { return cmp.Or(cmp.Compare(at[a], at[b]), cmp.Compare(a, b)) })
	for i, heading := range header {
		at[heading] = i
	}
	read := func(ctx context.Context, progress func(done, total int64), yield func(record) error) error {
		cells := make([]string, len(header))
		return s.eachCard(ctx, progress, func(n int, list []cardCell, bad error) error {
			clear(cells)
			for _, c := range list {
				if i, ok := at[c.heading]; ok {
					cells[i] = c.text
				}
			}
			rec := record{line: n, cells: cells}
			if bad != nil {
				rec.bad = fileError("err.import.card", nil).WithCause(bad)
			}
			return yield(rec)
		})
	}
	return &table{header: header, rows: read}, nil
}

// eachCard calls do with the cells of every card, counted from 1. A card that cannot be read has an error instead.
func (s *Source) eachCard(
	ctx context.Context, progress func(done, total int64), do func(n int, cells []cardCell, bad error) error,
) error {
	lines := cardLines{r: bufio.NewReaderSize(s.text(progress), 64<<10)}
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		text, err := lines.card()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		card, bad := vcard.NewDecoder(strings.NewReader(text)).Decode()
		var cells []cardCell
		if bad == nil {
			cells = cellsOf(card)
		}
		if err := do(n, cells, bad); err != nil {
			return err
		}
	}
}

// cardLines reads cards of all versions as text of version 3: one property a line, quoted-printable decoded, and every
// parameter with its name.
type cardLines struct {
	r    *bufio.Reader
	held *string // a line that belongs to the next property
	used int     // bytes of the card that is being read
}

// card gives the text of the next card, and io.EOF after the last. One without an end ends before the next one.
func (l *cardLines) card() (string, error) {
	var b strings.Builder
	for l.used = 0; ; {
		line, err := l.property()
		if err == io.EOF && b.Len() > 0 {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		begins := strings.EqualFold(strings.TrimSpace(line), "BEGIN:VCARD")
		switch {
		case begins && b.Len() > 0:
			l.held = &line
			return b.String(), nil
		case begins || b.Len() > 0:
			b.WriteString(line + "\r\n")
		}
		if b.Len() > 0 && strings.EqualFold(strings.TrimSpace(line), "END:VCARD") {
			return b.String(), nil
		}
	}
}

// line reads one line of the file.
func (l *cardLines) line() (string, error) {
	if l.held != nil {
		line := *l.held
		l.held = nil
		return line, nil
	}
	var b []byte
	for {
		part, err := l.r.ReadSlice('\n')
		b = append(b, part...)
		if l.used += len(part); l.used > maxObject {
			return "", fileError("err.import.object", model.Args{"max": maxObject >> 20})
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF && len(b) > 0 {
			err = nil
		}
		return strings.TrimRight(string(b), "\r\n"), err
	}
}

// property reads one property: a line and those that continue it.
func (l *cardLines) property() (string, error) {
	line, err := l.line()
	if err != nil {
		return "", err
	}
	head, value, ok := strings.Cut(line, ":")
	quoted := ok && strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
	for quoted && strings.HasSuffix(value, "=") {
		next, err := l.line()
		if err != nil {
			break // the last line of the file
		}
		value = value[:len(value)-1] + next
	}
	for !quoted {
		next, err := l.line()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
		if next == "" || next[0] != ' ' && next[0] != '\t' {
			l.held = &next
			break
		}
		line += next[1:]
	}
	if quoted {
		return namedParameters(head) + ":" + printable(value), nil
	}
	if head, value, ok = strings.Cut(line, ":"); !ok || strings.Contains(head, `"`) {
		return line, nil
	}
	return namedParameters(head) + ":" + value, nil
}

// printable decodes quoted-printable text, and writes line ends in it as version 3 does.
func printable(s string) string {
	b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(s)))
	if err != nil {
		return s
	}
	if !utf8.Valid(b) { // the charset that cards of that age have when they do not have UTF-8
		if b, err = io.ReadAll(decode(windows1252, bytes.NewReader(b))); err != nil {
			return s
		}
	}
	return strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(string(b))
}

// namedParameters gives the bare parameters of version 2.1 their name: "TEL;WORK" is "TEL;TYPE=WORK".
func namedParameters(head string) string {
	parts := strings.Split(head, ";")
	for i, p := range parts {
		if i > 0 && p != "" && !strings.Contains(p, "=") {
			parts[i] = "TYPE=" + p
		}
	}
	return strings.Join(parts, ";")
}

// cardCell is the content of a card under one heading.
type cardCell struct {
	heading, text string
	order         int // of the headings
}

// cardProperties are the properties that a list of companies can use, in the order in which they are shown.
var cardProperties = []string{"N", "FN", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "ADR", "URL", "NOTE"}

// cardFraming are the properties that say how to read a card. They are used, and not named as left out.
var cardFraming = []string{"VERSION", "KIND", "X-ABSHOWAS", "X-ABLABEL", "X-ABADR"}

// The parts of a name and an address, in the order of the standard.
var (
	nameParts   = []string{"family", "given", "additional", "prefix", "suffix"}
	cardAddress = []string{"pobox", "extended", "street", "town", "region", "postcode", "country"}
	orgParts    = []string{"", "unit", "unit"}
)

// cellsOf takes a card apart.
func cellsOf(card vcard.Card) []cardCell {
	w := cardWriter{card: card, seen: map[string]int{}}
	company := w.isCompany()
	for i, name := range cardProperties {
		w.order = i * 100
		for _, f := range card[name] {
			switch name {
			case "N", "FN":
				if company {
					continue
				}
				if name == "N" {
					w.parts(name, nameParts, "", f.Value)
				} else {
					w.add(name, f.Value)
				}
			case "ORG":
				w.parts(name, orgParts, "", f.Value)
			case "ADR":
				w.parts(name, cardAddress, w.private(f), f.Value)
			case "TEL":
				w.add(name+w.phoneKind(f), strings.TrimPrefix(f.Value, "tel:"))
			case "EMAIL":
				w.add(name+w.private(f), f.Value)
			case "URL": // not the heading URL alone, which other lists have for whatever a link leads to
				w.add(name+";www"+w.private(f), f.Value)
			default:
				w.add(name, f.Value)
			}
		}
	}
	if company && card.Value(vcard.FieldOrganization) == "" {
		w.order = 200
		w.add("ORG", card.Value(vcard.FieldFormattedName))
	}
	w.order = len(cardProperties) * 100
	for name, fields := range card {
		if slices.Contains(cardProperties, name) || slices.Contains(cardFraming, name) {
			continue
		}
		for _, f := range fields {
			w.add(name, f.Value)
		}
	}
	return w.cells
}

// cardWriter collects the cells of a card.
type cardWriter struct {
	card  vcard.Card
	cells []cardCell
	seen  map[string]int
	order int
}

// isCompany reports whether a card is a company's own: it says so, or its name is that of the organisation.
func (w *cardWriter) isCompany() bool {
	org, _, _ := strings.Cut(w.card.Value(vcard.FieldOrganization), ";")
	name := w.card.Value(vcard.FieldFormattedName)
	return w.card.Kind() == vcard.KindOrganization || strings.EqualFold(w.card.Value("X-ABSHOWAS"), "COMPANY") ||
		org != "" && fold(org) == fold(name)
}

// add adds a cell; the second of a heading is numbered.
func (w *cardWriter) add(heading, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if w.seen[heading]++; w.seen[heading] > 1 {
		heading += " " + strconv.Itoa(w.seen[heading])
	}
	w.cells = append(w.cells, cardCell{heading, text, w.order})
}

// parts adds the parts of a value that has several, which signs ";" stand between.
func (w *cardWriter) parts(name string, names []string, kind, value string) {
	const semicolon = "\x00"
	order := w.order
	for i, s := range strings.Split(strings.ReplaceAll(value, `\;`, semicolon), ";") {
		heading := name
		if i >= len(names) {
			heading += ";" + strconv.Itoa(i+1)
		} else if names[i] != "" {
			heading += ";" + names[i]
		}
		w.order = order + min(i, 99)
		w.add(heading+kind, strings.ReplaceAll(s, semicolon, ";"))
	}
	w.order = order
}

// has reports whether a property is of a kind, by its type or by the label that some programs give it.
func (w *cardWriter) has(f *vcard.Field, kind string) bool {
	if slices.ContainsFunc(f.Params.Types(), func(t string) bool { return strings.EqualFold(t, kind) }) {
		return true
	}
	if strings.EqualFold(kind, "CELL") && f.Params.HasType("MOBILE") {
		return true
	}
	return f.Group != "" && slices.ContainsFunc(w.card["X-ABLABEL"], func(label *vcard.Field) bool {
		return label.Group == f.Group && strings.EqualFold(strings.Trim(label.Value, "_$!<>"), kind)
	})
}

// private marks what is of a home.
func (w *cardWriter) private(f *vcard.Field) string {
	if w.has(f, "HOME") {
		return ";HOME"
	}
	return ""
}

// phoneKind says whose a telephone number is.
func (w *cardWriter) phoneKind(f *vcard.Field) string {
	for _, kind := range []string{"HOME", "FAX", "PAGER", "CELL", "WORK", "MAIN"} {
		if w.has(f, kind) || kind == "CELL" && w.has(f, "IPHONE") {
			return ";" + kind
		}
	}
	return ";VOICE"
}
