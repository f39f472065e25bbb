package programme

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"jobspor/model"
)

var (
	keyPattern     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,38}$`)
	editionPattern = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,3}$`)
)

// maxDays is the longest course, phase or time limit, in days.
const maxDays = 3660

// Check gives everything that is wrong with a definition: two rows of one key, a group that does not exist, phases
// that do not add up. The Field of each error is its path in a file: "programme.edition", "element.2.after", counted
// from 0.
func Check(p *Programme) []model.Error {
	c := checker{at: map[string]string{}}
	c.head(p)
	c.rows(p)
	c.values(p)
	c.figures(p)
	c.references(p)
	c.phases(p)
	if len(c.faults) == 0 {
		c.circles(p)
	}
	return c.faults
}

// CheckItems gives everything that is wrong with progress items, as Check does: "item.3.low".
func CheckItems(items []ProgressItem) []model.Error {
	c := checker{at: map[string]string{}}
	for i, it := range items {
		path := fmt.Sprintf("item.%d", i)
		c.key(path, "item", "item", it.Key)
		c.text(path, "words", it.Words, true)
		c.text(path, "low", it.Low, true)
		c.text(path, "high", it.High, true)
		if it.Who == "" {
			c.missing(path, "who")
		} else {
			c.choice(path+".who", ProgressAskers, it.Who)
		}
		if it.About != "" {
			c.choice(path+".about", ProgressAbouts, it.About)
		}
		if it.Set != "" {
			c.choice(path+".set", []string{WHO5}, it.Set)
		}
	}
	return c.faults
}

type checker struct {
	at     map[string]string // path of each key, by "kind key"
	faults []model.Error
}

func (c *checker) fault(path, key string, args model.Args) {
	c.faults = append(c.faults, *model.NewError(model.Invalid, key, args).WithField(path))
}

// key looks at the key of a row; no two rows of one kind have the same.
func (c *checker) key(path, section, kind, key string) {
	id := kind + " " + key
	switch other, twice := c.at[id]; {
	case key == "":
		c.missing(path, "key")
	case !keyPattern.MatchString(key):
		c.fault(path+".key", "err.programme.id", model.Args{"value": model.Clip(key), "section": section})
	case twice:
		c.fault(path+".key", "err.programme.twice", model.Args{"value": section + " " + key, "other": other})
	default:
		c.at[id] = path + ".key"
	}
}

func (c *checker) missing(path, name string) {
	section := strings.TrimRight(path, ".0123456789")
	section = section[strings.LastIndexByte(section, '.')+1:]
	c.fault(path, "err.programme.missing", model.Args{"value": name, "section": section})
}

// text looks at a text, which is in both languages or in neither.
func (c *checker) text(path, name string, said Bilingual, must bool) {
	both := said.Da + " " + said.En
	switch path += "." + name; {
	case said == Bilingual{} && must:
		c.missing(strings.TrimSuffix(path, "."+name), name)
	case said == Bilingual{}:
	case strings.TrimSpace(said.Da) == "" || strings.TrimSpace(said.En) == "":
		c.fault(path, "err.programme.both", model.Args{"value": model.Clip(both), "name": name})
	case model.HasCPR(said.Da) || model.HasCPR(said.En):
		c.fault(path, "err.programme.cpr", nil)
	case model.HasControl(both, false):
		c.fault(path, "err.programme.words", model.Args{"value": name})
	}
}

func (c *checker) choice(path string, known []string, words ...string) {
	for i, w := range words {
		if !slices.Contains(known, w) {
			c.fault(path, "err.programme.choice",
				model.Args{"value": model.Clip(w), "known": strings.Join(known, ", ")})
		} else if slices.Contains(words[:i], w) {
			c.fault(path, "err.programme.repeat", model.Args{"value": model.Clip(w)})
		}
	}
}

func (c *checker) days(path string, n model.Opt[int], most int) {
	if n.Known && (n.V < 1 || n.V > most) {
		c.fault(path, "err.programme.number", model.Args{"value": n.V, "max": most})
	}
}

