package service

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// Seen is who has seen a citizen's data and who has received it, newest first: what the log names the citizen in.
type Seen struct {
	Citizen  *model.Citizen
	Looks    []SeenLine
	Received []SeenLine
}

// SeenLine is a look, or something that left.
type SeenLine struct {
	model.LogEntry
	Who       string   // the consultant's name
	Receiver  Receiver // of what left; "" where an earlier version did not say
	Reason    string
	Companies []string // names
	CitizenID string   // of a sample
}

// SeenAction is the audit action of its export.
const SeenAction = "export.seen"

// Out is how the page leaves: to the citizen, who may ask for it.
func (s *Seen) Out() Out {
	return Out{Action: SeenAction, Args: model.Args{"citizen": s.Citizen.ID, "ref": s.Citizen.Ref},
		Rows: len(s.Looks) + len(s.Received), To: ToCitizen, Citizens: []string{s.Citizen.ID}}
}

// Seen reads who has seen and who has received a citizen's data. Entries of earlier versions name the placement or the
// enrolment that was looked at, or have the citizen among their arguments; a copy of the whole database holds
// everybody.
func (d *Session) Seen(ctx context.Context, citizenID string) (*Seen, error) {
	if err := d.WriteLooks(ctx); err != nil {
		return nil, err
	}
	c, err := One[model.Citizen](ctx, d.Store, "citizen", citizenID)
	if err != nil {
		return nil, err
	}
	out, entries := &Seen{Citizen: c}, map[int64]model.LogEntry{}
	rows := []model.RowRef{{Type: "citizen", ID: c.ID}}
	for _, typ := range []string{"placement", "enrolment"} {
		list, err := d.Store.List(ctx, typ, schema.Where("citizen", c.ID))
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			rows = append(rows, model.RowRef{Type: typ, ID: e.Meta().ID})
		}
	}
	for _, row := range rows {
		list, err := d.Store.Log(ctx, schema.LogQuery{Type: row.Type, ID: row.ID})
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if e.Kind == "view" || e.Kind == "export" {
				entries[e.Seq] = e
			}
		}
	}
	exports, err := d.Store.Log(ctx, schema.LogQuery{Kind: "export"})
	if err != nil {
		return nil, err
	}
	for _, e := range exports {
		if e.Action == wholeDatabase || namesCitizen(e.Args, c) {
			entries[e.Seq] = e
		}
	}
	names := map[string]string{}
	for _, seq := range slices.Backward(slices.Sorted(maps.Keys(entries))) {
		line := d.seenLine(ctx, entries[seq], names)
		if line.Kind == "view" {
			out.Looks = append(out.Looks, line)
		} else {
			out.Received = append(out.Received, line)
		}
	}
	return out, nil
}

// namesCitizen reports whether the arguments of an export name a citizen, as those of earlier versions do.
func namesCitizen(args model.Args, c *model.Citizen) bool {
	for _, key := range []string{"citizen", "citizens"} {
		if text, _ := args[key].(string); slices.Contains(strings.Fields(text), c.ID) {
			return true
		}
	}
	return false
}

// seenLine reads what an entry says; names are those that were read before, by ID.
func (d *Session) seenLine(ctx context.Context, e model.LogEntry, names map[string]string) SeenLine {
	text := func(key string) string { s, _ := e.Args[key].(string); return s }
	name := func(typ, id string) string {
		if _, ok := names[id]; !ok && id != "" {
			n, err := d.NameOf(ctx, typ, id)
			if err != nil {
				n = id // it is gone; the ID still tells it from others
			}
			names[id] = n
		}
		return names[id]
	}
	line := SeenLine{LogEntry: e, Who: name("consultant", e.Actor), Receiver: Receiver(text("receiver")),
		Reason: text("reason")}
	if at, err := time.Parse(time.RFC3339, text("looked_at")); err == nil {
		line.At = at // it waited to be written
	}
	for id := range strings.FieldsSeq(text("companies")) {
		line.Companies = append(line.Companies, name("company", id))
	}
	return line
}

// Sample asks for a random sample of looks and exports, each of one citizen.
type Sample struct {
	N            int
	Seed         uint64
	CitizenID    string // only of this citizen
	ConsultantID string // only by this consultant
	Unusual      bool   // only outside of 7 to 18 o'clock and on Saturdays and Sundays
}

// Working hours of a sample's unusual ones, on Mondays to Fridays.
const (
	usualFrom = 7
	usualTo   = 18
)

// SampleLooks draws a sample; the same seed on the same log gives the same one. It is in the order of time.
func (d *Session) SampleLooks(ctx context.Context, q Sample) (lines []SeenLine, of int, err error) {
	if err := d.WriteLooks(ctx); err != nil {
		return nil, 0, err
	}
	chance := rand.New(rand.NewPCG(q.Seed, 0))
	type drawn struct {
		entry   model.LogEntry
		citizen string
	}
	var kept []drawn
	err = d.Store.EachLogRow(ctx, []string{"citizen"}, func(e model.LogEntry, op string, row model.LogRow) error {
		if op != "view" || isSampling(e) || q.CitizenID != "" && row.ID != q.CitizenID ||
			q.ConsultantID != "" && e.Actor != q.ConsultantID || q.Unusual && !unusual(e.At.In(d.Now().Location())) {
			return nil
		}
		switch of++; { // each of those so far is kept with the same chance
		case len(kept) < q.N:
			kept = append(kept, drawn{e, row.ID})
		default:
			if i := chance.IntN(of); i < q.N {
				kept[i] = drawn{e, row.ID}
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(kept, func(a, b drawn) int { return int(a.entry.Seq - b.entry.Seq) })
	names := map[string]string{}
	for _, k := range kept {
		line := d.seenLine(ctx, k.entry, names)
		line.CitizenID = k.citizen
		lines = append(lines, line)
	}
	return lines, of, nil
}

// isSampling reports whether an entry is the look of who checks a sample: that is not sampled again.
func isSampling(e model.LogEntry) bool {
	return e.Action == "view.cli" && e.Args["command"] == "audit sample"
}

func unusual(at time.Time) bool {
	day := at.Weekday()
	return day == time.Saturday || day == time.Sunday || at.Hour() < usualFrom || at.Hour() >= usualTo
}
