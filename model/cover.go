package model

// Cover (ferieafløsning, vikariering) is a time in which one consultant looks after another's work: the other's Today
// stands on the first one's Today. It ends by itself. Why somebody is away is not asked.
type Cover struct {
	Head
	AwayID string // the consultant who is away
	ByID   string // the consultant who covers
	From   Date   // first day
	Until  Date   // last day
	Note   string
}

// Holds reports whether the cover is in force on a day.
func (c *Cover) Holds(on Date) bool { return c.From <= on && on <= c.Until }

// CoveredBy lists the covers in which a consultant looks after others on a day.
func CoveredBy(covers []*Cover, consultant string, on Date) (out []*Cover) {
	for _, c := range covers {
		if c.ByID == consultant && c.Holds(on) {
			out = append(out, c)
		}
	}
	return out
}

// Handover (planlagt overdragelse) is a citizen or a workplace that another consultant takes over from a coming day,
// with a note. It takes effect when jobspor is opened on that day or later; see Portfolio.HandOver.
type Handover struct {
	Head
	FromID    string // the consultant who hands over
	ToID      string // the consultant who takes over
	On        Date   // the first day of the new one
	CitizenID string // what is handed over: this citizen,
	CompanyID string // or this workplace
	Note      string
	DoneOn    Date // the day it took effect
}

// About is the ID of what is handed over.
func (h *Handover) About() string { return h.CitizenID + h.CompanyID }

// Comes reports whether the day of a hand-over has come and it has not taken effect.
func (h *Handover) Comes(today Date) bool { return h.DoneOn == 0 && h.On <= today }