// head looks at what stands before the rows.
func (c *checker) head(p *Programme) {
	const at = "programme"
	c.key(at, at, at, p.Key)
	switch {
	case p.Edition == "":
		c.missing(at, "edition")
	case !editionPattern.MatchString(p.Edition):
		c.fault(at+".edition", "err.programme.edition", model.Args{"value": model.Clip(p.Edition)})
	}
	for _, t := range []struct {
		name string
		said Bilingual
		must bool
	}{
		{"name", p.Name, true}, {"short", p.Short, false}, {"target", p.Target, true}, {"aim", p.Aim, true},
		{"method", p.Method, false}, {"note", p.Note, false}, {"source", p.Source, true},
		{"length_hint", p.LengthHint, false},
	} {
		c.text(at, t.name, t.said, t.must)
	}
	if model.HasControl(p.Theme, false) {
		c.fault(at+".theme", "err.programme.words", model.Args{"value": "theme"})
	}
	c.days(at+".length", p.Length, maxDays)
	c.choice(at+".plan_kinds", model.PlanKinds, p.PlanKinds...)
	c.choice(at+".extra_sections", ExtraSections, p.ExtraSections...)
	c.choice(at+".progress", p.Progress, p.Progress...) // which items there are is known elsewhere; none stands twice
	if len(p.Elements) == 0 {
		c.fault(at, "err.programme.empty", nil)
	}
	if len(p.Outcomes) == 0 {
		c.missing(at, "[[outcome]]")
	}
}

// rows looks at the keys and words of every row.
func (c *checker) rows(p *Programme) {
	for _, kind := range []string{
		"question", "part", "phase", "track", "triage", "follow", "role", "exemption", "outcome",
		"prerequisite",
	} {
		c.named(kind, kind, p.Rows(kind))
	}
	// Elements and contacts are ticked alike, so that no two of them may share a key.
	c.named("element", "element", p.Rows("element")[:len(p.Elements)])
	c.named("contact", "element", p.Rows("contact"))
}

func (c *checker) named(section, kind string, rows []Named) {
	for i, row := range rows {
		path := fmt.Sprintf("%s.%d", section, i)
		c.key(path, section, kind, row.Key)
		c.text(path, "name", row.Name, true)
		c.text(path, "what", row.What, false)
	}
}

// values looks at what rows of one kind have besides.
func (c *checker) values(p *Programme) {
	for i, q := range p.Questions {
		path := fmt.Sprintf("question.%d", i)
		c.choice(path+".kind", QuestionKinds, q.Kind)
		c.named(path+".option", "option "+q.Key, q.Options)
		if (q.Kind == "choice") != (len(q.Options) > 0) || q.Limit && q.Kind != "date" {
			c.fault(path, "err.programme.question", nil)
		}
	}
	for i, e := range p.Elements {
		path := fmt.Sprintf("element.%d", i)
		c.text(path, "also", e.Also, false)
		c.choice(path+".evidence", EvidenceKinds, e.Evidence...)
		c.days(path+".due", e.Due, maxDays)
	}
	for i, f := range p.Phases {
		c.days(fmt.Sprintf("phase.%d.days", i), f.Days, maxDays)
	}
	for i, t := range p.Contacts {
		c.days(fmt.Sprintf("contact.%d.every", i), t.Every, 366)
		c.days(fmt.Sprintf("contact.%d.days", i), t.Days, 7)
	}
}

func (c *checker) figures(p *Programme) {
	for i, f := range p.Figures {
		path := fmt.Sprintf("figure.%d", i)
		if f.Key != "" && !slices.Contains(FigureKeys, f.Key) {
			c.fault(path+".key", "err.programme.figure",
				model.Args{"value": model.Clip(f.Key), "known": strings.Join(FigureKeys, ", ")})
			continue
		}
		c.key(path, "figure", "figure", f.Key)
		c.text(path, "name", f.Name, false)
		if f.Sector != "" {
			c.choice(path+".sector", model.Sectors, f.Sector)
			if !slices.Contains(SectorFigures, f.Key) {
				c.fault(path+".sector", "err.programme.sector", model.Args{"value": f.Key,
					"known": strings.Join(SectorFigures, ", ")})
			}
		}
		for j, n := range f.Weeks {
			if f.Key != "retention" || n < 1 || n > MaxRetention || j > 0 && n <= f.Weeks[j-1] {
				c.fault(path+".weeks", "err.programme.weeks", model.Args{"value": n, "max": MaxRetention})
				break
			}
		}
		for j, l := range f.Lines {
			line := fmt.Sprintf("%s.line.%d", path, j)
			if l.Percent < 0 || l.Percent > 100 {
				c.fault(line+".percent", "err.programme.percent", model.Args{"value": l.Percent})
			}
			c.text(line, "name", l.Name, true)
		}
	}
}

