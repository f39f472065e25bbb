package agenda

import (
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// Rhythm says how long a silence may be before Today mentions it, how far ahead it looks, and what else has a time.
type Rhythm struct {
	Ahead         int   // days: promises, follow-ups, ends and steps within so many days are shown
	PartnerSilent int   // days without contact: a workplace with a partnership
	CompanySilent int   // days without contact: a workplace with cooperation
	CitizenSilent int   // days without contact: an active citizen
	PlacesOld     int   // days: open places told longer ago are asked about again
	HoursDue      int   // days after a week's end by which its hours are expected
	HoursBack     int   // weeks back that missing hours are asked for
	Stalled       int   // weeks without a rise of paid hours before it is mentioned
	Acknowledge   int   // days after the start by which citizen and workplace have acknowledged the agreement
	Check         int   // days between two progress checks
	Retention     []int // weeks after the first paid hour at which somebody asks how it goes
}

// DefaultRhythm is a starting point that settings change; no source names an official one.
func DefaultRhythm() Rhythm {
	return Rhythm{Ahead: 14, PartnerSilent: 56, CompanySilent: 120, CitizenSilent: 28, PlacesOld: 60,
		HoursDue: 2, HoursBack: 4, Stalled: 4, Acknowledge: 7, Check: 91, Retention: []int{4, 13, 26}}
}

// RetentionGrace is how many weeks a checkpoint that nobody held stays due.
const RetentionGrace = 13

// Longest is the longest time in days that a rule looks back at contact.
func (r Rhythm) Longest() int {
	return max(r.PartnerSilent, r.CompanySilent, r.CitizenSilent, 7*RetentionGrace)
}

// LastRetention is the latest checkpoint in weeks, 0 when there is none.
func (r Rhythm) LastRetention() int {
	if len(r.Retention) == 0 {
		return 0
	}
	return slices.Max(r.Retention)
}

// ParseCheckpoints reads weeks such as "4, 13, 26": one to six numbers, each later than the one before, up to 260.
func ParseCheckpoints(s string) ([]int, error) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
	bad := model.NewError(model.Invalid, "err.checkpoints", model.Args{"value": model.Clip(s)})
	if len(parts) == 0 || len(parts) > 6 {
		return nil, bad
	}
	var out []int
	last := 0
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n <= last || n > 260 {
			return nil, bad
		}
		out, last = append(out, n), n
	}
	return out, nil
}

// CheckpointsText is the form that ParseCheckpoints reads.
func CheckpointsText(weeks []int) string {
	parts := make([]string, len(weeks))
	for i, n := range weeks {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ", ")
}
