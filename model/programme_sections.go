package model

import (
	"slices"
	"strings"
)

// programmeSections are the sections of a programme file, each with the lines that it knows.
var programmeSections = map[string]func(r *programmeReader, key string) *programmeSection{
	"programme": (*programmeReader).programme,
	"part":      (*programmeReader).part,
	"element":   (*programmeReader).element,
	"phase":     (*programmeReader).phase,
	"track":     func(r *programmeReader, key string) *programmeSection { return r.named(key, &r.p.Tracks) },
	"triage":    func(r *programmeReader, key string) *programmeSection { return r.named(key, &r.p.Triage) },
	"follow":    (*programmeReader).follow,
	"role":      (*programmeReader).role,
	"contact":   (*programmeReader).contact,
	"exemption": func(r *programmeReader, key string) *programmeSection { return r.named(key, &r.p.Exemptions) },
	"outcome":   (*programmeReader).outcome,
	"figure":    (*programmeReader).figure,
}

// sectionNames in the order of a file, for sentences.
var sectionNames = []string{"programme", "part", "element", "phase", "track", "triage", "follow", "role", "contact", "exemption", "outcome", "figure"}

func (r *programmeReader) programme(key string) *programmeSection {
	p := r.p
	p.Key = key
	return &programmeSection{must: []string{"edition", "name", "target", "aim", "source"}, keys: map[string]programmeSetter{
		"edition": func(v string) *Error {
			if !programmeEdition.MatchString(v) {
				return Fail(Invalid, "err.programme.edition", Args{"value": Clip(v)})
			}
			p.Edition = v
			return nil
		},
		"name": takeSaid(&p.Name), "short": takeSaid(&p.Short), "target": takeSaid(&p.Target), "aim": takeSaid(&p.Aim), "method": takeSaid(&p.Method),
		"note": takeSaid(&p.Note), "source": takeSaid(&p.Source), "elements": takeOrder(&p.Order), "trial": takeFlag(&p.Trial), "stays": takeFlag(&p.Stays),
		"voluntary": takeFlag(&p.Friendly), "sheet": takeList(&p.Sheet, PlanKinds), "shows": takeList(&p.Shows, ProgrammeShows), "progress": takeList(&p.Progress, nil), "length.hint": takeSaid(&p.Hint),
		"theme": func(v string) *Error { p.Theme = v; return nil },
		"length": func(v string) *Error {
			if v == "ask" {
				p.Ask = true
				return nil
			}
			return takeDays(&p.Length, 3660)(v)
		},
		"phases": func(v string) *Error {
			if v != "equal" && v != "given" {
				return Fail(Invalid, "err.programme.choice", Args{"value": Clip(v), "known": "equal, given"})
			}
			p.Equal = v == "equal"
			return nil
		},
	}}
}

// rowKeys are the lines of every row.
func rowKeys(n *Named, more map[string]programmeSetter) map[string]programmeSetter {
	keys := map[string]programmeSetter{"name": takeSaid(&n.Name), "what": takeSaid(&n.What)}
	for k, s := range more {
		keys[k] = s
	}
	return keys
}

func (r *programmeReader) named(key string, to *[]Named) *programmeSection {
	n := Named{Key: key}
	return &programmeSection{must: []string{"name"}, keys: rowKeys(&n, nil), done: func() { *to = append(*to, n) }}
}

func (r *programmeReader) part(key string) *programmeSection {
	n := Part{Named: Named{Key: key}}
	return &programmeSection{must: []string{"name", "elements"}, keys: rowKeys(&n.Named, map[string]programmeSetter{"elements": takeOrder(&n.Order)}),
		done: func() { r.p.Parts = append(r.p.Parts, n) }}
}

func (r *programmeReader) element(key string) *programmeSection {
	n := Element{Named: Named{Key: key}}
	return &programmeSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]programmeSetter{
		"also": takeSaid(&n.Also), "part": r.referOne(&n.Part, "part", key), "after": r.refer(&n.After, "element", key),
		"group": r.refer(&n.Groups, "triage", key), "evidence": takeList(&n.Evidence, EvidenceKinds), "due": takeDays(&n.Due, 3660),
		"asks": func(v string) *Error {
			if v != "next" {
				return Fail(Invalid, "err.programme.choice", Args{"value": Clip(v), "known": "next"})
			}
			n.Asks = true
			return nil
		},
	}), done: func() { r.p.Elements = append(r.p.Elements, n) }}
}

func (r *programmeReader) phase(key string) *programmeSection {
	n := Phase{Named: Named{Key: key}}
	return &programmeSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]programmeSetter{"days": takeDays(&n.Days, 3660)}),
		done: func() { r.p.Phases = append(r.p.Phases, n) }}
}

