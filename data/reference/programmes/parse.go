package programmes

import (
	"fmt"
	"slices"
	"strings"

	"jobspor/data/reference/tomlfile"
	"jobspor/model"
	"jobspor/model/programme"
)

// definition is a programme file.
type definition struct {
	Programme  *head      `toml:"programme"`
	Questions  []question `toml:"question"`
	Parts      []part     `toml:"part"`
	Elements   []element  `toml:"element"`
	Phases     []phase    `toml:"phase"`
	Tracks     []row      `toml:"track"`
	Triage     []triage   `toml:"triage"`
	Follows    []follow   `toml:"follow"`
	Roles      []role     `toml:"role"`
	Contacts   []contact  `toml:"contact"`
	Exemptions []row      `toml:"exemption"`
	Outcomes   []outcome  `toml:"outcome"`
	Figures    []figure   `toml:"figure"`

	Prerequisites []row `toml:"prerequisite"`
}

// said is a text in both languages: name.da and name.en.
type said = programme.Bilingual

type head struct {
	Key            string   `toml:"key"`
	Edition        string   `toml:"edition"`
	Theme          string   `toml:"theme"`
	Name           said     `toml:"name"`
	Short          said     `toml:"short"`
	Target         said     `toml:"target"`
	Aim            said     `toml:"aim"`
	Method         said     `toml:"method"`
	Note           said     `toml:"note"`
	Source         said     `toml:"source"`
	Length         any      `toml:"length"` // days, or "ask"
	LengthHint     said     `toml:"length_hint"`
	Phases         string   `toml:"phases"`   // "equal" or "given"
	Elements       string   `toml:"elements"` // "order" or "beside"
	Trial          bool     `toml:"trial"`
	Voluntary      bool     `toml:"voluntary"`
	CountsAfterEnd bool     `toml:"counts_after_end"`
	PlanKinds      []string `toml:"plan_kinds"`
	ExtraSections  []string `toml:"extra_sections"`
	Progress       []string `toml:"progress"`
}

type row struct {
	Key  string `toml:"key"`
	Name said   `toml:"name"`
	What said   `toml:"what"`
}

type question struct {
	row
	Kind    string `toml:"kind"`
	Limit   bool   `toml:"limit"`
	Options []row  `toml:"option"`
}

type part struct {
	row
	Elements string `toml:"elements"` // "order" or "beside"
}

type element struct {
	row
	Also     said     `toml:"also"`
	Part     string   `toml:"part"`
	After    []string `toml:"after"`
	Group    []string `toml:"group"`
	Evidence []string `toml:"evidence"`
	Due      *int     `toml:"due"`
	Asks     string   `toml:"asks"` // "next"
	If       string   `toml:"if"`   // "question answer"
	Before   string   `toml:"before"`
}

type phase struct {
	row
	Days *int `toml:"days"`
}

type triage struct {
	row
	Match *bool `toml:"match"` // false: no workplace is looked for
}

type follow struct {
	row
	Group string `toml:"group"`
	Joins bool   `toml:"joins"`
}

type role struct {
	row
	Required bool `toml:"required"`
}

type contact struct {
	row
	Every any  `toml:"every"` // days, or "ask"
	Days  *int `toml:"days"`
}

type outcome struct {
	row
	Aim    bool `toml:"aim"`
	Leaves bool `toml:"leaves"`
}

type figure struct {
	Key   string       `toml:"key"`
	Name  said         `toml:"name"`
	Weeks []int        `toml:"weeks"` // of retention
	Lines []targetLine `toml:"line"`

	Sector string `toml:"sector"` // "private" or "public"
}

type targetLine struct {
	Percent *int   `toml:"percent"`
	Kind    string `toml:"kind"` // "target" or "reference"
	Name    said   `toml:"name"`
}

