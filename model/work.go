package model

// Consultant (virksomhedskonsulent) is somebody who works with the database; every change has one as its actor.
type Consultant struct {
	Head
	Name     string
	Initials string
	Team     string
	Login    string // the operating system's user name, so that the program knows who sits here
	Inactive bool
}

// Contact is one entry of the contact log (kontakt): a call, a visit, a mail, a meeting with a workplace, and what was
// promised next.
type Contact struct {
	Head
	CompanyID  string
	PersonID   string // contact person, may be empty
	CitizenID  string // whom it was about, may be empty
	Consultant string
	On         Date
	How        string
	Outcome    string
	Note       string
	NextOn     Date   // the promised next contact
	NextWhat   string // what was promised
	DoneOn     Date   // the day the promise was kept or closed
}

// ContactWays is how contact was had; visit and meeting are face to face.
var ContactWays = []string{"call", "visit", "meeting", "mail", "other"}

// ContactOutcomes of a Contact.
var ContactOutcomes = []string{"reached", "not_reached", "yes", "no", "later"}

// FaceToFace reports whether people met.
func (c *Contact) FaceToFace() bool { return c.How == "visit" || c.How == "meeting" }

// Reached reports whether there was contact at all: a call that nobody took restarts no rhythm.
func (c *Contact) Reached() bool { return c.Outcome != "not_reached" }

// Shortlist (liste, kandidatliste) is the workplaces chosen for a citizen, or the citizens chosen for a workplace's task.
type Shortlist struct {
	Head
	Ref       string // L-0003, given by the store
	CitizenID string // the list's citizen; empty when it is for a task
	TaskID    string // the list's task; empty when it is for a citizen
	GoalWords string // the words it was made from
	Title     string
	MadeOn    Date
	Closed    bool
}

// Pick is one row of a shortlist.
type Pick struct {
	Head
	ListID    string
	CompanyID string
	CitizenID string
	Position  Opt[int] // from 1
	Note      string
	Status    string
}

// PickStates of a Pick.
var PickStates = []string{"new", "asked", "interested", "yes", "no"}

// Override (tilsidesættelse) is a consultant's decision that a block does not count for this citizen and workplace,
// with the reason.
type Override struct {
	Head
	CitizenID string
	CompanyID string
	Criterion string
	Reason    string
	By        string
	On        Date
}

// LocalWord lets a municipality teach the matcher its own words: Word means Means. Local words win.
type LocalWord struct {
	Head
	Word  string
	Means string
}

// Setting is one configured value; its ID is its key.
type Setting struct {
	Head
	Value string
}

// Reference is an imported reference table that replaces or joins a built-in one; its ID says which, such as
// "postcodes", "industries.DB25" or "occupations.esco".
type Reference struct {
	Head
	Source string // the file's name
	Date   Date   // when it was imported
	Rows   Opt[int]
	Data   string // the table itself, as tab-separated text in jobspor's own shape
}

// ConsultantType is the field table of Consultant.
func ConsultantType() *Type {
	type c = Consultant
	return &Type{Name: "consultant", Table: "consultants", New: func() Entity { return &c{} }, Fields: []Field{
		field("name", Text, func(e *c) any { return &e.Name }, required, alsoCalled("navn")),
		field("initials", Text, func(e *c) any { return &e.Initials }, required, most(6), alsoCalled("initialer")),
		field("team", Text, func(e *c) any { return &e.Team }),
		field("login", Text, func(e *c) any { return &e.Login }),
		field("inactive", Flag, func(e *c) any { return &e.Inactive }),
	}}
}

