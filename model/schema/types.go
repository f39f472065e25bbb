package schema

import (
	"sync"

	"jobspor/model"
)

// Types lists every entity type in the order the store creates its tables: what is referred to comes first.
var Types = sync.OnceValue(func() []*Type {
	return []*Type{
		ConsultantType(), SettingType(), ReferenceType(), LocalWordType(), SavedViewType(),
		AccessKeyType(), ApprovalType(),
		CompanyType(), ContactPersonType(), TaskType(), OpeningType(), CommitmentType(),
		ParentUnitType(), CoverType(),
		CitizenType(), GoalType(), ConsentType(), ContactType(), CandidateType(), HandoverType(),
		ShortlistType(), PickType(), OverrideType(),
		PlacementType(), AgreementType(), WeekType(), FollowUpType(), PauseType(), SnoozeType(),
		EnrolmentType(), ExemptionType(), TickType(), PlanLineType(), ProgressCheckType(),
		PrerequisiteType(), CommitteePageType(),
		MergedType(), DistinctType(),
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
func TypeOf(e model.Entity) *Type {
	name := ""
	switch e.(type) {
	case *model.CompanyVisit:
		return VisitType() // a form of its own, without a table
	case *model.Company:
		name = "company"
	case *model.ContactPerson:
		name = "person"
	case *model.Task:
		name = "task"
	case *model.Opening:
		name = "opening"
	case *model.Commitment:
		name = "commitment"
	case *model.Candidate:
		name = "candidate"
	case *model.ParentUnit:
		name = "parent"
	case *model.Cover:
		name = "cover"
	case *model.Handover:
		name = "handover"
	case *model.Citizen:
		name = "citizen"
	case *model.Goal:
		name = "goal"
	case *model.Consent:
		name = "consent"
	case *model.Contact:
		name = "contact"
	case *model.Consultant:
		name = "consultant"
	case *model.Shortlist:
		name = "shortlist"
	case *model.Pick:
		name = "pick"
	case *model.Override:
		name = "override"
	case *model.Placement:
		name = "placement"
	case *model.Agreement:
		name = "agreement"
	case *model.Week:
		name = "week"
	case *model.FollowUp:
		name = "followup"
	case *model.Pause:
		name = "pause"
	case *model.Snooze:
		name = "aside"
	case *model.Enrolment:
		name = "enrolment"
	case *model.Exemption:
		name = "exemption"
	case *model.Tick:
		name = "tick"
	case *model.PlanLine:
		name = "planline"
	case *model.ProgressCheck:
		name = "check"
	case *model.Prerequisite:
		name = "prerequisite"
	case *model.CommitteePage:
		name = "committee"
	case *model.Merged:
		name = "merged"
	case *model.Distinct:
		name = "distinct"
	case *model.LocalWord:
		name = "word"
	case *model.SavedView:
		name = "listview"
	case *model.AccessKey:
		name = "accesskey"
	case *model.Approval:
		name = "approval"
	case *model.Setting:
		name = "setting"
	case *model.Reference:
		name = "reference"
	}
	t, _ := TypeNamed(name)
	return t
}

// Validate checks every field and the entity's own rule, and gives all that is wrong as one *Error whose More holds
// the rest; nil when the entity can be saved.
//
// The store calls it on every row it writes, so nothing gets past it.
func Validate(e model.Entity) error { return ValidateKnowing(e, nil) }

// ValidateKnowing is Validate with numbers of ten digits that are known to be no CPR numbers; see Field.Knowing.
func ValidateKnowing(e model.Entity, known func(digits string) bool) error {
	t := TypeOf(e)
	if t == nil {
		return model.NewError(model.Internal, "err.type", nil)
	}
	var found []model.Error
	for i := range t.Fields {
		f := &t.Fields[i]
		err := f.CheckText(f.Text(e))
		if known != nil && isCPR(err) {
			err = f.Knowing(known).CheckText(f.Text(e))
		}
		if err != nil {
			fe, ok := err.(*model.Error)
			if !ok {
				fe = model.NewError(model.Invalid, "err.field", nil).WithCause(err)
			}
			found = append(found, *fe.WithField(f.Key))
		}
	}
	if t.Check != nil && len(found) == 0 {
		if err := t.Check(e); err != nil {
			if fe, ok := err.(*model.Error); ok {
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

// isCPR reports whether a text was refused for what looks like a CPR number.
func isCPR(err error) bool {
	e, ok := err.(*model.Error)
	return ok && e.Key == "err.cpr"
}

// CPRFields are the texts of a row that hold what looks like a CPR number; known is as in ValidateKnowing.
func CPRFields(e model.Entity, known func(digits string) bool) (out []*Field) {
	t := TypeOf(e)
	for i := range t.Fields {
		switch f := &t.Fields[i]; f.Kind {
		case Text, LongText, Lines:
			if !f.MayCPR && model.HasCPRBut(f.Text(e), known) {
				out = append(out, f)
			}
		}
	}
	return out
}

// MaskCPR puts a mark in the place of the texts of CPRFields.
func MaskCPR(e model.Entity, known func(digits string) bool) {
	for _, f := range CPRFields(e, known) {
		switch p := f.Pointer(e).(type) {
		case *string:
			*p = model.MaskedCPR
		case *[]string:
			*p = []string{model.MaskedCPR}
		}
	}
}

// Clone copies an entity so that the copy can be changed.
func Clone(e model.Entity) model.Entity {
	t := TypeOf(e)
	out := t.New()
	*out.Meta() = *e.Meta()
	for i := range t.Fields {
		t.Fields[i].Copy(out, e)
	}
	return out
}

// Equal reports whether two entities of one type have the same values, versions apart.
func Equal(a, b model.Entity) bool {
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
func Differences(a, b model.Entity) []*Field {
	t := TypeOf(a)
	var out []*Field
	for i := range t.Fields {
		if t.Fields[i].Text(a) != t.Fields[i].Text(b) {
			out = append(out, &t.Fields[i])
		}
	}
	return out
}
