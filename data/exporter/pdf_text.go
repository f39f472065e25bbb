package exporter

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"jobspor/model"
)

// This file turns text into the letters that stand on a PDF page: composed, Arabic letters in the form that joins their
// neighbours, and each line in the order in which it is read. What the fonts lack is printed as missingLetter, and is
// named by Unprintable before anything is written.

// missingLetter stands for a character that the fonts lack.
const missingLetter = '□'

// pdfFaces are the fonts inside the file; together with their bold style they hold Latin (Vietnamese included), Greek,
// Cyrillic, Arabic, Hebrew, Armenian and Georgian.
var pdfFaces = []struct {
	style string
	ttf   []byte
}{{"", dejavusans.TTF}, {"B", dejavusansbold.TTF}}

// parsedFaces know which letters the fonts have.
var parsedFaces = sync.OnceValue(func() (out []*sfnt.Font) {
	for _, face := range pdfFaces {
		if f, err := sfnt.Parse(face.ttf); err == nil { // the fonts are part of the program and tested
			out = append(out, f)
		}
	}
	return out
})

// inFonts reports whether every style of the font has the letter; the file's encoding ends at U+FFFF.
func inFonts(r rune) bool {
	if r > 0xffff {
		return false
	}
	for _, f := range parsedFaces() {
		if g, err := f.GlyphIndex(nil, r); err != nil || g == 0 {
			return false
		}
	}
	return true
}

// invisible characters take no part in print: joiners, soft hyphens, marks of direction, variants of an emoji.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// printable gives the letters of text in the order of writing, ready to be measured and broken into lines.
func printable(s string) string {
	s = norm.NFC.String(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return r > 0x17f }) { // the letters of Danish and English
		return strings.ReplaceAll(s, "\u00ad", "")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || inFonts(r) && !invisible(r):
			return r
		case invisible(r):
			return -1
		}
		return missingLetter
	}, joined(s))
}

// onPage is one line of text as it stands on the page.
func onPage(text string) string {
	text = oneLine(text)
	return visual(printable(text), rightToLeft(text))
}

// notPrintable lists the characters of text that are lost or damaged in print, each as often as it occurs: those that
// the fonts lack, and Arabic letters that should join their neighbour and have no form for it.
func notPrintable(s string) (out []rune) {
	letters := []rune(norm.NFC.String(clean(s)))
	for i, r := range letters {
		switch {
		case r == '\n' || r == '\t' || invisible(r):
		case !inFonts(r) || unjoined(letters, i):
			out = append(out, r)
		}
	}
	return out
}

// arabicForms are the forms of the Arabic letters: alone, at the end, at the start and in the middle of a word. A
// letter with two forms joins only the letter before it, one with a single form none. Unicode lists the forms of a
// letter in this order.
var arabicForms = sync.OnceValue(func() map[rune][]rune {
	forms := map[rune][]rune{}
	for _, block := range [][2]rune{{0xfe80, 0xfefc}, {0xfb50, 0xfbff}} {
		for r := block[0]; r <= block[1]; r++ {
			if letter := []rune(norm.NFKC.String(string(r))); len(letter) == 1 && letter[0] != r && inFonts(r) {
				forms[letter[0]] = append(forms[letter[0]], r)
			}
		}
	}
	return forms
})

const (
	tatweel = 'ـ' // a line that lengthens a word: it joins on both sides
	lam     = 'ل'
)

// lamAlef are the obligatory ligatures of lam with a kind of alef; the next code point is their form at the end.
var lamAlef = map[rune]rune{'آ': 0xfef5, 'أ': 0xfef7, 'إ': 0xfef9, 'ا': 0xfefb}

// joinsBefore and joinsAfter report whether a letter connects with the letter before and after it.
func joinsBefore(r rune) bool { return r == tatweel || len(arabicForms()[r]) >= 2 }
func joinsAfter(r rune) bool  { return r == tatweel || len(arabicForms()[r]) == 4 }

// neighbour is the next letter in a direction; vowel signs stand between letters without parting them.
func neighbour(letters []rune, i, step int) rune {
	for i += step; i >= 0 && i < len(letters); i += step {
		if !unicode.Is(unicode.Mn, letters[i]) {
			return letters[i]
		}
	}
	return 0
}

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

// unjoined reports whether an Arabic letter beside another is printed without the line that joins them.
func unjoined(letters []rune, i int) bool {
	r := letters[i]
	return isArabic(r) && r < 0xfb50 && r != tatweel && len(arabicForms()[r]) == 0 &&
		(isArabic(neighbour(letters, i, -1)) || isArabic(neighbour(letters, i, 1)))
}

// joined replaces Arabic letters by the forms that join their neighbours.
func joined(s string) string {
	if !strings.ContainsFunc(s, isArabic) {
		return s
	}
	letters := []rune(s)
	var out []rune
	for i := 0; i < len(letters); i++ {
		r := letters[i]
		forms := arabicForms()[r]
		if len(forms) == 0 {
			out = append(out, r)
			continue
		}
		before := joinsBefore(r) && joinsAfter(neighbour(letters, i, -1))
		if r == lam && i+1 < len(letters) && lamAlef[letters[i+1]] != 0 {
			form := lamAlef[letters[i+1]]
			if before {
				form++
			}
			out = append(out, form)
			i++
			continue
		}
		at := 0
		if before {
			at = 1
		}
		if joinsAfter(r) && joinsBefore(neighbour(letters, i, 1)) {
			at += 2
		}
		out = append(out, forms[at])
	}
	return string(out)
}

