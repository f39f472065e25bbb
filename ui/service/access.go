package service

import (
	"slices"

	"jobspor/model"
)

// This file is the table of roles: what each role may do where the program is served to a team. The README and the help
// print it, and store_guard.go does what it says. It gives each role the least that lets its day's work be done.

// Right is something that a role has or has not; its words are "access.<right>".
type Right string

// The rights.
const (
	ReadCitizens   Right = "citizens" // read citizens and all that is about them
	ReadFree       Right = "free"     // read citizens that no consultant is responsible for
	ReadOthers     Right = "others"   // read the other citizens
	WriteCitizens  Right = "write"    // write about citizens in sight
	ReadCompanies  Right = "companies"
	WriteCompanies Right = "company_write" // and what the team has in common
	ManageMembers  Right = "members"       // consultants and access keys
	ChangeRoles    Right = "roles"         // what consultants may do: their roles and teams
	ManageSettings Right = "settings"      // shared settings, rules and reference tables
	ReadLog        Right = "log"
	Export         Right = "export" // let data about citizens in sight leave as a file
	ExportMany     Right = "bulk"   // of more than ManyCitizens at once, or in a day
	EraseCitizens  Right = "erase"
	Maintain       Right = "maintain" // copies and checks of the database, damaged rows
	ExportWhole    Right = "whole"    // the whole database, its passphrase
)

// Extent is how far a right reaches; its words are "extent.<extent>".
type Extent string

// The extents.
const (
	Not    Extent = "no"
	Own    Extent = "own"    // what oneself did
	Team   Extent = "team"   // of the own team
	Reason Extent = "reason" // after a reason that the log keeps, for ReasonTime
	Two    Extent = "two"    // when another with the right has said yes, see approve.go
	Yes    Extent = "yes"
)

// ManyCitizens is how many different citizens one export, and a consultant's exports of a day, may hold without the
// right to many.
const ManyCitizens = 25

// Access is a row of the table of roles.
type Access struct {
	Right Right
	By    [4]Extent // by role, in the order of model.ConsultantRoles
}

// Accesses is the table of roles.
var Accesses = []Access{
	//                consultant lead    reader  admin
	{ReadCitizens, [4]Extent{Team, Team, Team, Not}},
	{ReadFree, [4]Extent{Yes, Yes, Not, Not}},
	{ReadOthers, [4]Extent{Reason, Reason, Reason, Not}},
	{WriteCitizens, [4]Extent{Yes, Yes, Not, Not}},
	{ReadCompanies, [4]Extent{Yes, Yes, Yes, Yes}},
	{WriteCompanies, [4]Extent{Yes, Yes, Not, Not}},
	{ManageMembers, [4]Extent{Not, Not, Not, Yes}},
	{ChangeRoles, [4]Extent{Not, Not, Not, Two}},
	{ManageSettings, [4]Extent{Not, Not, Not, Yes}},
	{ReadLog, [4]Extent{Own, Team, Own, Yes}},
	{Export, [4]Extent{Yes, Yes, Not, Not}},
	{ExportMany, [4]Extent{Not, Two, Not, Not}},
	{EraseCitizens, [4]Extent{Not, Two, Not, Not}},
	{Maintain, [4]Extent{Not, Not, Not, Yes}},
	{ExportWhole, [4]Extent{Not, Not, Not, Not}},
}

// ExtentOf is how far a right of a role reaches; an unknown role has none.
func ExtentOf(role string, r Right) Extent {
	at := slices.Index(model.ConsultantRoles, role)
	row := slices.IndexFunc(Accesses, func(a Access) bool { return a.Right == r })
	if at < 0 || row < 0 {
		return Not
	}
	return Accesses[row].By[at]
}

// writeRights is the right that writing a row of a type needs when it is about no citizen. All other types are what the
// team has in common, see WriteCompanies.
var writeRights = map[string]Right{
	"consultant": ManageMembers, "accesskey": ManageMembers, "setting": ManageSettings, "reference": ManageSettings,
}