func (r *programmeReader) follow(key string) *programmeSection {
	n := Follow{Named: Named{Key: key}}
	return &programmeSection{must: []string{"name", "group"}, keys: rowKeys(&n.Named, map[string]programmeSetter{"group": r.referOne(&n.Group, "triage", key), "joins": takeFlag(&n.Joins)}),
		done: func() { r.p.Follows = append(r.p.Follows, n) }}
}

func (r *programmeReader) role(key string) *programmeSection {
	n := Role{Named: Named{Key: key}}
	return &programmeSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]programmeSetter{"must": takeFlag(&n.Must)}),
		done: func() { r.p.Roles = append(r.p.Roles, n) }}
}

func (r *programmeReader) contact(key string) *programmeSection {
	n := Rhythmic{Named: Named{Key: key}}
	return &programmeSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]programmeSetter{"days": takeDays(&n.Days, 7), "every": func(v string) *Error {
		if v == "ask" {
			return nil
		}
		return takeDays(&n.Every, 366)(v)
	}}), done: func() { r.p.Contacts = append(r.p.Contacts, n) }}
}

func (r *programmeReader) outcome(key string) *programmeSection {
	n := ProgrammeOutcome{Named: Named{Key: key}}
	return &programmeSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]programmeSetter{"aim": takeFlag(&n.Aim), "leaves": takeFlag(&n.Leaves)}),
		done: func() { r.p.Outcomes = append(r.p.Outcomes, n) }}
}

func (r *programmeReader) figure(key string) *programmeSection {
	n := FigureLine{Key: key}
	if !slices.Contains(ProgrammeFigures, key) {
		r.fail(r.line, "err.programme.figure", Args{"value": key, "known": strings.Join(ProgrammeFigures, ", ")})
	}
	return &programmeSection{keys: map[string]programmeSetter{"name": takeSaid(&n.Name), "line": takeLine(&n.Lines)},
		done: func() { r.p.Figures = append(r.p.Figures, n) }}
}

// check looks at what can only be seen of the whole.
func (r *programmeReader) check() {
	if r.head == 0 {
		r.fail(1, "err.programme.head", nil)
		return
	}
	for _, f := range r.refs {
		if r.at[f.to+" "+f.key] == 0 || f.to == "element" && r.p.Element(f.key) == nil {
			key := "err.programme.ref"
			if f.to == "triage" {
				key = "err.programme.group"
			}
			r.fail(f.line, key, Args{"value": Clip(f.key), "section": f.to})
		}
	}
	if len(r.p.Elements) == 0 {
		r.fail(r.head, "err.programme.empty", nil)
	}
	if len(r.p.Outcomes) == 0 {
		r.fail(r.head, "err.programme.missing", Args{"value": "[outcome …]", "section": "programme"})
	}
	r.checkPhases()
	if len(r.faults) == 0 {
		r.checkCircles()
	}
}

// checkPhases refuses phases whose lengths and the course's do not fit together.
func (r *programmeReader) checkPhases() {
	p := r.p
	sum, given := 0, 0
	for _, f := range p.Phases {
		sum += f.Days.V
		if f.Days.Known {
			given++
		}
	}
	line := r.head
	if len(p.Phases) > 0 {
		line = r.at["phase "+p.Phases[0].Key]
	}
	switch n := len(p.Phases); {
	case n == 0 && p.Equal:
		r.fail(r.head, "err.programme.phases.none", nil)
	case n == 0:
	case p.Equal && given > 0:
		r.fail(line, "err.programme.phases.equal", nil)
	case p.Equal && p.Length.Known && p.Length.V < n:
		r.fail(line, "err.programme.phases.short", Args{"n": n, "days": p.Length.V})
	case p.Equal && !p.Length.Known && !p.Ask:
		r.fail(r.head, "err.programme.phases.length", nil)
	case !p.Equal && given < n:
		r.fail(line, "err.programme.phases.days", Args{"n": n, "given": given})
	case !p.Equal && p.Ask:
		r.fail(r.head, "err.programme.phases.ask", nil)
	case !p.Equal && p.Length.Known && p.Length.V != sum:
		r.fail(line, "err.programme.phases.sum", Args{"sum": sum, "days": p.Length.V})
	}
	if !p.Equal && !p.Length.Known && len(p.Phases) > 0 && given == len(p.Phases) {
		p.Length = Some(sum)
	}
}

// checkCircles refuses elements that wait for one another.
func (r *programmeReader) checkCircles() {
	for _, start := range r.p.Elements {
		seen := map[string]bool{}
		todo := slices.Clone(start.After)
		for len(todo) > 0 {
			k := todo[0]
			todo = todo[1:]
			if k == start.Key {
				r.fail(r.at["element "+start.Key], "err.programme.circle", Args{"value": start.Key})
				return
			}
			if e := r.p.Element(k); e != nil && !seen[k] {
				seen[k] = true
				todo = append(todo, e.After...)
			}
		}
	}
}
