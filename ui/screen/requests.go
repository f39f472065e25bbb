package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/service"
)

// Name is where a request wants to go.
type Name string

// The screens.
const (
	Today     Name = "today"
	Week      Name = "week" // what is planned in the next two weeks, by day
	Companies Name = "companies"
	Company   Name = "company"
	Near      Name = "near" // workplaces by the way from a citizen; the argument is the citizen's ID
	Citizens  Name = "citizens"
	Citizen   Name = "citizen"
	Match     Name = "match"
	Lists     Name = "lists"
	List      Name = "list"
	Log       Name = "log"
	History   Name = "history" // changes, and what undoing one would change; the argument is a HistoryArg, nil is all
	Settings  Name = "settings"
	Import    Name = "import"
	Edit      Name = "edit"
	Preview   Name = "preview"
	Find      Name = "find"
	Welcome   Name = "welcome"

	Placements Name = "placements" // the board and list of placements
	Placement  Name = "placement"  // one placement; the argument is its ID
	Hours      Name = "hours"      // the week grid; the argument is a HoursArg, nil is all that run
	Agreement  Name = "agreement"  // the work agreement of a placement; the argument is the placement's ID
	Vitas      Name = "vitas"      // the VITAS sheet of a placement; the argument is the placement's ID
	Enrolment  Name = "enrolment"  // one enrolment in a programme; the argument is its ID
	Checks     Name = "checks"     // a citizen's progress checks; the argument is the citizen's ID
	Figures    Name = "figures"    // the team's figures
	Duplicates Name = "duplicates" // rows that are probably there twice; the argument is their type, nil is companies
	Programme  Name = "programme"  // a programme and its team; the argument is its key, nil asks which
	Triage     Name = "triage"     // triage of many; the argument is a programme's key, nil is the first with a triage
	Session    Name = "session"    // a group session; the argument is a programme's key, nil is the first with sessions
	CallRound  Name = "callround"  // which workplaces to call; the argument is the IDs of citizens, nil is all unplaced
	Rules      Name = "rules"      // what changes when rows of the rules end
	RuleValues Name = "rulevalues" // uncertain values of the rules; the argument true is the first run
	Damaged    Name = "damaged"    // the damaged rows; the argument is the model.Damaged to begin with, or nil
	Merge      Name = "merge"      // two rows that become one; the argument is a MergeArg
)

// Requests to the app, sent as messages by commands that Host makes.
type (
	// Go opens a screen on top of this one; Replace puts it in its place.
	Go struct {
		To      Name
		Arg     any
		Replace bool
	}
	// Back leaves the screen, once what is half-typed there is kept. Arg, when not nil, is sent to the screen below as
	// Returned. SayKept says that a draft is there.
	Back struct {
		Arg     any
		SayKept bool
	}
	// Save applies a change set; the answer is Saved or Failed with the same tag. Then, when not nil, is called in
	// place of Saved.
	Save struct {
		Set   model.ChangeSet
		Tag   string
		Quiet bool // no toast: the screen says it itself
		From  int
		Then  func(model.Receipt) tea.Cmd

		FarMeant bool // a day years ahead is meant: it was asked
	}
	// Ask opens a dialog; the answer is Answer with the same tag. Then, when not nil, takes what was chosen in place of
	// Answer.
	Ask struct {
		Dialog *kit.Dialog
		Tag    string
		From   int
		Then   func(kit.Action) tea.Cmd
	}
	// Pick opens a picker; it is answered as Ask is. Search, when not nil, finds what the picker offers for what is
	// typed, outside the loop: it must not touch the screen's state. A newer letter cancels it.
	Pick struct {
		Options kit.PickerOptions
		Tag     string
		From    int
		Then    func(kit.Action) tea.Cmd
		Search  func(ctx context.Context, query string) ([]kit.Item, error)
	}
	// Say shows a toast.
	Say struct {
		Level kit.Level
		Text  string
	}
	// Undo reverts the actor's latest change, or the one named.
	Undo struct{ Seq int64 }
	// Copy puts text on the terminal's clipboard.
	Copy struct {
		Text string
		Said string // the sentence that tells it
	}
	// Drafted tells the app what the database holds as this screen's draft, after the screen has read it.
	Drafted struct {
		Screen int
		Values map[string]string
	}
	// Aside is work that no key waits for: what it gives only adds to what is shown, or it takes long and can be left.
	Aside struct{ Cmd tea.Cmd }
	// Restore leaves the screens, so that a copy can take the place of the database while nothing has it open.
	Restore struct{}
	// Relook tells the app that language, words, theme or person changed.
	ThemeChanged struct{}
)

