package programme

import (
	"slices"
	"strings"

	"jobspor/model"
)

// sectionTable are the sections of a programme file, each with the lines that it knows.
var sectionTable = map[string]func(r *fileReader, key string) *fileSection{
	"programme": (*fileReader).programme,
	"part":      (*fileReader).part,
	"element":   (*fileReader).element,
	"phase":     (*fileReader).phase,
	"track":     func(r *fileReader, key string) *fileSection { return r.named(key, &r.p.Tracks) },
	"triage":    func(r *fileReader, key string) *fileSection { return r.named(key, &r.p.Triage) },
	"follow":    (*fileReader).follow,
	"role":      (*fileReader).role,
	"contact":   (*fileReader).contact,
	"exemption": func(r *fileReader, key string) *fileSection { return r.named(key, &r.p.Exemptions) },
	"outcome":   (*fileReader).outcome,
	"figure":    (*fileReader).figure,
}

// sectionNames in the order of a file, for sentences.
var sectionNames = []string{"programme", "part", "element", "phase", "track", "triage", "follow", "role", "contact", "exemption", "outcome", "figure"}

func (r *fileReader) programme(key string) *fileSection {
	p := r.p
	p.Key = key
	return &fileSection{must: []string{"edition", "name", "target", "aim", "source"}, keys: map[string]fieldSetter{
		"edition": func(v string) *model.Error {
			if !programmeEdition.MatchString(v) {
				return model.NewError(model.Invalid, "err.programme.edition", model.Args{"value": model.Clip(v)})
			}
			p.Edition = v
			return nil
		},
		"name": takeSaid(&p.Name), "short": takeSaid(&p.Short), "target": takeSaid(&p.Target), "aim": takeSaid(&p.Aim), "method": takeSaid(&p.Method),
		"note": takeSaid(&p.Note), "source": takeSaid(&p.Source), "elements": takeOrder(&p.Order), "trial": takeFlag(&p.Trial), "stays": takeFlag(&p.CountsAfterEnd),
		"voluntary": takeFlag(&p.Voluntary), "sheet": takeList(&p.PlanKinds, model.PlanKinds), "shows": takeList(&p.ExtraSections, ExtraSections), "progress": takeList(&p.Progress, nil), "length.hint": takeSaid(&p.LengthHint),
		"theme": func(v string) *model.Error { p.Theme = v; return nil },
		"length": func(v string) *model.Error {
			if v == "ask" {
				p.LengthAsked = true
				return nil
			}
			return takeDays(&p.Length, 3660)(v)
		},
		"phases": func(v string) *model.Error {
			if v != "equal" && v != "given" {
				return model.NewError(model.Invalid, "err.programme.choice", model.Args{"value": model.Clip(v), "known": "equal, given"})
			}
			p.Equal = v == "equal"
			return nil
		},
	}}
}

// rowKeys are the lines of every row.
func rowKeys(n *Named, more map[string]fieldSetter) map[string]fieldSetter {
	keys := map[string]fieldSetter{"name": takeSaid(&n.Name), "what": takeSaid(&n.What)}
	for k, s := range more {
		keys[k] = s
	}
	return keys
}

func (r *fileReader) named(key string, to *[]Named) *fileSection {
	n := Named{Key: key}
	return &fileSection{must: []string{"name"}, keys: rowKeys(&n, nil), done: func() { *to = append(*to, n) }}
}

func (r *fileReader) part(key string) *fileSection {
	n := Part{Named: Named{Key: key}}
	return &fileSection{must: []string{"name", "elements"}, keys: rowKeys(&n.Named, map[string]fieldSetter{"elements": takeOrder(&n.Order)}),
		done: func() { r.p.Parts = append(r.p.Parts, n) }}
}

func (r *fileReader) element(key string) *fileSection {
	n := Element{Named: Named{Key: key}}
	return &fileSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]fieldSetter{
		"also": takeSaid(&n.Also), "part": r.referOne(&n.Part, "part", key), "after": r.refer(&n.After, "element", key),
		"group": r.refer(&n.Groups, "triage", key), "evidence": takeList(&n.Evidence, EvidenceKinds), "due": takeDays(&n.Due, 3660),
		"asks": func(v string) *model.Error {
			if v != "next" {
				return model.NewError(model.Invalid, "err.programme.choice", model.Args{"value": model.Clip(v), "known": "next"})
			}
			n.Asks = true
			return nil
		},
	}), done: func() { r.p.Elements = append(r.p.Elements, n) }}
}