// ContactType is the field table of Contact.
func ContactType() *Type {
	type c = Contact
	return &Type{Name: "contact", Table: "contacts", New: func() Entity { return &c{} }, Personal: true, Check: checkContact, Fields: []Field{
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
		field("person", Ref, func(e *c) any { return &e.PersonID }, to("person")),
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen")),
		field("consultant", Ref, func(e *c) any { return &e.Consultant }, to("consultant")),
		field("on", DateKind, func(e *c) any { return &e.On }, required, alsoCalled("dato")),
		field("how", Choice, func(e *c) any { return &e.How }, oneOf("how", ContactWays...), required, alsoCalled("form")),
		field("outcome", Choice, func(e *c) any { return &e.Outcome }, oneOf("outcome", ContactOutcomes...), alsoCalled("resultat")),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed, alsoCalled("note", "noter")),
		field("next_on", DateKind, func(e *c) any { return &e.NextOn }, alsoCalled("naeste", "naeste dato")),
		field("next_what", Text, func(e *c) any { return &e.NextWhat }, sealed, alsoCalled("lovet")),
		field("done_on", DateKind, func(e *c) any { return &e.DoneOn }),
	}}
}

func checkContact(e Entity) error {
	if c := e.(*Contact); c.NextOn != 0 && c.NextOn < c.On {
		return Fail(Invalid, "err.next.before", nil).At("next_on")
	}
	return nil
}

// ShortlistType is the field table of Shortlist.
func ShortlistType() *Type {
	type c = Shortlist
	return &Type{Name: "shortlist", Table: "shortlists", New: func() Entity { return &c{} }, Personal: true, Letter: "L", Fields: []Field{
		field("ref", Text, func(e *c) any { return &e.Ref }, given),
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen")),
		field("task", Ref, func(e *c) any { return &e.TaskID }, to("task")),
		field("goal_words", Text, func(e *c) any { return &e.GoalWords }, sealed, most(2000)),
		field("title", Text, func(e *c) any { return &e.Title }, sealed),
		field("made_on", DateKind, func(e *c) any { return &e.MadeOn }),
		field("closed", Flag, func(e *c) any { return &e.Closed }),
	}}
}

// PickType is the field table of Pick.
func PickType() *Type {
	type c = Pick
	return &Type{Name: "pick", Table: "picks", New: func() Entity { return &c{} }, Personal: true, Fields: []Field{
		field("list", Ref, func(e *c) any { return &e.ListID }, to("shortlist"), required),
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company")),
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen")),
		field("position", Number, func(e *c) any { return &e.Position }),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		field("status", Choice, func(e *c) any { return &e.Status }, oneOf("pick_status", PickStates...)),
	}}
}

// OverrideType is the field table of Override.
func OverrideType() *Type {
	type c = Override
	return &Type{Name: "override", Table: "overrides", New: func() Entity { return &c{} }, Personal: true, Fields: []Field{
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
		field("criterion", Text, func(e *c) any { return &e.Criterion }, required),
		field("reason", LongText, func(e *c) any { return &e.Reason }, sealed, required),
		field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
		field("on", DateKind, func(e *c) any { return &e.On }),
	}}
}

// LocalWordType is the field table of LocalWord.
func LocalWordType() *Type {
	type c = LocalWord
	return &Type{Name: "word", Table: "words", New: func() Entity { return &c{} }, Fields: []Field{
		field("word", Text, func(e *c) any { return &e.Word }, required, alsoCalled("ord")),
		field("means", Text, func(e *c) any { return &e.Means }, required, alsoCalled("betyder")),
	}}
}

// SettingType is the field table of Setting.
func SettingType() *Type {
	type c = Setting
	return &Type{Name: "setting", Table: "settings", New: func() Entity { return &c{} }, Fields: []Field{
		field("value", Text, func(e *c) any { return &e.Value }, most(2000)),
	}}
}

// ReferenceType is the field table of Reference.
func ReferenceType() *Type {
	type c = Reference
	return &Type{Name: "reference", Table: "reference_tables", New: func() Entity { return &c{} }, Fields: []Field{
		field("source", Text, func(e *c) any { return &e.Source }),
		field("date", DateKind, func(e *c) any { return &e.Date }),
		field("rows", Number, func(e *c) any { return &e.Rows }, most(10_000_000)),
		field("data", LongText, func(e *c) any { return &e.Data }, most(64<<20), mayCPR),
	}}
}
