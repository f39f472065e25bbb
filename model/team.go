package model

import (
	"crypto/sha256"
	"strings"
)

// Prerequisite (forudsætning for implementering) is how far the team is with one of the things that a programme
// presupposes of those who carry it out. It is of the team, never of a citizen.
type Prerequisite struct {
	Head
	Programme string // key of the programme definition
	Item      string // key of the definition's prerequisite
	State     string // one of PrerequisiteStates
	On        Date   // the day it was so
	Who       string // who sees to it
	Note      string
}

// PrerequisiteStates from nothing done to in place; one without a row has not been looked at.
var PrerequisiteStates = []string{"missing", "begun", "in_place"}

// PrerequisiteID is the identifier of the row of a programme's prerequisite: there is one for each.
func PrerequisiteID(programme, item string) string { return derivedID("prerequisite", programme, item) }

// CommitteePage (udvalgsside) is the sentences of the page that a political committee gets for a month; the figures on
// it are worked out when it is shown.
type CommitteePage struct {
	Head
	Month     Date   // its first day
	Programme string // key of a programme definition; "" is everybody
	Team      string // "" is all
	Happened  string // hvad er sket
	Why       string // hvad skyldes det
	Next      string // hvad gør vi
}

// CommitteePageID is the identifier of the page of a month, programme and team: there is one for each.
func CommitteePageID(month Date, programme, team string) string {
	return derivedID("committee", month.String(), programme, team)
}

// Sentences are the three texts in the order of the page.
func (c *CommitteePage) Sentences() [3]string { return [3]string{c.Happened, c.Why, c.Next} }

// derivedID is an identifier that follows from what the row is about, so that two people who write it at once write one
// row.
func derivedID(of ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(of, "\n")))
	return idCoding.EncodeToString(sum[:10])[:12]
}
