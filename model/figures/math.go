package figures

import (
	"math"
	"slices"
)

// z95 is the quantile of the normal distribution for a 95 % interval.
const z95 = 1.959963984540054

// Wilson is the 95 % interval of a share (Wilson score interval without continuity correction). With den 0 it is empty.
func Wilson(num, den int) Interval {
	i := Interval{Num: num, Den: den}
	if den <= 0 {
		return i
	}
	n, p := float64(den), float64(num)/float64(den)
	z2 := z95 * z95
	middle := (p + z2/(2*n)) / (1 + z2/n)
	half := z95 * math.Sqrt(p*(1-p)/n+z2/(4*n*n)) / (1 + z2/n)
	i.Share, i.Low, i.High = p, max(middle-half, 0), min(middle+half, 1)
	if num == 0 { // the formula gives exactly 0 and 1 here; the machine nearly
		i.Low = 0
	}
	if num == den {
		i.High = 1
	}
	return i
}

// compareShares sets two shares beside each other; nil when one of them is of nobody.
func compareShares(t, c Interval) *Comparison {
	if t.Den == 0 || c.Den == 0 {
		return nil
	}
	d := t.Share - c.Share
	return &Comparison{Treatment: t, Control: c, Diff: d,
		Low:  d - math.Hypot(t.Share-t.Low, c.High-c.Share),
		High: d + math.Hypot(t.High-t.Share, c.Share-c.Low)}
}

// Quantile is the value below which a share q of the values lies, with linear interpolation between neighbours (type 7
// of Hyndman and Fan, as spreadsheets do); 0 without values. It sorts the values.
func Quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	at := q * float64(len(values)-1)
	below := int(at)
	if below+1 >= len(values) {
		return values[len(values)-1]
	}
	return values[below] + (at-float64(below))*(values[below+1]-values[below])
}