// Parse reads a programme file, one of the format before TOML as well. Everything is checked: an unknown table or key,
// two rows of one key, phases that do not add up, a group that does not exist. The error is a *model.Error that names
// the file and the line of the first fault and has the others in More; there is no programme then.
func Parse(file, text string) (*programme.Programme, error) {
	var d definition
	f := tomlfile.Read(file, text, &d)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if d.Programme == nil {
		f.Fault("programme", "err.programme.head", nil)
		return nil, f.Err()
	}
	r := reader{f}
	p := r.head(d.Programme)
	p.Text = f.Text
	r.rows(p, &d)
	if err := f.Err(); err != nil {
		return nil, err // what cannot be read is not judged, too
	}
	r.add(programme.Check(p))
	if err := f.Err(); err != nil {
		return nil, err
	}
	if !p.Equal && !p.Length.Known && len(p.Phases) > 0 {
		sum := 0
		for _, ph := range p.Phases {
			sum += ph.Days.V
		}
		p.Length = model.Some(sum)
	}
	return p, nil
}

// reader turns what a file says into what the model has.
type reader struct{ *tomlfile.File }

// add puts what the model's checks found on the lines of the file.
func (r reader) add(faults []model.Error) {
	for _, e := range faults {
		if other, ok := e.Args["other"].(string); ok {
			e.Args["other"] = r.Line(other)
		}
		r.Fault(e.Field, e.Key, e.Args)
	}
}

// oneOf reports whether a word is the first of the known ones; another than those is a fault, none is the last.
func (r reader) oneOf(path, word string, known ...string) bool {
	if word != "" && !slices.Contains(known, word) {
		r.Fault(path, "err.programme.choice", model.Args{"value": model.Clip(word), "known": strings.Join(known, ", ")})
	}
	return word == known[0]
}

// daysOrAsk reads a number of days, or "ask".
func (r reader) daysOrAsk(path string, v any, most int) (n model.Opt[int], ask bool) {
	switch v := v.(type) {
	case nil:
		return n, false
	case int64:
		return model.Some(int(v)), false
	case string:
		if v == "ask" {
			return n, true
		}
	}
	r.Fault(path, "err.programme.number", model.Args{"value": model.Clip(fmt.Sprint(v)), "max": most})
	return n, false
}

func (r reader) head(h *head) *programme.Programme {
	p := &programme.Programme{Key: h.Key, Edition: h.Edition, Theme: h.Theme,
		Name: h.Name, Short: h.Short, Target: h.Target, Aim: h.Aim, Method: h.Method, Note: h.Note, Source: h.Source,
		LengthHint: h.LengthHint, Trial: h.Trial, Voluntary: h.Voluntary, CountsAfterEnd: h.CountsAfterEnd,
		PlanKinds: h.PlanKinds, ExtraSections: h.ExtraSections, Progress: h.Progress}
	p.Order = r.oneOf("programme.elements", h.Elements, "order", "beside")
	p.Equal = r.oneOf("programme.phases", h.Phases, "equal", "given")
	p.Length, p.LengthAsked = r.daysOrAsk("programme.length", h.Length, 3660)
	return p
}

