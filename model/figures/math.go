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
	i.Value, i.Low, i.High = p, max(middle-half, 0), min(middle+half, 1)
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
	d := t.Value - c.Value
	return &Comparison{Method: MethodNewcombe, Treatment: t, Control: c, Diff: d,
		Low:  d - math.Hypot(t.Value-t.Low, c.High-c.Value),
		High: d + math.Hypot(t.High-t.Value, c.Value-c.Low)}
}

// compareMeans sets the means of two groups beside each other, each with Student's 95 % interval and the difference
// with Welch's, which does not take the groups to vary alike; nil when one of them has fewer than two values.
func compareMeans(treatment, control []float64) *Comparison {
	if len(treatment) < 2 || len(control) < 2 {
		return nil
	}
	t, tv := meanOf(treatment)
	c, cv := meanOf(control)
	out := &Comparison{Method: MethodWelch, Treatment: t, Control: c, Diff: t.Value - c.Value}
	half := 0.0
	if sum := tv + cv; sum > 0 {
		freedom := sum * sum / (tv*tv/float64(t.Den-1) + cv*cv/float64(c.Den-1))
		half = tQuantile(freedom) * math.Sqrt(sum)
	}
	out.Low, out.High = out.Diff-half, out.Diff+half
	return out
}

// meanOf is the mean of two values or more with Student's 95 % interval, and the variance of the mean.
func meanOf(values []float64) (Interval, float64) {
	n, sum, squares := float64(len(values)), 0.0, 0.0
	some := 0
	for _, v := range values {
		sum += v
		if v > 0 {
			some++
		}
	}
	mean := sum / n
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	variance := squares / (n - 1) / n
	half := tQuantile(n-1) * math.Sqrt(variance)
	return Interval{Num: some, Den: len(values), Value: mean, Low: mean - half, High: mean + half}, variance
}

// tQuantile is the 97.5 % quantile of Student's t distribution with so many degrees of freedom, 1 or more, to nine
// decimals; found by halving, since the distribution has no inverse in closed form.
func tQuantile(freedom float64) float64 {
	low, high := 0.0, 64.0
	for range 80 {
		middle := (low + high) / 2
		if tail(middle, freedom) > 0.05 {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// tail is how likely a value of Student's t is to lie outside -t to t: the incomplete beta function of freedom/2 and
// one half at freedom/(freedom+t²), by its continued fraction (Abramowitz and Stegun 26.5.8).
func tail(t, freedom float64) float64 {
	a, b, x := freedom/2, 0.5, freedom/(freedom+t*t)
	if x > (a+1)/(a+b+2) {
		return 1 - incompleteBeta(b, a, 1-x)
	}
	return incompleteBeta(a, b, x)
}

func incompleteBeta(a, b, x float64) float64 {
	if x <= 0 {
		return 0
	}
	ga, _ := math.Lgamma(a)
	gb, _ := math.Lgamma(b)
	gab, _ := math.Lgamma(a + b)
	front := math.Exp(gab-ga-gb+a*math.Log(x)+b*math.Log1p(-x)) / a
	// The continued fraction is worked out from its tail, with more terms than it needs for twelve digits here.
	fraction := 1.0
	for m := 200; m >= 1; m-- {
		k := float64(m)
		odd := -(a + k - 1) * (a + b + k - 1) * x / ((a + 2*k - 2) * (a + 2*k - 1))
		even := k * (b - k) * x / ((a + 2*k - 1) * (a + 2*k))
		fraction = 1 + odd/(1+even/fraction)
	}
	return front / fraction
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