func (r *fileReader) phase(key string) *fileSection {
	n := Phase{Named: Named{Key: key}}
	return &fileSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]fieldSetter{"days": takeDays(&n.Days, 3660)}),
		done: func() { r.p.Phases = append(r.p.Phases, n) }}
}

func (r *fileReader) follow(key string) *fileSection {
	n := Follow{Named: Named{Key: key}}
	return &fileSection{must: []string{"name", "group"}, keys: rowKeys(&n.Named, map[string]fieldSetter{"group": r.referOne(&n.Group, "triage", key), "joins": takeFlag(&n.Joins)}),
		done: func() { r.p.Follows = append(r.p.Follows, n) }}
}

func (r *fileReader) role(key string) *fileSection {
	n := Role{Named: Named{Key: key}}
	return &fileSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]fieldSetter{"must": takeFlag(&n.Must)}),
		done: func() { r.p.Roles = append(r.p.Roles, n) }}
}

func (r *fileReader) contact(key string) *fileSection {
	n := RequiredContact{Named: Named{Key: key}}
	return &fileSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]fieldSetter{"days": takeDays(&n.Days, 7), "every": func(v string) *model.Error {
		if v == "ask" {
			return nil
		}
		return takeDays(&n.Every, 366)(v)
	}}), done: func() { r.p.Contacts = append(r.p.Contacts, n) }}
}

func (r *fileReader) outcome(key string) *fileSection {
	n := Outcome{Named: Named{Key: key}}
	return &fileSection{must: []string{"name"}, keys: rowKeys(&n.Named, map[string]fieldSetter{"aim": takeFlag(&n.Aim), "leaves": takeFlag(&n.Leaves)}),
		done: func() { r.p.Outcomes = append(r.p.Outcomes, n) }}
}

func (r *fileReader) figure(key string) *fileSection {
	n := FigureLine{Key: key}
	if !slices.Contains(FigureKeys, key) {
		r.fail(r.line, "err.programme.figure", model.Args{"value": key, "known": strings.Join(FigureKeys, ", ")})
	}
	return &fileSection{keys: map[string]fieldSetter{"name": takeSaid(&n.Name), "line": takeLine(&n.Lines)},
		done: func() { r.p.Figures = append(r.p.Figures, n) }}
}

// check looks at what can only be seen of the whole.
func (r *fileReader) check() {
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
			r.fail(f.line, key, model.Args{"value": model.Clip(f.key), "section": f.to})
		}
	}
	if len(r.p.Elements) == 0 {
		r.fail(r.head, "err.programme.empty", nil)
	}
	if len(r.p.Outcomes) == 0 {
		r.fail(r.head, "err.programme.missing", model.Args{"value": "[outcome …]", "section": "programme"})
	}
	r.checkPhases()
	if len(r.faults) == 0 {
		r.checkCircles()
	}
}

// checkPhases refuses phases whose lengths and the course's do not fit together.
func (r *fileReader) checkPhases() {
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
		r.fail(line, "err.programme.phases.short", model.Args{"n": n, "days": p.Length.V})
	case p.Equal && !p.Length.Known && !p.LengthAsked:
		r.fail(r.head, "err.programme.phases.length", nil)
	case !p.Equal && given < n:
		r.fail(line, "err.programme.phases.days", model.Args{"n": n, "given": given})
	case !p.Equal && p.LengthAsked:
		r.fail(r.head, "err.programme.phases.ask", nil)
	case !p.Equal && p.Length.Known && p.Length.V != sum:
		r.fail(line, "err.programme.phases.sum", model.Args{"sum": sum, "days": p.Length.V})
	}
	if !p.Equal && !p.Length.Known && len(p.Phases) > 0 && given == len(p.Phases) {
		p.Length = model.Some(sum)
	}
}

// checkCircles refuses elements that wait for one another.
func (r *fileReader) checkCircles() {
	for _, start := range r.p.Elements {
		seen := map[string]bool{}
		todo := slices.Clone(start.After)
		for len(todo) > 0 {
			k := todo[0]
			todo = todo[1:]
			if k == start.Key {
				r.fail(r.at["element "+start.Key], "err.programme.circle", model.Args{"value": start.Key})
				return
			}
			if e := r.p.Element(k); e != nil && !seen[k] {
				seen[k] = true
				todo = append(todo, e.After...)
			}
		}
	}
}
