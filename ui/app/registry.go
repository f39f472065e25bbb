package app

import (
	"maps"
	"slices"

	"jobspor/ui/screen"
	"jobspor/ui/screen/agreement"
	"jobspor/ui/screen/callround"
	"jobspor/ui/screen/checks"
	"jobspor/ui/screen/citizen"
	"jobspor/ui/screen/citizens"
	"jobspor/ui/screen/companies"
	"jobspor/ui/screen/company"
	"jobspor/ui/screen/damaged"
	"jobspor/ui/screen/duplicates"
	"jobspor/ui/screen/edit"
	"jobspor/ui/screen/enrolment"
	"jobspor/ui/screen/figures"
	"jobspor/ui/screen/find"
	"jobspor/ui/screen/hours"
	"jobspor/ui/screen/importer"
	"jobspor/ui/screen/list"
	"jobspor/ui/screen/lists"
	"jobspor/ui/screen/log"
	"jobspor/ui/screen/match"
	"jobspor/ui/screen/merge"
	"jobspor/ui/screen/near"
	"jobspor/ui/screen/placement"
	"jobspor/ui/screen/placements"
	"jobspor/ui/screen/preview"
	"jobspor/ui/screen/programme"
	"jobspor/ui/screen/rulechanges"
	"jobspor/ui/screen/rulevalues"
	"jobspor/ui/screen/session"
	"jobspor/ui/screen/settings"
	"jobspor/ui/screen/today"
	"jobspor/ui/screen/triage"
	"jobspor/ui/screen/vitas"
	"jobspor/ui/screen/week"
	"jobspor/ui/screen/welcome"
)

// registry makes screens by name: one line a screen.
var registry = map[screen.Name]func(*screen.Host) screen.Screen{
	screen.Agreement:  agreement.New,
	screen.CallRound:  callround.New,
	screen.Checks:     checks.New,
	screen.Citizen:    citizen.New,
	screen.Citizens:   citizens.New,
	screen.Companies:  companies.New,
	screen.Company:    company.New,
	screen.Damaged:    damaged.New,
	screen.Duplicates: duplicates.New,
	screen.Edit:       edit.New,
	screen.Enrolment:  enrolment.New,
	screen.Figures:    figures.New,
	screen.Find:       find.New,
	screen.History:    log.NewHistory,
	screen.Hours:      hours.New,
	screen.Import:     importer.New,
	screen.Log:        log.New,
	screen.List:       list.New,
	screen.Lists:      lists.New,
	screen.Match:      match.New,
	screen.Merge:      merge.New,
	screen.Near:       near.New,
	screen.Placement:  placement.New,
	screen.Placements: placements.New,
	screen.Preview:    preview.New,
	screen.Rules:      rulechanges.New,
	screen.RuleValues: rulevalues.New,
	screen.Programme:  programme.New,
	screen.Session:    session.New,
	screen.Settings:   settings.New,
	screen.Today:      today.New,
	screen.Triage:     triage.New,
	screen.Vitas:      vitas.New,
	screen.Week:       week.New,
	screen.Welcome:    welcome.New,
}

// Screens are the names of all screens, for tests that walk through them.
func Screens() []screen.Name { return slices.Sorted(maps.Keys(registry)) }
