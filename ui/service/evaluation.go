package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// EvaluationRow is what an external evaluator gets of one enrolment: no name, number, birth date, place, note or day,
// only months and counts under a pseudonym.
type EvaluationRow struct {
	Pseudonym  string // the same in every file of the programme; only the database leads back from it
	Group      string
	Redrawn    int // how often the group was changed
	StartMonth string
	EndMonth   string
	Outcome    string
	Placements map[string]int // begun during the enrolment, by kind
	Agreed     int            // days of attendance agreed
	Met        int
	PaidWeeks  int     // weeks with ordinary paid hours
	PaidHours  float64 // all of them together
	JobCentre  string  // how satisfied with the set-up of the latest placement that was answered for
	Company    string
	Citizen    string
	First      map[string]int // answers of the first and the latest progress check, by item
	Latest     map[string]int
}

// Evaluation is the data of a programme for an external evaluator, with those left out for want of consent.
type Evaluation struct {
	Programme *programme.Programme
	Items     []programme.ProgressItem
	Rows      []EvaluationRow
	Citizens  []string // of Rows, for the log; they do not leave
	Missing   int      // enrolments whose citizen has not consented; they are among Rows
	missing   []bool
}

// Consented leaves out the rows whose citizen has not consented.
func (v *Evaluation) Consented() {
	at := -1
	v.Rows = slices.DeleteFunc(v.Rows, func(EvaluationRow) bool { at++; return v.missing[at] })
	at = -1
	v.Citizens = slices.DeleteFunc(v.Citizens, func(string) bool { at++; return v.missing[at] })
	v.missing = make([]bool, len(v.Rows))
}

// Evaluation reads the enrolments of a programme for an evaluator, who is a company of the register so that consents
// can be given to it; "" has nobody's consent.
func (d *Session) Evaluation(ctx context.Context, p *programme.Programme, evaluatorID string) (*Evaluation, error) {
	enrolments, err := All[model.Enrolment](ctx, d.Store, "enrolment", schema.Where("programme", p.Key))
	if err != nil {
		return nil, err
	}
	consents, err := All[model.Consent](ctx, d.Store, "consent", schema.Where("company", evaluatorID))
	if err != nil {
		return nil, err
	}
	items, err := d.ProgressItems(ctx)
	if err != nil {
		return nil, err
	}
	out := &Evaluation{Programme: p}
	for _, it := range items {
		if slices.Contains(p.Progress, it.Key) {
			out.Items = append(out.Items, it)
		}
	}
	pseudonyms := map[string]*model.Enrolment{}
	for _, e := range enrolments {
		pseudonyms[pseudonym(e)] = e
	}
	for _, name := range sortedKeys(pseudonyms) { // an order that says nothing of who came first
		e := pseudonyms[name]
		v, err := d.Enrolment(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		without := evaluatorID == "" || model.ConsentFor(consents, e.CitizenID, evaluatorID, d.Today()) == nil
		if without {
			out.Missing++
		}
		out.Rows, out.missing = append(out.Rows, evaluationRow(name, v)), append(out.missing, without)
		out.Citizens = append(out.Citizens, e.CitizenID)
	}
	return out, nil
}

// pseudonym is a number for an enrolment that its random ID gives and that does not give the ID.
func pseudonym(e *model.Enrolment) string {
	sum := sha256.Sum256([]byte("evaluation/" + e.Programme + "/" + e.ID))
	return strings.ToUpper(hex.EncodeToString(sum[:6]))
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func evaluationRow(name string, v *EnrolmentView) EvaluationRow {
	e := v.Enrolment
	row := EvaluationRow{Pseudonym: name, Group: e.Group, Redrawn: len(e.Redrawn), StartMonth: monthOf(e.StartOn),
		EndMonth: monthOf(e.EndedOn), Outcome: e.Outcome, Placements: map[string]int{}}
	last := v.Today
	if e.EndedOn != 0 {
		last = min(last, e.EndedOn)
	}
	for _, p := range v.Known.Placements { // by their first day
		if (p.State != "running" && p.State != "ended") || p.StartOn < e.StartOn || p.StartOn > last {
			continue
		}
		row.Placements[p.Kind]++
		for _, answer := range []struct{ said, to *string }{
			{&p.JobCentreSetup, &row.JobCentre}, {&p.CompanySetup, &row.Company}, {&p.CitizenSetup, &row.Citizen},
		} {
			if *answer.said != "" {
				*answer.to = *answer.said
			}
		}
		weeks := programme.WeeksDuring(e, p.ID, v.Known.Weeks)
		a := agreement.AttendanceOf(weeks)
		row.Agreed, row.Met = row.Agreed+a.Agreed, row.Met+a.Met
		for _, w := range weeks {
			if p.Kind != "subsidy" && p.Kind != "flex" && w.Paid.V > 0 {
				row.PaidWeeks, row.PaidHours = row.PaidWeeks+1, row.PaidHours+float64(w.Paid.V)/4
			}
		}
	}
	for _, c := range v.Checks { // oldest first
		if c.EnrolmentID != e.ID {
			continue
		}
		if row.First == nil {
			row.First = c.Values()
		}
		row.Latest = c.Values()
	}
	return row
}

// monthOf is a month such as "2026-11", "" for no day.
func monthOf(d model.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()[:7]
}
