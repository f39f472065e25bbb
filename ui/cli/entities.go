package cli

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// entity describes the commands that list, show, add, edit and remove the rows of one type, all by its field table.
type entity struct {
	typ       string
	aliases   []string
	owner     []string       // fields that name whose rows a list shows: `goal list B-0001`
	columns   []string       // of lists
	order     []schema.Order // of lists
	arguments []string       // fields that the arguments of add fill; the last takes all that is left
	options   []entityOption // options of add and edit beside --set
	prepare   func(*session, model.Entity)
	decide    func(context.Context, *session, model.Entity) (model.ChangeSet, error)
	warn      func(context.Context, *session, model.Entity) error // prints what to look at before a row is written
	// amend completes what edit has changed.
	amend func(ctx context.Context, s *session, before, after model.Entity)

	add  func(entity) command // in place of the usual add
	more func() []command     // beside the usual ones
}

// entityOption is an option of add and edit that fills a field.
type entityOption struct {
	name, field string
	help        string // key of its words
}

// entities are the types with commands for their rows.
func entities() []entity {
	return []entity{
		{
			typ: "company",
			columns: []string{
				"name", "town", "industry_text", "fte", "pays_hours", "open_places", "relation", "status",
			},
			order:     orderBy("name"),
			arguments: []string{"name"},
			prepare:   prepareCompany, decide: addCompany, amend: amendCompany, warn: warnLookAlike,
			more: duplicateCommands("company", lookupCommand(), nearCommand(), visitCommand(),
				unitCommand()),
		},
		{
			typ: "person", owner: []string{"company"},
			columns:   []string{"company", "name", "role", "phone", "mail"},
			order:     orderBy("company"),
			arguments: []string{"company", "name"},
			options: []entityOption{
				{"mail", "mail", "cli.flag.mail"},
				{"phone", "phone", "cli.flag.phone"},
				{"role", "role", "cli.flag.role"},
			},
		},
		{
			typ: "task", owner: []string{"company"},
			columns:   []string{"company", "name", "occupation", "trial", "paid", "grows", "open_places", "status"},
			order:     orderBy("company", "name"),
			arguments: []string{"company", "name"},
			prepare:   func(_ *session, e model.Entity) { e.(*model.Task).Status = "open" },
		},
		{
			typ: "opening", owner: []string{"company"},
			columns:   []string{"company", "title", "occupation", "published_on", "deadline_on", "work_time", "terms"},
			order:     []schema.Order{{Field: "published_on", Down: true}},
			arguments: []string{"company", "title"},
			options: []entityOption{
				{"deadline", "deadline_on", "cli.opening.flag.deadline"},
				{"occupation", "occupation", "cli.opening.flag.occupation"},
			},
			prepare: func(s *session, e model.Entity) {
				o := e.(*model.Opening)
				o.PublishedOn, o.Source = s.Service.Today(), "typed"
			},
		},
		{
			typ: "commitment", owner: []string{"company"},
			columns:   []string{"company", "year", "what", "number", "note"},
			order:     []schema.Order{{Field: "year", Down: true}},
			arguments: []string{"company", "year", "what", "number"},
		},
		{
			typ:       "citizen",
			columns:   []string{"first_name", "last_name", "hours_now", "hours_hoped", "responsible", "status"},
			order:     orderBy("ref"),
			arguments: []string{"first_name", "last_name"},
			decide:    addCitizen,
			prepare:   prepareCitizen, warn: warnCitizen, more: duplicateCommands("citizen", dossierCommand(),
				seenCommand(), citizenCloseCommand(), citizenDueCommand(), citizenEraseCommand()),
		},
		{
			typ: "goal", owner: []string{"citizen"},
			columns:   []string{"citizen", "rank", "words", "status"},
			order:     orderBy("citizen", "rank"),
			arguments: []string{"citizen", "words"},
			options: []entityOption{
				{"rank", "rank", "cli.flag.rank"},
				{"status", "status", "cli.flag.status"},
			},
			prepare: prepareGoal, decide: addGoal,
		},
		{
			typ: "consent", owner: []string{"citizen", "company"},
			columns:   []string{"citizen", "company", "covers", "purpose", "given_on", "until", "withdrawn_on"},
			order:     orderBy("given_on"),
			arguments: []string{"citizen", "company"},
			options: []entityOption{
				{"purpose", "purpose", "cli.flag.purpose"},
				{"covers", "covers", "cli.flag.covers"},
				{"scope", "scope", "cli.flag.scope"},
				{"until", "until", "cli.flag.until"},
			},
			prepare: prepareConsent, decide: addConsent, warn: warnConsent,
			more: func() []command { return []command{consentPrintCommand()} },
		},
		{
			typ: "contact", owner: []string{"company", "citizen"},
			columns:   []string{"on", "company", "how", "outcome", "note", "next_on", "consultant"},
			order:     []schema.Order{{Field: "on", Down: true}},
			arguments: []string{"company"},
			options: []entityOption{
				{"citizen", "citizen", "cli.flag.citizen"},
				{"how", "how", "cli.flag.how"},
				{"next", "next_on", "cli.flag.next"},
				{"note", "note", "cli.flag.note"},
				{"on", "on", "cli.flag.on"},
				{"outcome", "outcome", "cli.flag.outcome"},
				{"person", "person", "cli.flag.person"},
				{"promise", "next_what", "cli.flag.promise"},
			},
			prepare: prepareContact, decide: logContact,
		},
		{
			typ: "shortlist", owner: []string{"citizen"},
			columns: []string{"ref", "citizen", "task", "title", "goal_words", "made_on", "closed"},
			order:   []schema.Order{{Field: "ref", Down: true}},
			add:     func(entity) command { return shortlistAddCommand() },
			more:    shortlistCommands,
		},
		{
			typ: "placement", owner: []string{"citizen", "company"},
			columns:   []string{"ref", "citizen", "company", "kind", "state", "start_on", "end_on", "consultant"},
			order:     orderBy("ref"),
			arguments: []string{"citizen", "company"},
			options: []entityOption{
				{"end", "end_on", "cli.flag.end"},
				{"goal", "goal", "cli.placement.new.flag.goal"},
				{"kind", "kind", "cli.placement.new.flag.kind"},
				{"start", "start_on", "cli.flag.start"},
				{"task", "task", "cli.placement.new.flag.task"},
				{"what", "task_words", "cli.flag.what"},
			},
			warn: warnOverlap, add: placementNewCommand, more: placementCommands,
		},
		{
			typ: "override", owner: []string{"citizen", "company"},
			columns:   []string{"citizen", "company", "criterion", "reason", "by", "on"},
			order:     orderBy("on"),
			arguments: []string{"citizen", "company", "criterion", "reason"},
			prepare:   prepareOverride, decide: addOverride,
		},
		{
			typ: "consultant", aliases: []string{"people"},
			columns:   []string{"initials", "name", "team", "login", "inactive"},
			order:     orderBy("initials"),
			arguments: []string{"initials", "name"},
			options: []entityOption{
				{"login", "login", "cli.flag.login"},
				{"team", "team", "cli.flag.team"},
			},
			warn: warnConsultant, more: func() []command {
				return []command{consultantHandOverCommand(), consultantPlannedCommand(), consultantCoverCommand()}
			},
		},
		{
			typ:       "word",
			columns:   []string{"word", "means"},
			order:     orderBy("word"),
			arguments: []string{"word", "means"},
		},
	}
}

