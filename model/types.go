package model

import "sync"

// Types lists every entity type in the order the store creates its tables: what is referred to comes first.
var Types = sync.OnceValue(func() []*Type {
	return []*Type{
		ConsultantType(), SettingType(), ReferenceType(), LocalWordType(),
		CompanyType(), ContactPersonType(), TaskType(),
		CitizenType(), GoalType(), ConsentType(), ContactType(),
		ShortlistType(), PickType(), OverrideType(),
		PlacementType(), AgreementType(), WeekType(), FollowUpType(), AsideType(),
		EnrolmentType(), ExemptionType(), TickType(), PlanLineType(), ProgressCheckType(),
	}
})

// TypeNamed finds a type by its name.
func TypeNamed(name string) (*Type, bool) {
	for _, t := range Types() {
		if t.Name == name {
			return t, true
		}
	}
	return nil, false
}

// TypeOf finds the type of an entity; every entity of this package has one.
func TypeOf(e Entity) *Type {
	name := ""
	switch e.(type) {
	case *Company:
		name = "company"
	case *ContactPerson:
		name = "person"
	case *Task:
		name = "task"
	case *Citizen:
		name = "citizen"
	case *Goal:
		name = "goal"
	case *Consent:
		name = "consent"
	case *Contact:
		name = "contact"
	case *Consultant:
		name = "consultant"
	case *Shortlist:
		name = "shortlist"
	case *Pick:
		name = "pick"
	case *Override:
		name = "override"
	case *Placement:
		name = "placement"
	case *Agreement:
		name = "agreement"
	case *Week:
		name = "week"
	case *FollowUp:
		name = "followup"
	case *Aside:
		name = "aside"
	case *Enrolment:
		name = "enrolment"
	case *Exemption:
		name = "exemption"
	case *Tick:
		name = "tick"
	case *PlanLine:
		name = "planline"
	case *ProgressCheck:
		name = "check"
	case *LocalWord:
		name = "word"
	case *Setting:
		name = "setting"
	case *Reference:
		name = "reference"
	}
	t, _ := TypeNamed(name)
	return t
}

// Validate checks every field and the entity's own rule, and gives all that is wrong as one *Error whose More holds
// the rest; nil when the entity can be saved.
//
// The store calls it on every row it writes, so nothing gets past it.
func Validate(e Entity) error {
	t := TypeOf(e)
	if t == nil {
		return Fail(Internal, "err.type", nil)
	}
	var found []Error
	for i := range t.Fields {
		f := &t.Fields[i]
		if err := f.CheckText(f.Text(e)); err != nil {
			fe, ok := err.(*Error)
			if !ok {
				fe = Fail(Invalid, "err.field", nil).Because(err)
			}
			found = append(found, *fe.At(f.Key))
		}
	}
	if t.Check != nil && len(found) == 0 {
		if err := t.Check(e); err != nil {
			if fe, ok := err.(*Error); ok {
				found = append(found, *fe)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	first := found[0]
	first.More = found[1:]
	return &first
}

// Clone copies an entity so that the copy can be changed.
func Clone(e Entity) Entity {
	t := TypeOf(e)
	out := t.New()
	*out.Meta() = *e.Meta()
	for i := range t.Fields {
		t.Fields[i].Copy(out, e)
	}
	return out
}

// Equal reports whether two entities of one type have the same values, versions apart.
func Equal(a, b Entity) bool {
	t := TypeOf(a)
	if t != TypeOf(b) || a.Meta().ID != b.Meta().ID {
		return false
	}
	for i := range t.Fields {
		if t.Fields[i].Text(a) != t.Fields[i].Text(b) {
			return false
		}
	}
	return true
}

// Differences lists the fields in which two entities of one type differ, in table order.
func Differences(a, b Entity) []*Field {
	t := TypeOf(a)
	var out []*Field
	for i := range t.Fields {
		if t.Fields[i].Text(a) != t.Fields[i].Text(b) {
			out = append(out, &t.Fields[i])
		}
	}
	return out
}
