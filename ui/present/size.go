package present

import (
	"jobspor/ui/lang"
)

// Size writes a number of bytes as people read it: "12 kB", "3,4 MB".
func FormatBytes(l *lang.Lang, n int64) string {
	switch {
	case n < 1000:
		return l.Int(int(n)) + " B"
	case n < 1000_000:
		return l.Int(int((n+500)/1000)) + " kB"
	}
	return l.Decimal(float64(n)/1e6, 1) + " MB"
}
