package cli

import (
	"context"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
)

// kind is one sort of rows that commands list, show, add, edit and remove, all by its field table.
type kind struct {
	typ     string
	alias   []string
	owner   []string          // fields that name whose rows a list shows: `goal list B-0001`
	columns []string          // of lists
	order   []schema.Order    // of lists
	takes   []string          // fields that the arguments of add fill; the last takes all that is left
	flags   map[string]string // options of add and edit, and the field each fills
	begin   func(*session, model.Entity)
	decide  func(context.Context, *session, model.Entity) (model.ChangeSet, error)
	warn    func(context.Context, *session, model.Entity) error // says on standard error what to look at, before a row is written
}

// kinds are the commands for rows, in the order help lists them.
var kinds = []kind{
	{typ: "company", columns: []string{"name", "town", "industry_text", "fte", "pays_hours", "open_places", "relation", "status"}, order: by("name"),
		takes: []string{"name"}, begin: beginCompany},
	{typ: "person", owner: []string{"company"}, columns: []string{"company", "name", "role", "phone", "mail"}, order: by("company"),
		takes: []string{"company", "name"}, flags: map[string]string{"role": "role", "phone": "phone", "mail": "mail"}},
	{typ: "task", owner: []string{"company"}, columns: []string{"company", "name", "occupation", "trial", "paid", "grows", "open_places", "status"}, order: by("company", "name"),
		takes: []string{"company", "name"}, begin: func(_ *session, e model.Entity) { e.(*model.Task).Status = "open" }},
	{typ: "citizen", columns: []string{"first_name", "last_name", "hours_now", "hours_hoped", "responsible", "status"}, order: by("ref"),
		takes: []string{"first_name", "last_name"}, begin: beginCitizen},
	{typ: "goal", owner: []string{"citizen"}, columns: []string{"citizen", "rank", "words", "status"}, order: by("citizen", "rank"),
		takes: []string{"citizen", "words"}, flags: map[string]string{"rank": "rank", "status": "status"}, begin: beginGoal, decide: nextRank},
	{typ: "consent", owner: []string{"citizen", "company"}, columns: []string{"citizen", "company", "purpose", "given_on", "until", "withdrawn_on"}, order: by("given_on"),
		takes: []string{"citizen", "company"}, flags: map[string]string{"until": "until", "purpose": "purpose", "scope": "scope"}, begin: beginConsent},
	{typ: "contact", owner: []string{"company", "citizen"}, columns: []string{"on", "company", "how", "outcome", "note", "next_on", "consultant"}, order: []schema.Order{{Field: "on", Down: true}},
		takes: []string{"company"}, begin: beginContact, decide: logContact,
		flags: map[string]string{"note": "note", "next": "next_on", "promise": "next_what", "how": "how", "outcome": "outcome", "person": "person", "citizen": "citizen", "on": "on"}},
	{typ: "shortlist", owner: []string{"citizen"}, columns: []string{"ref", "citizen", "task", "title", "goal_words", "made_on", "closed"}, order: []schema.Order{{Field: "ref", Down: true}}},
	{typ: "placement", owner: []string{"citizen", "company"}, columns: []string{"ref", "citizen", "company", "kind", "state", "start_on", "end_on", "consultant"}, order: by("ref"),
		takes: []string{"citizen", "company"}, warn: warnOverlap,
		flags: map[string]string{"kind": "kind", "task": "task", "goal": "goal", "start": "start_on", "end": "end_on", "what": "task_words"}},
	{typ: "override", owner: []string{"citizen", "company"}, columns: []string{"citizen", "company", "criterion", "reason", "by", "on"}, order: by("on"),
		takes: []string{"citizen", "company", "criterion", "reason"}, begin: beginOverride, decide: overrule},
	{typ: "consultant", alias: []string{"people"}, columns: []string{"initials", "name", "team", "login", "inactive"}, order: by("initials"),
		takes: []string{"initials", "name"}, flags: map[string]string{"team": "team", "login": "login"}},
	{typ: "word", columns: []string{"word", "means"}, order: by("word"), takes: []string{"word", "means"}},
}

func by(fields ...string) (o []schema.Order) {
	for _, f := range fields {
		o = append(o, schema.Order{Field: f})
	}
	return o
}

func beginCompany(s *session, e model.Entity) {
	c := e.(*model.Company)
	c.Status, c.Source, c.Responsible = "active", "typed", s.Service.Actor()
}

func beginCitizen(s *session, e model.Entity) {
	c := e.(*model.Citizen)
	c.Status, c.StartedOn, c.Responsible = "active", s.Service.Today(), s.Service.Actor()
}

func beginGoal(s *session, e model.Entity) {
	g := e.(*model.Goal)
	g.Status, g.SetOn = "wish", s.Service.Today()
}

func beginConsent(s *session, e model.Entity) { e.(*model.Consent).GivenOn = s.Service.Today() }

func beginOverride(s *session, e model.Entity) {
	o := e.(*model.Override)
	o.By, o.On = s.Service.Actor(), s.Service.Today()
}

func beginContact(s *session, e model.Entity) {
	c := e.(*model.Contact)
	c.On, c.Consultant, c.How, c.Outcome = s.Service.Today(), s.Service.Actor(), "call", "reached"
}

// newKind makes the commands of one kind of rows.
func (r *root) newKind(k kind) *cobra.Command {
	add := r.newAdd(k)
	var more []*cobra.Command
	switch k.typ {
	case "shortlist":
		add, more = r.newListAdd(), []*cobra.Command{r.newListMark(), r.newListMove(), r.newListDrop(), r.newListExport()}
	case "placement":
		add, more = r.newPlacementNew(k), r.newPlacementSteps()
	}
	c := r.group(k.typ, r.newList(k), r.newShow(k), add, r.newEdit(k), r.newRemove(k))
	c.Aliases = k.alias
	c.AddCommand(more...)
	return c
}

// t is the field table of the kind.
func (k kind) t() *schema.Type { return typeNamed(k.typ) }

// fieldsOf marks a command as printing whole rows of a type in JSON.
func fieldsOf(c *cobra.Command, typ string) *cobra.Command {
	note(c, "type", typ)
	return c
}

// says names the JSON fields of a command, for its help.
func says(c *cobra.Command, fields ...string) *cobra.Command {
	list := ""
	for i, f := range fields {
		if i > 0 {
			list += " "
		}
		list += f
	}
	note(c, "json", list)
	return c
}

// saysReceipt names the JSON fields of a command that writes.
func saysReceipt(c *cobra.Command) *cobra.Command {
	return says(c, "seq", "count", "rows", "rows.type", "rows.id", "rows.ref", "rows.change")
}

func note(c *cobra.Command, key, value string) {
	if c.Annotations == nil {
		c.Annotations = map[string]string{}
	}
	c.Annotations[key] = value
}