func (r reader) rows(p *programme.Programme, d *definition) {
	named := func(n row) programme.Named { return programme.Named(n) }
	p.Tracks, p.Exemptions = list(d.Tracks, named), list(d.Exemptions, named)
	p.Prerequisites = list(d.Prerequisites, named)
	for _, n := range d.Triage {
		p.Triage = append(p.Triage, programme.Named(n.row))
		if n.Match != nil && !*n.Match {
			p.NoMatch = append(p.NoMatch, n.Key)
		}
	}
	p.Questions = list(d.Questions, func(n question) programme.Question {
		return programme.Question{Named: programme.Named(n.row), Kind: n.Kind, Limit: n.Limit,
			Options: list(n.Options, named)}
	})
	for i, n := range d.Parts {
		path := fmt.Sprintf("part.%d", i)
		if n.Elements == "" {
			r.Fault(path, "err.programme.missing", model.Args{"value": "elements", "section": "part"})
		}
		p.Parts = append(p.Parts, programme.Part{Named: programme.Named(n.row),
			Order: r.oneOf(path+".elements", n.Elements, "order", "beside")})
	}
	for i, n := range d.Elements {
		p.Elements = append(p.Elements, programme.Element{Named: programme.Named(n.row), Also: n.Also, Part: n.Part,
			After: n.After, Groups: n.Group, Evidence: n.Evidence, Due: optional(n.Due),
			If: n.If, Before: n.Before, Asks: r.oneOf(fmt.Sprintf("element.%d.asks", i), n.Asks, "next")})
	}
	p.Phases = list(d.Phases, func(n phase) programme.Phase {
		return programme.Phase{Named: programme.Named(n.row), Days: optional(n.Days)}
	})
	p.Follows = list(d.Follows, func(n follow) programme.Follow {
		return programme.Follow{Named: programme.Named(n.row), Group: n.Group, Joins: n.Joins}
	})
	p.Roles = list(d.Roles, func(n role) programme.Role {
		return programme.Role{Named: programme.Named(n.row), Must: n.Required}
	})
	p.Outcomes = list(d.Outcomes, func(n outcome) programme.Outcome {
		return programme.Outcome{Named: programme.Named(n.row), Aim: n.Aim, Leaves: n.Leaves}
	})
	for i, n := range d.Contacts {
		every, _ := r.daysOrAsk(fmt.Sprintf("contact.%d.every", i), n.Every, 366)
		p.Contacts = append(p.Contacts,
			programme.RequiredContact{Named: programme.Named(n.row), Every: every, Days: optional(n.Days)})
	}
	for i, n := range d.Figures {
		p.Figures = append(p.Figures, programme.FigureLine{
			Key: n.Key, Name: n.Name, Weeks: n.Weeks, Sector: n.Sector, Lines: r.lines(i, n.Lines),
		})
	}
}

// lines reads the lines beside a figure.
func (r reader) lines(figure int, lines []targetLine) (out []programme.TargetLine) {
	for i, l := range lines {
		path := fmt.Sprintf("figure.%d.line.%d", figure, i)
		if l.Percent == nil || l.Kind == "" {
			r.Fault(path, "err.programme.targetline", nil)
			continue
		}
		out = append(out, programme.TargetLine{Percent: *l.Percent, Name: l.Name,
			Targeted: r.oneOf(path+".kind", l.Kind, "target", "reference")})
	}
	return out
}

func optional(n *int) model.Opt[int] {
	if n == nil {
		return model.Opt[int]{}
	}
	return model.Some(*n)
}

// list turns every row of a list; no rows are no list.
func list[From, To any](rows []From, turn func(From) To) (out []To) {
	for _, row := range rows {
		out = append(out, turn(row))
	}
	return out
}

// items is a file of progress items.
type items struct {
	Items []item `toml:"item"`
}

type item struct {
	Key   string `toml:"key"`
	Who   string `toml:"who"`
	Words said   `toml:"words"`
	Scale string `toml:"scale"` // one of scales
	Low   said   `toml:"low"`
	High  said   `toml:"high"`
	About string `toml:"about"`
	Usual bool   `toml:"usual"`
	Set   string `toml:"set"`
}

// scales are the scales that an item can be answered on.
var scales = []string{"1-5", "0-10", "0-5"}

// ParseItems reads a file of progress items, and gives its text in TOML. What is wrong is said with file and line, as
// in Parse.
func ParseItems(file, text string) ([]programme.ProgressItem, string, error) {
	var d items
	f := tomlfile.Read(file, text, &d)
	if err := f.Err(); err != nil {
		return nil, "", err
	}
	r := reader{f}
	var out []programme.ProgressItem
	for i, n := range d.Items {
		it := programme.ProgressItem{Key: n.Key, Who: n.Who, Words: n.Words, Low: n.Low, High: n.High,
			About: n.About, Usual: n.Usual, Set: n.Set}
		if r.oneOf(fmt.Sprintf("item.%d.scale", i), n.Scale, scales...); n.Scale == "" {
			r.Fault(fmt.Sprintf("item.%d", i), "err.programme.missing", model.Args{"value": "scale", "section": "item"})
		}
		_, _ = fmt.Sscanf(n.Scale, "%d-%d", &it.From, &it.To)
		out = append(out, it)
	}
	if len(out) == 0 {
		f.Fault("item", "err.progress.empty", nil)
	}
	r.add(programme.CheckItems(out))
	if err := f.Err(); err != nil {
		return nil, "", err
	}
	return out, f.Text, nil
}
