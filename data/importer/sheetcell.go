package importer

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A cell is read as it is shown where a list of people's or companies' data needs it: a day as a day and not as the
// number of days since 1900, zeros in front where the format writes them, numbers without an exponent and without the
// noise of the last binary digit. A number is marked as one, because its point never marks thousands.

// cellFormat is how a workbook shows a number.
type cellFormat uint8

const (
	formatPlain cellFormat = iota
	formatDay              // a day, perhaps with a time
	formatTime             // a time of day
	formatSpan             // hours and minutes that do not start again at 24
	formatZeros            // whole, with zeros in front; the next values are with 2, 3, … digits
)

// cellFormats are the formats of a workbook by the number of a cell's style, and the day from which it counts.
type cellFormats struct {
	styles []cellFormat
	from   time.Time
}

// daysWithLeap is how many days a workbook counts before its wrong leap day of 1900.
const daysWithLeap = 60

var (
	quotedFormat  = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.`)
	bracketFormat = regexp.MustCompile(`\[[^\]]*\]`)
	spanFormat    = regexp.MustCompile(`\[h+\]|\[m+\]|\[s+\]`)
	zeroFormat    = regexp.MustCompile(`^0{2,20}$`)
)

// formatOf reads the code of a format; the part before a semicolon is that of positive numbers.
func formatOf(code string) cellFormat {
	code, _, _ = strings.Cut(strings.ToLower(quotedFormat.ReplaceAllString(code, "")), ";")
	if zeroFormat.MatchString(code) {
		return formatZeros + cellFormat(len(code)) - 1
	}
	if spanFormat.MatchString(code) {
		return formatSpan
	}
	code = bracketFormat.ReplaceAllString(code, "")
	clock := strings.ContainsAny(code, "hs")
	switch {
	case strings.Contains(code, "general"), strings.ContainsAny(code, "#0?") && !clock:
		return formatPlain
	case strings.ContainsAny(code, "yd"), strings.Contains(code, "m") && !clock:
		return formatDay
	case clock:
		return formatTime
	}
	return formatPlain
}

// builtInFormat is the format of a number below 164, which workbooks do not write out.
func builtInFormat(id int) cellFormat {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return formatDay
	case id >= 18 && id <= 21, id == 45, id == 47, id >= 32 && id <= 35:
		return formatTime
	case id == 46:
		return formatSpan
	}
	return formatPlain
}

// readFormats reads the workbook's formats. A workbook without styles has none.
func (b *book) readFormats() error {
	b.formats.from = firstExcel.Time()
	if err := b.elements("xl/workbook.xml", func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local == "workbookPr" && (attr(e, "date1904") == "1" || attr(e, "date1904") == "true") {
			b.formats.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return nil
	}); err != nil || b.parts["xl/styles.xml"] == nil {
		return err
	}
	own, inCells := map[int]cellFormat{}, false
	return b.elements("xl/styles.xml", func(e xml.StartElement, _ *xml.Decoder) error {
		id, _ := strconv.Atoi(attr(e, "numFmtId"))
		switch e.Name.Local {
		case "numFmt":
			own[id] = formatOf(attr(e, "formatCode"))
		case "cellXfs", "cellStyleXfs", "cellStyles", "dxfs":
			inCells = e.Name.Local == "cellXfs"
		case "xf":
			if !inCells {
				break
			}
			f, ok := own[id]
			if !ok {
				f = builtInFormat(id)
			}
			b.formats.styles = append(b.formats.styles, f)
		}
		return nil
	})
}

// cell gives the text of a cell, and whether it is a number.
func (b *book) cell(e xml.StartElement, text string) (string, bool) {
	switch typ := attr(e, "t"); typ {
	case "", "n":
		at, err := strconv.Atoi(attr(e, "s"))
		format := formatPlain
		if err == nil && at >= 0 && at < len(b.formats.styles) {
			format = b.formats.styles[at]
		}
		return b.formats.show(format, strings.TrimSpace(text))
	case "d":
		text = strings.TrimSuffix(text, "Z")
		day, clock, _ := strings.Cut(text, "T")
		if strings.Trim(clock, "0:.") == "" {
			return day, false
		}
		return text, false
	default:
		return b.value(typ, text), false
	}
}

// show writes a number in its format, and says whether it still is a number.
func (f *cellFormats) show(format cellFormat, text string) (string, bool) {
	plain := plainNumber(text)
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || v < 0 || v > 2_958_465 && format < formatZeros { // 31 December 9999
		return plain, err == nil
	}
	days, part := math.Modf(v)
	seconds := int(math.Round(part * 86400))
	switch {
	case format == formatPlain:
		return plain, true
	case format == formatSpan:
		minutes := int(math.Round(v * 1440))
		return strconv.Itoa(minutes/60) + ":" + strconv.Itoa(100 + minutes%60)[1:], false
	case format == formatTime:
		return clockText(seconds), false
	case format >= formatZeros:
		width := int(format-formatZeros) + 1
		if part != 0 || len(plain) >= width {
			return plain, true
		}
		return strings.Repeat("0", width-len(plain)) + plain, false
	}
	if f.from.Year() < 1904 && days > 0 && days < daysWithLeap {
		days++
	}
	day := f.from.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second)
	if seconds%86400 == 0 {
		return day.Format(time.DateOnly), false
	}
	return day.Format(time.DateOnly) + " " + clockText(seconds), false
}

// clockText writes seconds after midnight as a time of day, with seconds where there are any.
func clockText(seconds int) string {
	t := time.Unix(int64(seconds%86400), 0).UTC()
	if t.Second() == 0 {
		return t.Format("15:04")
	}
	return t.Format(time.TimeOnly)
}

// plainNumber writes a number of a workbook or of JSON without exponent, with the 15 digits that spreadsheets show:
// 2.5313763E7 is "25313763", 4.4999999999999996 is "4.5".
func plainNumber(s string) string {
	if len(s) <= 15 && allDigits(s) {
		return s
	}
	if strings.ContainsAny(s, "xXpP_iInN") || !strings.ContainsAny(s, ".eE") {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(v) >= 1e15 {
		return s
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return strconv.FormatFloat(v, 'f', -1, 64)
}
