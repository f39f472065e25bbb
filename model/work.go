package model

import "cmp"

// Consultant (virksomhedskonsulent) is somebody who works with the database; every change has one as its actor.
type Consultant struct {
	Head
	Name     string
	Initials string
	Team     string
	Login    string // the operating system's user name, so that the program knows who the user is
	Inactive bool
	Role     string // one of ConsultantRoles, "" is the first of them; see RoleOf
}

// ConsultantRoles are what consultants may be where the program is served to a team (konsulent, teamleder, læseadgang,
// administrator). What each may do is a table of package service.
var ConsultantRoles = []string{"consultant", "lead", "reader", "admin"}

// RoleOf is the role of a consultant.
func RoleOf(c *Consultant) string { return cmp.Or(c.Role, ConsultantRoles[0]) }

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
	Topic      string // one of ContactTopics
	Note       string
	NextOn     Date   // the promised next contact
	NextWhat   string // what was promised
	DoneOn     Date   // the day the promise was kept or closed
}

// ContactWays is how contact was had; visit and meeting are face to face.
var ContactWays = []string{"call", "visit", "meeting", "mail", "other"}

// ContactOutcomes of a Contact.
var ContactOutcomes = []string{"reached", "not_reached", "yes", "no", "later"}

// ContactTopics are what a contact with a workplace is about (rekruttering, fastholdelse, socialt ansvar).
var ContactTopics = []string{"recruitment", "retention", "social"}

// FaceToFace reports whether people met.
func (c *Contact) FaceToFace() bool { return c.How == "visit" || c.How == "meeting" }

// Reached reports whether there was contact at all: a call that nobody took restarts no rhythm.
func (c *Contact) Reached() bool { return c.Outcome != "not_reached" }

// Shortlist (liste, kandidatliste) is the workplaces chosen for a citizen, or the citizens chosen for a workplace's
// task.
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

	AnsweredOn Date // the day the workplace said yes or no
}

// Answer gives the row a state; the day of a yes or a no is kept.
func (p *Pick) Answer(state string, on Date) {
	p.Status, p.AnsweredOn = state, 0
	if state == "yes" || state == "no" {
		p.AnsweredOn = on
	}
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

// Setting is one configured value; its ID is its key. A value of the rules (egen indstilling) has a source and a day.
type Setting struct {
	Head
	Value  string
	Source string // who said so
	Date   Date   // when
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
