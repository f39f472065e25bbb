package rules

import (
	"slices"

	"jobspor/model"
)

// pausedDays are the days of pauses that are known not to count in the length of the placements of a chain. Whether a
// pause counts, no source here says (no rule is known): where nobody has written it, it is asked, and
// the days count until then, so that a limit is not passed unseen.
func (in *Input) pausedDays(g *Guard, chain []*model.Placement, most int) (left int) {
	for _, pause := range in.Pauses {
		i := slices.IndexFunc(chain, func(p *model.Placement) bool { return p.ID == pause.PlacementID })
		if i < 0 {
			continue
		}
		p := chain[i]
		last := pause.Last()
		if end := p.Last(); last == 0 || end != 0 && end < last {
			last = end
		}
		args := model.Args{"ref": refOr(p), "start": pause.From, "end": last}
		if last == 0 || last < pause.From {
			g.lacks("guard.duration.ask.pause.open", args)
			continue
		}
		n := int(last-max(pause.From, p.StartOn)) + 1
		args["days"] = Span(n)
		switch pause.Counts {
		case model.Yes:
			g.counts("guard.duration.sum.pause.counts", args)
		case model.No:
			g.counts("guard.duration.sum.pause.out", args)
			left += n
		default:
			g.lacks("guard.duration.ask.pause", args)
		}
	}
	return min(left, max(most-1, 0))
}