// What a screen receives besides raw keys and mouse.
type (
	// Saved says that a Save was written.
	Saved struct {
		Tag     string
		Receipt model.Receipt
	}
	// Failed says that a Save was not written; the app has already told the person.
	Failed struct {
		Tag string
		Err error
	}
	// Answer is what a dialog or picker answered.
	Answer struct {
		Tag    string
		Action kit.Action
	}
	// Shown arrives when the tab of an open screen came to the front again.
	Shown struct{}
	// Returned arrives when the screen on top went Back.
	Returned struct{ Arg any }
	// Progress is a step of long work, from Host.Report.
	Progress struct {
		Screen, Gen int
		Tag         string
		Done, Total int64
	}
)

// Arguments that screens are opened with.
type (
	// EditArg opens the form for an entity; Entity without a version is new.
	EditArg struct {
		Entity model.Entity
		Fields []string // only these, in this order; empty is all that can be typed
		Focus  string   // the field that typing starts in; empty is the first
		Title  string   // what is done, over the form; empty says what is edited. The form adds about whom
		About  []string // the names of those it is about, where the row does not say it; nil are those of the row
		Action string   // change set action; empty is "<type>.add" or "<type>.edit"
		// the name that what is half-typed is kept under, so that one row can have several forms; empty is the type
		Draft string
		Quick []string // fields that one key answers and goes on from
		Asked []Asked  // what is asked besides the entity's own fields
		// Says are sentences below the form about what is typed, as it is now; nil says nothing. Nothing is kept from
		// being saved by them.
		Says func(typed model.Entity) []string
		// Choices are fields that are chosen from a list of this moment, such as the tracks of a programme, instead of
		// typed.
		Choices map[string][]kit.Option
		// Decide makes the change set of what was typed, when saving means more than writing the row. It is asked also
		// when nothing was typed, and its error stands at the fields that it names.
		Decide func(ctx context.Context, typed model.Entity) (model.ChangeSet, error)
		// Next says which screen comes after saving, in place of the form; false, like nil, goes back.
		Next func() (Go, bool)
	}
	// Asked is a field of a form that is no field of its entity: a question of a programme.
	Asked struct {
		Field kit.Field
		Set   func(e model.Entity, value string) error // puts a value on the entity; its error stands at the field
	}
	// MatchArg ranks companies for a citizen, or for free words from a postcode; with TaskID it ranks citizens.
	MatchArg struct {
		CitizenID, GoalID string
		Words, From       string
		TaskID            string
	}
	// PreviewArg shows exactly what leaves the house, before it does.
	PreviewArg struct {
		Title   string
		Doc     model.Document
		Name    string   // proposed file name without ending
		Notes   []string // what else to know before it is written
		Formats []string
		Out     service.Out // whose data leaves, to whom
	}
	// CompanyArg opens a workplace's page for a citizen: what is planned there is then for that citizen. An ID alone
	// opens it for nobody.
	CompanyArg struct{ ID, CitizenID, GoalID string }
	// HoursArg opens the week grid of one placement, or with none of all that run; Monday is the week; 0 is this
	// one, or of one placement the first that is not logged yet.
	HoursArg struct {
		PlacementID string
		Monday      model.Date
	}
	// EnrolArg opens the page of an enrolment that is about to begin: which programme is asked first.
	EnrolArg struct{ CitizenID string }
	// MergeArg sets two rows of a type side by side: A stays, B goes.
	MergeArg struct{ Type, A, B string }
	// HistoryArg opens the changes of one row and of what belongs to it, without a row all; Seq is the one to begin at,
	// with what undoing it would change.
	HistoryArg struct {
		Rows []model.RowRef
		Seq  int64
	}
	// FindArg opens the search over everything.
	FindArg struct{ Query string }
)