// rightToLeft reports whether a paragraph is written from right to left: it begins so and has more such letters than
// others. A Danish line that begins with an Arabic name stays Danish.
func rightToLeft(s string) bool {
	left, right, first := 0, 0, bidi.ON
	for _, r := range s {
		class := classOf(r)
		switch class {
		case bidi.L:
			left++
		case bidi.R, bidi.AL:
			right++
		default:
			continue
		}
		if first == bidi.ON {
			first = class
		}
	}
	return first != bidi.L && right > left
}

func classOf(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// span is text of one level: even levels are read from left to right, odd ones from right to left.
type span struct {
	text  []rune
	level int
}

// visual puts one line into the order in which it stands on the page, from left to right.
func visual(line string, rtl bool) string {
	if !strings.ContainsFunc(line, func(r rune) bool { c := classOf(r); return c == bidi.R || c == bidi.AL }) {
		return line
	}
	mark, base := "\u200e", 0 // decides the direction of a line whose first letter is of the other one
	if rtl {
		mark, base = "\u200f", 1
	}
	var p bidi.Paragraph
	if _, err := p.SetString(mark + line); err != nil {
		return line
	}
	order, err := p.Order()
	if err != nil {
		return line
	}
	var spans []span
	for i := range order.NumRuns() {
		run := order.Run(i)
		text := []rune(run.String())
		switch {
		case run.Direction() == bidi.RightToLeft:
			spans = append(spans, span{text, 1})
		case base == 1:
			spans = append(spans, span{text, 2})
		default:
			// A number after Arabic belongs to it, although it is read from left to right.
			n := 0
			if len(spans) > 0 {
				n = leadingNumber(text)
			}
			spans = append(spans, span{text[:n], 2}, span{text[n:], 0})
		}
	}
	return arrange(slices.DeleteFunc(spans, func(s span) bool { return len(s.text) == 0 }))
}

// leadingNumber is the length of the number at the start of text, with the signs inside it and after it such as %.
func leadingNumber(text []rune) (n int) {
	for i, r := range text {
		switch classOf(r) {
		case bidi.EN, bidi.AN, bidi.ET:
			n = i + 1
		case bidi.ES, bidi.CS:
		default:
			return n
		}
	}
	return n
}

// arrange reverses, from the highest level down, what is of that level or above.
func arrange(spans []span) string {
	for level := 2; level > 0; level-- {
		for i := 0; i < len(spans); i++ {
			end := i
			for end < len(spans) && spans[end].level >= level {
				end++
			}
			slices.Reverse(spans[i:end])
			i = max(i, end)
		}
	}
	var out strings.Builder
	for _, s := range spans {
		text := string(s.text)
		if s.level == 1 { // vowel signs come before their letter: the fonts draw them over what follows
			text = bidi.ReverseString(text)
		}
		out.WriteString(strings.Map(func(r rune) rune {
			if invisible(r) {
				return -1
			}
			return r
		}, text))
	}
	return out.String()
}

// Unprintable lists what a format cannot print, by the parts of the document: a PDF has only the letters of its fonts,
// all other formats have every letter.
func Unprintable(doc *model.Document, f Format) (out []model.Unprintable) {
	if f != PDF {
		return nil
	}
	add := func(kind, part string, texts ...string) {
		lost := notPrintable(strings.Join(texts, "\n"))
		if len(lost) == 0 {
			return
		}
		i := slices.IndexFunc(out, func(u model.Unprintable) bool { return u.Kind == kind && u.Part == part })
		if i < 0 {
			i, out = len(out), append(out, model.Unprintable{Kind: kind, Part: part})
		}
		out[i].N += len(lost)
		for _, r := range lost {
			if !strings.ContainsRune(out[i].Letters, r) {
				out[i].Letters += string(r)
			}
		}
	}
	add(model.PartLetterhead, "", append([]string{doc.From.Name}, doc.From.Address...)...)
	add(model.PartTitle, "", doc.Title, doc.Subtitle)
	for _, s := range doc.Sections {
		add(model.PartNamed, s.Title, append([]string{s.Title}, s.Text...)...)
		for _, f := range s.Facts {
			add(model.PartNamed, f.Label, f.Label, f.Value)
		}
		for _, c := range s.Charts {
			add(model.PartNamed, s.Title, chartTexts(&c)...)
		}
		if s.Table == nil {
			continue
		}
		for i, c := range s.Table.Columns {
			part := c.Title
			if part == "" {
				part = s.Title
			}
			add(model.PartNamed, part, c.Title)
			for _, row := range s.Table.Rows {
				add(model.PartNamed, part, shown(cell(row, i)))
			}
		}
	}
	add(model.PartNotes, "", doc.Notes...)
	for i := range out {
		if out[i].Kind == model.PartNamed && strings.TrimSpace(out[i].Part) == "" {
			out[i].Kind = model.PartTitle // a part without a name is found by the document's
		}
	}
	return out
}