func orderBy(fields ...string) (o []schema.Order) {
	for _, f := range fields {
		o = append(o, schema.Order{Field: f})
	}
	return o
}

func prepareCompany(s *session, e model.Entity) {
	c := e.(*model.Company)
	c.Status, c.Source, c.Responsible = "active", "typed", s.Service.Actor()
}

func prepareCitizen(s *session, e model.Entity) {
	c := e.(*model.Citizen)
	c.Status, c.StartedOn, c.Responsible = "active", s.Service.Today(), s.Service.Actor()
}

func prepareGoal(s *session, e model.Entity) {
	g := e.(*model.Goal)
	g.Status, g.SetOn = "wish", s.Service.Today()
}

func prepareConsent(s *session, e model.Entity) {
	c := e.(*model.Consent)
	c.GivenOn, c.Purpose = s.Service.Today(), s.T("list.consent.purpose")
}

func prepareOverride(s *session, e model.Entity) {
	o := e.(*model.Override)
	o.By, o.On = s.Service.Actor(), s.Service.Today()
}

func prepareContact(s *session, e model.Entity) {
	c := e.(*model.Contact)
	c.On, c.Consultant, c.How, c.Outcome = s.Service.Today(), s.Service.Actor(), "call", "reached"
}

// command makes the commands of the type.
func (e entity) command() command {
	add := addCommand
	if e.add != nil {
		add = e.add
	}
	subs := []command{listCommand(e), showCommand(e), add(e), editCommand(e), removeCommand(e)}
	if e.more != nil {
		subs = append(subs, e.more()...)
	}
	return command{name: e.typ, aliases: e.aliases, subs: subs}
}

// table is the field table of the type.
func (e entity) table() *schema.Type { return typeNamed(e.typ) }

// entityOf gives the commands of a type; one without commands has no columns.
func entityOf(typ string) entity {
	for _, e := range entities() {
		if e.typ == typ {
			return e
		}
	}
	return entity{typ: typ}
}
