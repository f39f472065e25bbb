package screen

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
)

// LogVisit is the binding that logs a visit; keys.Log logs a call.
const LogVisit = "logvisit"

// VisitBinding is the key for a visit, beside the one for a call: the way of contact is then chosen already, and the
// note is the first thing to type.
func VisitBinding() keys.Binding {
	return keys.Binding{ID: LogVisit, Keys: []string{"L"}, Label: "contact.visit", Group: keys.GroupAct, Palette: true}
}

var contactFields = []string{"note", "next_on", "next_what", "how", "outcome", "person", "citizen", "on"}

// LogContact opens the form for a contact with a workplace; what is known stands in c. Saving it also keeps the
// promises that it fulfils.
func (h *Host) LogContact(c *model.Contact, binding string) tea.Cmd {
	c.On, c.Consultant = h.Service.Today(), h.Service.Actor()
	if c.How = "call"; binding == LogVisit {
		c.How = "visit"
	}
	c.Outcome = "reached"
	return h.Go(Edit, EditArg{
		Entity: c, Fields: contactFields, Focus: "note", Title: h.T("contact.title." + c.How), Action: "contact.add",
		Decide: h.decideContact,
	})
}

// LogCall opens the form for one call about several citizens, who are named by their initials in about: one note, one
// change to undo.
func (h *Host) LogCall(company string, citizens []string, about, binding string) tea.Cmd {
	c := &model.Contact{CompanyID: company, On: h.Service.Today(), Consultant: h.Service.Actor(), How: "call",
		Outcome: "reached"}
	if binding == LogVisit {
		c.How = "visit"
	}
	fields := slices.DeleteFunc(slices.Clone(contactFields), func(f string) bool { return f == "citizen" })
	return h.Go(Edit, EditArg{
		Entity: c, Fields: fields, Focus: "note", Title: h.T("contact.title."+c.How) + " · " + about,
		Action: "contact.add", Draft: "callround",
		Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
			return h.Service.LogCall(ctx, typed.(*model.Contact), citizens)
		},
	})
}

func (h *Host) decideContact(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
	return h.Service.LogContact(ctx, typed.(*model.Contact))
}
