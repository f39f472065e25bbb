package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Quarters is a number of hours counted in quarters of an hour: 29 is 7,25.
type Quarters int

// Value writes one argument of a text: strings as they are, whole numbers with
// Int, Quarters with Hours, other numbers with at most two decimals, times as a
// short date, errors and Stringers in their own words.
func (l *Lang) Value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return l.Int(v)
	case int64:
		return l.Int(int(v))
	case Quarters:
		return l.Hours(v)
	case float64:
		return l.Trimmed(v, 2)
	case time.Time:
		return l.Day(v)
	case fmt.Stringer:
		return v.String()
	case error:
		return v.Error()
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

// One reports whether a number takes the singular: 1, and in Danish also numbers between 0 and 2 with decimals ("1,5
// time").
func (l *Lang) One(v any) bool {
	f := 0.0
	switch v := v.(type) {
	case int:
		f = float64(v)
	case int64:
		f = float64(v)
	case Quarters:
		f = float64(v) / 4
	case float64:
		f = v
	default:
		return false
	}
	if l.code == Danish && f > 0 && f < 2 {
		return true
	}
	return f == 1
}

// Int writes a whole number; from 10.000 on with separators, so that years and
// other four-digit numbers stay as people write them.
func (l *Lang) Int(n int) string {
	s := strconv.Itoa(n)
	digits := strings.TrimPrefix(s, "-")
	if len(digits) < 5 {
		return s
	}
	sep := "."
	if l.code == English {
		sep = ","
	}
	var b strings.Builder
	b.WriteString(s[:len(s)-len(digits)])
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Decimal writes a number with exactly this many decimals: 4,5 or 4.5.
func (l *Lang) Decimal(f float64, decimals int) string {
	s := strconv.FormatFloat(f, 'f', max(decimals, 0), 64)
	whole, rest, found := strings.Cut(s, ".")
	if n, err := strconv.Atoi(whole); err == nil && n != 0 {
		whole = l.Int(n)
	}
	if !found {
		return whole
	}
	return whole + l.comma() + rest
}

// Trimmed writes a number with at most this many decimals and no zeros at the
// end.
func (l *Lang) Trimmed(f float64, decimals int) string {
	s := l.Decimal(f, decimals)
	if !strings.Contains(s, l.comma()) || decimals <= 0 {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), l.comma())
}

// Percent writes a share (0.15) as "15 %" or "15%".
func (l *Lang) Percent(share float64, decimals int) string {
	if l.code == English {
		return l.Decimal(share*100, decimals) + "%"
	}
	return l.Decimal(share*100, decimals) + " %"
}

// Hours writes quarters as hours with as many decimals as needed: 7,25 or 7.5
// or 8.
func (l *Lang) Hours(q Quarters) string {
	n, sign := int(q), ""
	if n < 0 {
		n, sign = -n, "-"
	}
	s := sign + strconv.Itoa(n/4)
	if part := [4]string{"", "25", "5", "75"}[n%4]; part != "" {
		s += l.comma() + part
	}
	return s
}

func (l *Lang) comma() string {
	if l.code == English {
		return "."
	}
	return ","
}
