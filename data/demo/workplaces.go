package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// workplaceKind is a kind of workplace with its usual values, and the workplaces of that kind.
type workplaceKind struct {
	name            string // for readers of the table
	industry        string // DB25
	title           string // the industry in the words of DB25
	form            string // legal form behind the register's name, "" when there is none
	fte             [2]int // lowest and highest number of employees in full-time equivalents
	days            string // lists of option keys with a space between
	parts           string
	danish          string
	offers          string
	cannot          string
	employerTitle   string // title of the employer contact
	supervisorTitle string // title of the daily supervisor, "" where that is the same person
	jobs            []taskRow
	sites           []string // "2635 Café Strandgården"
}

// taskRow is a task of a task bank.
type taskRow struct {
	name        string
	occupation  string
	least, most int // hours a week
	loads, free string
	parts       string
	needs       string // Danish level, then licences
	kinds       string // t can be tried, p can be paid, g can grow
	about       string
}

const (
	weekdays = "mon tue wed thu fri"
	sixDays  = "mon tue wed thu fri sat"
	allWeek  = "mon tue wed thu fri sat sun"
)

// How well the municipality knows a workplace.
const (
	registerOnly = iota // only what the register says
	contacted           // somebody has talked with them
	detailed            // there is a task bank
)

// workplaces adds companies, contact persons and tasks, kind by kind.
func (w *builder) workplaces() {
	at, profiled, told := 0, w.profiles(), depthFromLog()
	for _, kinds := range [][]workplaceKind{foodKinds(), careKinds(), tradeKinds(), workKinds(), serviceKinds()} {
		for _, k := range kinds {
			for _, site := range k.sites {
				at++
				code, name, _ := strings.Cut(site, " ")
				c, depth := w.company(&k, at, code, name), max(drawDepth(name), told[name])
				p, special := profiled[name]
				if special {
					depth = detailed
				}
				if p.company.Status == "ceased" {
					depth = contacted // a task bank would be of no use
				}
				addKnowledge(w.calendar, &k, c, depth)
				if special {
					merge(c, &p.company)
				}
				w.companies[name] = c
				w.add(c, name)
				w.contacts(&k, c, name, depth, p.people)
				w.tasks(&k, c, name, depth, p.jobs)
			}
		}
	}
}

// depthFromLog returns how well each workplace in the contact log must at least be known.
func depthFromLog() map[string]int {
	told := map[string]int{}
	for _, t := range companyContacts() {
		told[t.site] = contacted
	}
	for _, t := range citizenContacts() {
		told[t.site] = detailed
	}
	return told
}

// drawDepth draws how well a workplace is known, as in practice: most are only known from the register.
func drawDepth(name string) int {
	switch n := seededRand("depth" + name).IntN(100); {
	case n < 15:
		return detailed
	case n < 36:
		return contacted
	}
	return registerOnly
}

// company makes a company with the data of the register.
func (w *builder) company(k *workplaceKind, at int, code, name string) *model.Company {
	r := seededRand(name)
	c := &model.Company{
		Name: name, CVR: businessNumber(at), PNumber: fmt.Sprintf("00%08d", 10_400_000+at*37),
		Street: fmt.Sprintf("%s %d", pick(r, streets()), 1+r.IntN(118)), Postcode: code, Town: towns()[code],
		Industry: k.industry, IndustrySystem: string(model.DB25), IndustryText: k.title, Status: "active",
		Source: "demo",
	}
	if k.form != "" {
		c.Name, c.DailyName = name+" "+k.form, name
	}
	size := k.fte[0] + int(float64(k.fte[1]-k.fte[0])*r.Float64()*r.Float64()) // most workplaces are small
	full := size*100 + 25*r.IntN(4)
	if percent(r, 85) {
		heads := (full + 99) / 100
		c.StaffBand = band(heads + heads/4) // some work part-time
	}
	if percent(r, 55) {
		c.FTE = model.Some(model.FTE(full))
		c.FTEOn, c.FTESource = w.today.Add(-20-r.IntN(160)), "virksomhedsregisteret"
	}
	if percent(r, 70) {
		c.Phone = phone(r)
	}
	if percent(r, 45) {
		c.Mail = "kontakt@" + domain(name)
		c.Web = "www." + domain(name)
	}
	return c
}

