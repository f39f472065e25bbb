package figures

import "math"

// Outward is figures as they may leave the municipality. Inside, who works with the citizens sees the numbers as they
// are; outside, somebody may ask for one period, team or programme after the other and subtract. So:
//
//   - A numerator under LeastGroup, and one that leaves fewer than LeastGroup beside it, hides the value, for it would
//     tell of few people: "1 of 40", and "39 of 40" alike. None and all are shown.
//   - Every count is rounded to the nearest LeastGroup, and shares are worked out from the rounded ones. The difference
//     of two answers is then a multiple of LeastGroup, whatever was asked.
//   - Medians, quartiles and means are rounded to halves, and differences of groups with them.
//
// Contacts with workplaces, which are of nobody, stay as they are.
func Outward(list []Figure) []Figure {
	out := make([]Figure, len(list))
	for i, f := range list {
		f.Result = outward(f.Spec, f.Result)
		f.Behind = nil
		f.Left, f.Blank, f.Redrawn = roundCount(f.Left), roundCount(f.Blank), roundCount(f.Redrawn)
		f.Unknown = roundCount(f.Unknown)
		f.Series, f.Parts = nil, nil
		for _, p := range list[i].Series {
			p.Result = outward(f.Spec, p.Result)
			f.Series = append(f.Series, p)
		}
		for _, p := range list[i].Parts {
			if p.Result = outward(f.Spec, p.Result); p.State == StateHidden {
				p.Hours = 0
			}
			p.Hours = float64(roundCount(int(math.Round(p.Hours))))
			f.Parts = append(f.Parts, p)
		}
		f.Compare = outwardCompare(f.Spec, f.Compare)
		out[i] = f
	}
	return out
}

// roundCount rounds a number of people or weeks to the nearest LeastGroup; FewLeft stays.
func roundCount(n int) int {
	if n < 0 {
		return n
	}
	return (n + LeastGroup/2) / LeastGroup * LeastGroup
}

// tellsOfFew reports whether a share is of few people, or of all but few.
func tellsOfFew(num, den int) bool {
	return num > 0 && num < LeastGroup || den > num && den-num < LeastGroup
}

func outward(spec *Definition, v Result) Result {
	switch {
	case v.State == StateHidden || spec.how == howEachWeek && v.People == 0:
		return v
	case spec.how == howShare && tellsOfFew(v.Num, v.Den), spec.how == howCount && v.Num > 0 && v.Num < LeastGroup,
		spec.how == howMean && tellsOfFew(v.Num, v.Den):
		return Result{State: StateHidden}
	}
	if spec.how != howEach && spec.how != howEachWeek {
		v.Den = roundCount(v.Den)
	}
	v.Num, v.People = roundCount(v.Num), roundCount(v.People)
	switch {
	case v.State != StateShown:
	case spec.how == howCount:
		v.Value = float64(v.Num)
	case spec.how == howShare, spec.how == howEach, spec.how == howEachWeek:
		v.Value = float64(v.Num) / float64(max(v.Den, 1))
	default:
		v.Value, v.Low, v.High = halves(v.Value), halves(v.Low), halves(v.High)
	}
	return v
}

// halves rounds to halves.
func halves(v float64) float64 { return math.Round(v*2) / 2 }

// outwardCompare keeps a comparison whose groups both may be told, made anew from the rounded counts.
func outwardCompare(spec *Definition, c *Comparison) *Comparison {
	switch {
	case c == nil || tellsOfFew(c.Treatment.Num, c.Treatment.Den) || tellsOfFew(c.Control.Num, c.Control.Den):
		return nil
	case c.Method == MethodNewcombe:
		return compareShares(Wilson(roundCount(c.Treatment.Num), roundCount(c.Treatment.Den)),
			Wilson(roundCount(c.Control.Num), roundCount(c.Control.Den)))
	}
	around := func(i Interval) Interval {
		return Interval{roundCount(i.Num), roundCount(i.Den), halves(i.Value), halves(i.Low), halves(i.High)}
	}
	return &Comparison{c.Method, around(c.Treatment), around(c.Control), halves(c.Diff), halves(c.Low), halves(c.High)}
}
