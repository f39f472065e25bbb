package model

import (
	"strings"
)

// CompanyVisit (virksomhedsbesøg) is what a workplace answered when it was asked about its own need: what eats the time
// of skilled staff, when that peaks, and what nobody gets done. It is not stored itself: the answers become tasks of
// the task bank and one contact; see VisitTasks.
type CompanyVisit struct {
	Head
	CompanyID string
	Takes     []string // what eats the time of skilled staff, one task a line
	Undone    []string // what nobody gets done, one task a line
	Days      []string // when it peaks
	DayParts  []string
	PersonID  string // whom the consultant spoke to
	Note      string
	NextOn    Date
	NextWhat  string
}

// VisitAnswer is one task that a workplace named, with the question that it answers: "takes" or "undone".
type VisitAnswer struct{ Question, Name string }

// Answers lists the tasks that were named, each once, in the order of the questions.
func (v *CompanyVisit) Answers() (out []VisitAnswer) {
	seen := map[string]bool{}
	for _, q := range []struct {
		key   string
		lines []string
	}{{"takes", v.Takes}, {"undone", v.Undone}} {
		for _, line := range q.lines {
			name := strings.Join(strings.Fields(line), " ")
			if key := strings.ToLower(name); name != "" && !seen[key] {
				seen[key] = true
				out = append(out, VisitAnswer{q.key, name})
			}
		}
	}
	return out
}

// VisitTasks makes the tasks that a visit found: open, at the times at which it peaks. Those that the bank has already
// by name are given as known and stay as they are, but a closed one is open again. about says for the bank what a task
// is known from. Whether it can be tried or paid stays unknown: it is asked next.
func VisitTasks(v *CompanyVisit, bank []*Task, about func(VisitAnswer) string) (changes []Change, known []string) {
	there := map[string]*Task{}
	for _, t := range bank {
		if key := strings.ToLower(strings.TrimSpace(t.Name)); there[key] == nil || t.Status == "open" {
			there[key] = t
		}
	}
	for _, a := range v.Answers() {
		t := there[strings.ToLower(a.Name)]
		switch {
		case t == nil:
			changes = append(changes, Add(&Task{CompanyID: v.CompanyID, Name: a.Name, About: about(a), Days: v.Days,
				DayParts: v.DayParts, Status: "open"}))
			continue
		case t.Status == "closed":
			after := *t
			after.Status = "open"
			changes = append(changes, Edit(t, &after))
		}
		known = append(known, t.Name)
	}
	return changes, known
}
