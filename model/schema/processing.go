package schema

import "slices"

// Processing (behandling) says of a type of personal data what the record of processing activities (fortegnelse) says:
// why it is kept, by which period it goes, and who can receive it. Words are "purpose.<key>", "retention.<key>" and
// "receiver.<key>".
type Processing struct {
	Type      string
	Purpose   string
	Retention string   // the kind of the period; how long it is is the municipality's decision and stands in no table
	Receivers []string // besides the citizen, who can have all that is about them
	Fields    []FieldProcessing
}

// FieldProcessing says it of fields that have another purpose, or that a company can receive.
type FieldProcessing struct {
	Purpose string   // "" is the type's
	Topic   string   // shown to a company when the citizen's consent covers this; "" is never
	Keys    []string //
}

// within are the receivers inside the municipality.
var within = []string{"own", "colleague", "caseworker"}

// Processings is the table: one row for each type that holds data about persons. A test fails when a type has none.
var Processings = []Processing{
	{"citizen", "identify", "case", within, []FieldProcessing{
		{"match", "hours", []string{"hours_now", "hours_hoped"}},
		{"match", "times", []string{"days", "day_parts"}},
		{"match", "language", []string{"danish", "languages"}},
		{"match", "licences", []string{"licences"}},
		{"match", "conditions", []string{"conditions"}},
		{"match", "skills", []string{"skills"}},
		{"match", "", []string{"postcode", "transport", "max_minutes", "wishes"}},
		{"identify", "name", []string{"first_name"}},
		{"coordinate", "", []string{"responsible", "caseworker", "caseworker_phone", "caseworker_from", "status",
			"started_on", "closed_on", "note"}},
		{"programme", "", []string{"target_group"}},
	}},
	{"goal", "match", "case", within, []FieldProcessing{{"match", "goal", []string{"words"}}}},
	{"consent", "consent", "case", within, nil},
	{"contact", "follow", "case", within, nil},
	{"shortlist", "match", "case", within, nil},
	{"pick", "match", "case", within, nil},
	{"override", "match", "case", within, nil},
	{"candidate", "match", "case", within, nil},
	{"placement", "follow", "case", within, []FieldProcessing{
		{"follow", "placement", []string{"kind", "start_on", "end_on", "task_words"}}}},
	{"agreement", "follow", "case", within, []FieldProcessing{
		{"follow", "placement", []string{"purpose", "trial_tasks", "paid_tasks"}},
		{"follow", "hours", []string{"steps"}},
		{"follow", "times", []string{"pattern"}},
		{"follow", "conditions", []string{"conditions"}},
		{"follow", "followup", []string{"contact", "mentor", "mentor_tasks", "mentor_hours", "mentor_until", "follow_how",
			"follow_weeks", "follow_dates", "absence_rule", "at_end", "end_words"}}}},
	{"week", "follow", "case", within, []FieldProcessing{{"follow", "worked", []string{"monday", "trial", "paid"}}}},
	{"followup", "follow", "case", within, nil},
	{"pause", "follow", "case", within, nil},
	{"aside", "follow", "case", within, nil},
	{"enrolment", "programme", "case", within, nil},
	{"exemption", "programme", "case", within, nil},
	{"tick", "programme", "case", within, nil},
	{"planline", "programme", "case", within, nil},
	{"check", "programme", "case", within, nil},
	{"handover", "coordinate", "case", within, nil},
	{"merged", "tidy", "case", nil, nil},
	{"distinct", "tidy", "case", nil, nil},
	{"person", "cooperate", "company", within, nil},
	{"company", "cooperate", "company", within, nil},
	{"task", "match", "company", within, nil},
	{"opening", "match", "company", within, nil},
	{"commitment", "cooperate", "company", within, nil},
	{"word", "match", "team", nil, nil},
	{"listview", "coordinate", "staff", nil, nil},
	{"consultant", "staff", "staff", nil, nil},
	{"accesskey", "staff", "staff", nil, nil},
	{"approval", "staff", "staff", within, nil},
	{"cover", "coordinate", "staff", nil, nil},
	{"prerequisite", "programme", "team", nil, nil},
	{"committee", "report", "team", nil, nil},
}

// ProcessingOf finds the row of a type.
func ProcessingOf(t *Type) (Processing, bool) {
	i := slices.IndexFunc(Processings, func(p Processing) bool { return p.Type == t.Name })
	if i < 0 {
		return Processing{}, false
	}
	return Processings[i], true
}

// PersonalFields are those that the record is about: of a type about citizens, or with nothing sealed, all; of another
// the sealed ones, which may name a person.
func (t *Type) PersonalFields() []Field {
	if sealed := t.SealedFields(); !t.Personal && len(sealed) > 0 {
		return sealed
	}
	return t.Fields
}

// Tells reports whether one of the fields is in the record as data about a person; what only a team works by is not.
func (t *Type) Tells(keys []string) bool {
	p, ok := ProcessingOf(t)
	return ok && p.Retention != "team" && slices.ContainsFunc(t.PersonalFields(), func(f Field) bool {
		return slices.Contains(keys, f.Key)
	})
}

// Of gives the purpose and the receivers of a field.
func (p Processing) Of(f *Field) (purpose string, receivers []string) {
	purpose, receivers = p.Purpose, slices.Clone(p.Receivers)
	for _, x := range p.Fields {
		if !slices.Contains(x.Keys, f.Key) {
			continue
		}
		if x.Purpose != "" {
			purpose = x.Purpose
		}
		if x.Topic != "" {
			receivers = append(receivers, "company")
		}
	}
	if p.Retention == "case" {
		receivers = append(receivers, "citizen")
	}
	return purpose, receivers
}

// TopicOf is what a citizen's consent must cover for a company to see the field, "" when no company sees it.
func TopicOf(t *Type, key string) string {
	p, _ := ProcessingOf(t)
	for _, x := range p.Fields {
		if slices.Contains(x.Keys, key) {
			return x.Topic
		}
	}
	return ""
}

// Sealing says how a field is stored: sealed or open.
func (f *Field) Sealing() string {
	if f.Sealed {
		return "sealed"
	}
	return "open"
}