// addKnowledge adds what consultants have been told, with the usual gaps.
func addKnowledge(cal calendar, k *workplaceKind, c *model.Company, depth int) {
	if depth == registerOnly {
		return
	}
	r := seededRand("learn" + c.Name)
	c.Responsible = ID("consultant", pick(r, staff()).Name)
	c.Relation = []string{"contact", "contact", "contact", "passive"}[r.IntN(4)]
	c.PaysHours = []string{"", "", "no", "maybe", "maybe", "yes"}[r.IntN(6)]
	c.Danish = textOrUnknown(r, 50, k.danish)
	c.Days = fields(textOrUnknown(r, 60, k.days))
	c.DayParts = fields(textOrUnknown(r, 55, k.parts))
	if depth == contacted {
		return
	}
	c.Relation = []string{"contact", "contact", "cooperation", "cooperation", "cooperation"}[r.IntN(5)]
	c.PaysHours = []string{"", "no", "maybe", "maybe", "yes", "yes", "does"}[r.IntN(7)]
	c.OpenToHire = model.Tri(r.IntN(3))
	c.Offers = someOf(r, 70, k.offers)
	c.CannotOffer = someOf(r, 60, k.cannot)
	if percent(r, 60) && c.FTE.Known {
		c.FTESource, c.FTEOn = "oplyst af virksomheden", cal.day(-10-r.IntN(120))
	}
	if percent(r, 55) {
		c.MinHours = model.Some(model.Hours(4 * (3 + r.IntN(6))))
	}
	if percent(r, 55) {
		c.MaxHours = model.Some(model.Hours(4 * (15 + r.IntN(23))))
	}
	if percent(r, 50) {
		c.OpenPlaces, c.OpenOn = model.Some(r.IntN(3)), cal.day(-3-r.IntN(50))
	}
	if percent(r, 55) {
		c.Hosted = model.Some(r.IntN(9))
		c.HostedPaid = model.Some(r.IntN(c.Hosted.V/2 + 1))
	}
	if percent(r, 20) {
		c.AskMost = model.Some(3 + r.IntN(6))
	}
}

// contacts adds contact persons; given persons replace drawn ones.
func (w *builder) contacts(k *workplaceKind, c *model.Company, name string, depth int, given []person) {
	if depth == registerOnly {
		return
	}
	r := seededRand("people" + name)
	people := given
	if people == nil {
		people = append(people, person{"employer", drawName(r), k.employerTitle, ""})
		if k.supervisorTitle != "" && depth == detailed && percent(r, 65) {
			people = append(people, person{"supervisor", drawName(r), k.supervisorTitle, ""})
		}
		if c.FTE.V > 1000 && depth == detailed && percent(r, 40) {
			people = append(people, person{"representative", drawName(r), "tillidsrepræsentant", ""})
		}
	}
	for i, p := range people {
		e := &model.ContactPerson{CompanyID: c.ID, Role: p.role, Name: p.name, Title: p.title, Note: p.note,
			Phone: phone(r)}
		if first, _, _ := strings.Cut(p.name, " "); percent(r, 60) {
			e.Mail = ascii(first) + "@" + domain(name)
		}
		w.add(e, name+" "+p.name)
		if i == 0 {
			w.persons[name] = e.ID
		}
		if w.people[e.ID] = e.Name; e.Role == "representative" {
			w.representatives[name] = e.ID
		}
	}
}

// tasks adds the task bank: the given tasks, or some usual tasks of the kind with some values unknown.
func (w *builder) tasks(k *workplaceKind, c *model.Company, name string, depth int, given []taskRow) {
	if depth != detailed {
		return
	}
	r := seededRand("tasks" + name)
	jobs := given
	if jobs == nil {
		jobs = slices.Clone(k.jobs)
		r.Shuffle(len(jobs), func(i, j int) { jobs[i], jobs[j] = jobs[j], jobs[i] })
		jobs = jobs[:1+r.IntN(min(len(jobs), 4))]
	}
	for _, j := range jobs {
		t := j.task(c.ID)
		t.Days = slices.Clone(c.Days)
		if given == nil {
			dropUnasked(r, t)
			if percent(r, 25) {
				t.OpenPlaces, t.OpenOn = model.Some(1+r.IntN(2)), w.day(-2-r.IntN(45))
			}
		}
		w.add(t, name+" "+j.name)
		w.banks[name] = append(w.banks[name], t)
	}
}

// task makes an entity of the row.
func (j *taskRow) task(companyID string) *model.Task {
	t := &model.Task{
		CompanyID: companyID, Name: j.name, About: j.about, Occupation: j.occupation, Status: "open",
		MinHours: model.Some(model.Hours(j.least * 4)), MaxHours: model.Some(model.Hours(j.most * 4)),
		DayParts: options("day_parts", j.parts), Loads: options("loads", j.loads), FreeOf: options("free_of", j.free),
		Trial: model.No, Paid: model.No, Grows: model.No,
	}
	level, licences, _ := strings.Cut(j.needs, " ")
	t.Danish, t.Licences = level, options("licences", licences)
	for says, at := range map[string]*model.Tri{"t": &t.Trial, "p": &t.Paid, "g": &t.Grows} {
		if strings.Contains(j.kinds, says) {
			*at = model.Yes
		}
	}
	return t
}

// dropUnasked removes values of a task that nobody has asked for yet.
func dropUnasked(r *rand.Rand, t *model.Task) {
	if percent(r, 30) {
		t.FreeOf = nil
	}
	if percent(r, 30) {
		t.Danish = ""
	}
	if percent(r, 30) {
		t.DayParts = nil
	}
	if percent(r, 20) {
		t.MinHours, t.MaxHours = model.Opt[model.Hours]{}, model.Opt[model.Hours]{}
	}
	for _, at := range []*model.Tri{&t.Trial, &t.Paid, &t.Grows} {
		if percent(r, 25) {
			*at = model.Unknown
		}
	}
}

// merge replaces drawn values with those of a profile; empty fields of a profile are ignored.
func merge(c, profile *model.Company) {
	t, empty := schema.CompanyType(), &model.Company{}
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Text(profile) != f.Text(empty) {
			f.Copy(c, profile)
		}
	}
	if profile.Hosted.Known && !profile.HostedPaid.Known {
		c.HostedPaid = model.Opt[int]{}
	}
}