// references looks at keys of other rows: each must be there.
func (c *checker) references(p *Programme) {
	for i, e := range p.Elements {
		path := fmt.Sprintf("element.%d", i)
		if e.Part != "" {
			c.refer(path+".part", "part", p.Rows("part"), e.Part)
		}
		c.refer(path+".after", "element", p.Rows("element")[:len(p.Elements)], e.After...)
		c.refer(path+".group", "triage", p.Triage, e.Groups...)
		if e.Before != "" {
			c.refer(path+".before", "phase", p.Rows("phase"), e.Before)
		}
		if question, answer, asked := strings.Cut(e.If, " "); e.If != "" {
			c.refer(path+".if", "question", p.Rows("question"), question)
			if q := p.Question(question); q != nil && q.Kind == "choice" {
				c.refer(path+".if", "option", q.Options, answer)
			} else if !asked {
				c.missing(path, "if")
			}
		}
	}
	c.refer("triage", "triage", p.Triage, p.NoMatch...)
	for i, f := range p.Follows {
		if path := fmt.Sprintf("follow.%d", i); f.Group == "" {
			c.missing(path, "group")
		} else {
			c.refer(path+".group", "triage", p.Triage, f.Group)
		}
	}
}

func (c *checker) refer(path, section string, rows []Named, keys ...string) {
	for i, k := range keys {
		switch {
		case slices.Contains(keys[:i], k):
			c.fault(path, "err.programme.repeat", model.Args{"value": model.Clip(k)})
		case slices.ContainsFunc(rows, func(n Named) bool { return n.Key == k }):
		case section == "triage":
			c.fault(path, "err.programme.group", model.Args{"value": model.Clip(k), "section": section})
		default:
			c.fault(path, "err.programme.ref", model.Args{"value": model.Clip(k), "section": section})
		}
	}
}

// phases refuses phases whose lengths and the course's do not fit together.
func (c *checker) phases(p *Programme) {
	sum, given := 0, 0
	for _, f := range p.Phases {
		sum += f.Days.V
		if f.Days.Known {
			given++
		}
	}
	const head, first = "programme", "phase.0"
	switch n := len(p.Phases); {
	case n == 0 && p.Equal:
		c.fault(head, "err.programme.phases.none", nil)
	case n == 0:
	case p.Equal && given > 0:
		c.fault(first, "err.programme.phases.equal", nil)
	case p.Equal && p.Length.Known && p.Length.V < n:
		c.fault(first, "err.programme.phases.short", model.Args{"n": n, "days": p.Length.V})
	case p.Equal && !p.Length.Known && !p.LengthAsked:
		c.fault(head, "err.programme.phases.length", nil)
	case !p.Equal && given < n:
		c.fault(first, "err.programme.phases.days", model.Args{"n": n, "given": given})
	case !p.Equal && p.LengthAsked:
		c.fault(head, "err.programme.phases.ask", nil)
	case !p.Equal && p.Length.Known && p.Length.V != sum:
		c.fault(first, "err.programme.phases.sum", model.Args{"sum": sum, "days": p.Length.V})
	}
}

// circles refuses elements that wait for one another.
func (c *checker) circles(p *Programme) {
	for i, start := range p.Elements {
		seen := map[string]bool{}
		todo := slices.Clone(start.After)
		for len(todo) > 0 {
			k := todo[0]
			todo = todo[1:]
			if k == start.Key {
				c.fault(fmt.Sprintf("element.%d", i), "err.programme.circle", model.Args{"value": start.Key})
				return
			}
			if e := p.Element(k); e != nil && !seen[k] {
				seen[k] = true
				todo = append(todo, e.After...)
			}
		}
	}
}
