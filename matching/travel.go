package matching

import (
	"math"

	"jobspor/model"
)

// Places says where postcodes lie: Index gives a postcode's number (several may share one), Lat and Lon the centres by
// number, in degrees. The table of data/reference/postcodes fits.
type Places struct {
	Index    func(postcode string) (uint16, bool)
	Lat, Lon []float64
}

// How long a way takes is a rule of thumb between the centres of two postcodes: good for "about", not for a timetable.
// Every figure here is an assumption of jobspor, chosen so that short ways in towns come out as people know them.
const (
	detour      = 1.3 // roads are this much longer than the crow flies
	insideKM    = 1.5 // a usual way inside one postcode, and the least between two
	assumedMode = 2   // bus, when nobody has said how the citizen travels
	usualLimit  = 45  // minutes one way that distances are measured by when no limit is known
	slackShare  = 10  // percent above the limit that "about" may be wrong before the way blocks
	slackLeast  = 3   // and at least so many minutes
)

// modes are the ways of model.Transport: kilometres an hour under way, and minutes for the rest (walking to the stop
// and waiting, parking, unlocking).
var modes = [...]struct{ speed, start float64 }{
	{5, 0},   // foot
	{15, 2},  // bike
	{25, 12}, // bus
	{45, 5},  // car
}

// trip is the way to a place by the fastest of a citizen's modes.
type trip struct {
	minutes uint16
	mode    uint8
}

// tripOf estimates the way over a distance as the crow flies.
func tripOf(km float64, transport uint8) trip {
	if transport == 0 {
		transport = 1 << assumedMode
	}
	best := trip{minutes: math.MaxUint16}
	for m, how := range modes {
		if transport>>m&1 == 0 {
			continue
		}
		t := how.start + max(km, insideKM)*detour/how.speed*60
		if r := math.Ceil(t); r < float64(best.minutes) {
			best = trip{minutes: uint16(r), mode: uint8(m)}
		}
	}
	return best
}

// km is the distance between two places as the crow flies (haversine, a globe of radius 6371 km).
func (p *Places) km(a, b uint16) float64 {
	const radius, degree = 6371, math.Pi / 180
	lat := math.Sin((p.Lat[b] - p.Lat[a]) * degree / 2)
	lon := math.Sin((p.Lon[b] - p.Lon[a]) * degree / 2)
	h := lat*lat + math.Cos(p.Lat[a]*degree)*math.Cos(p.Lat[b]*degree)*lon*lon
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}

// place is the number of a postcode, noPlace when it is not known.
func (k *knowledge) place(postcode string) uint16 {
	if k.places.Index == nil {
		return noPlace
	}
	i, ok := k.places.Index(postcode)
	if !ok || int(i) >= len(k.places.Lat) || int(i) >= len(k.places.Lon) {
		return noPlace
	}
	return i
}

// tripsFrom estimates the way to every place.
func (k *knowledge) tripsFrom(from uint16, transport uint8) []trip {
	trips := make([]trip, len(k.places.Lat))
	for i := range trips {
		trips[i] = tripOf(k.places.km(from, uint16(i)), transport)
	}
	return trips
}

// slack is how far above the limit an estimate may lie and still count.
func slack(limit int) int { return max(limit*slackShare/100, slackLeast) }

// modeKey names a mode.
func modeKey(mode uint8) string { return model.Transport[mode] }

// KnowsPlace reports whether it is known where a postcode lies.
func (s *Snapshot) KnowsPlace(postcode string) bool { return s.place(postcode) != noPlace }

// Trip estimates the minutes between two postcodes by the fastest of a citizen's ways, as the ranking does, and names
// that way; not ok where a postcode is not known.
func (s *Snapshot) Trip(from, to string, transport []string) (minutes int, mode string, ok bool) {
	a, b := s.place(from), s.place(to)
	if a == noPlace || b == noPlace {
		return 0, "", false
	}
	t := tripOf(s.places.km(a, b), uint8(keySet(model.Transport, transport)))
	return int(t.minutes), modeKey(t.mode), true
}
