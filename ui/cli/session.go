package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// session is an open database and the consultant who works in it.
type session struct {
	*root
	*Database
	names    map[string]string // names of rows that fields refer to, by type and ID
	resolved []resolvedName    // rows that this command found by a name
	read     []readDay         // short dates and what they were read as
	warnings []warning         // what was said and stopped nothing

	saidDamaged bool        // the command itself tells of damaged rows
	wrote       atomic.Bool // something was changed
	waits       int         // looks that were said to wait

	left    bool  // the gate was asked about what is printed
	refused error // and this is what it said
	why     string
	persons bool // what is printed tells of others than citizens: contact persons, notes about workplaces
}

// withSession opens the database, does the work and closes it.
func (r *root) withSession(ctx context.Context, work func(context.Context, *session) error) error {
	if r.batch != nil { // opened for all its lines
		s := &session{root: r, Database: r.batch.db, names: map[string]string{}}
		r.out.before = func() error { return s.beforeOutput(ctx) }
		return s.printed(ctx, work(ctx, s))
	}
	s, err := r.open(ctx)
	if err != nil {
		return err
	}
	r.out.before = func() error { return s.beforeOutput(ctx) }
	if s.Service.LooksDue() { // those that an earlier command could not write
		_ = s.Service.WriteLooks(ctx)
	}
	err = s.printed(ctx, work(ctx, s))
	if s.Service.Damages != nil && ctx.Err() == nil {
		_ = s.Service.Damages.ScanMissing(ctx) // what cannot be read the command itself has met
	}
	s.warnDamaged(ctx, err)
	s.copyWhenDue(ctx)
	if closed := s.Close(); err == nil && closed != nil {
		err = closed
	}
	return err
}

// printed ends a command: what it printed leaves, or nothing of it is seen, and who was looked at is written down.
func (s *session) printed(ctx context.Context, err error) error {
	if err == nil && (s.refused != nil || s.out.w.Buffered() > 0) {
		err = s.outputLeaves(ctx)
	}
	if s.refused != nil { // what it was about was not shown
		s.out.drop()
		s.Service.ForgetLooks()
	}
	if unseen := s.writeLooks(ctx); err == nil {
		err = unseen
	}
	return err
}

// hasKey reports whether an error has a key.
func hasKey(err error, key string) bool {
	var e *model.Error
	return errors.As(err, &e) && e.Key == key
}

// copyWhenDue makes a copy at the end of the command whose changes made one due. What was changed stands whether it can
// be made or not.
func (s *session) copyWhenDue(ctx context.Context) {
	if !s.wrote.Load() || s.Service.Backups == nil {
		return
	}
	if _, err := s.Service.Backups.Due(ctx); err != nil && ctx.Err() == nil {
		s.note("cli.backup.failed", "why", s.words.Error(err))
	}
}

// open opens the database of this run and takes its language.
func (r *root) open(ctx context.Context) (*session, error) {
	if of := r.env.Served; of != nil {
		db, err := of.team.Member(ctx, of.member.ID, r.input.all)
		if err != nil {
			return nil, err
		}
		db.Service.Room = of.room
		return r.startSession(ctx, db)
	}
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return nil, err
	}
	state, err := r.env.Databases.Inspect(ctx, path)
	if err != nil {
		return nil, err
	}
	opt, err := r.openOptions()
	if err != nil {
		return nil, err
	}
	defer func() { clear(opt.Passphrase) }()
	if state.Sealed {
		if opt.Passphrase, err = r.passphrase(ctx, "cli.ask.passphrase"); err != nil {
			return nil, err
		}
	}
	db, err := r.env.Databases.Open(ctx, path, opt)
	if err != nil {
		return nil, err
	}
	return r.startSession(ctx, db)
}

// startSession begins a session on an open database.
func (r *root) startSession(ctx context.Context, db *Database) (*session, error) {
	l, err := db.Language(ctx, wantedLanguage(nil, r.env.Getenv))
	if err != nil {
		db.Close()
		return nil, err
	}
	// --lang and the environment go before the language that the database remembers.
	if c, ok := r.chosenLanguage(); ok && c != l.Code() {
		l = lang.New(c)
	}
	r.setLanguage(l)
	s := &session{root: r, Database: db, names: map[string]string{}}
	end := db.Service.Store.Subscribe(func(c model.Changed) {
		if c.Actor == db.Service.Actor() {
			s.wrote.Store(true)
		}
	})
	closeDatabase := db.Close
	db.Close = sync.OnceValue(func() error {
		end()
		return closeDatabase()
	})
	if r.daySet() && !db.Service.Demo {
		key := map[bool]string{true: "notice.day.log", false: "notice.day"}[r.logSet()]
		db.Service.Notices = append(db.Service.Notices, model.NewError("", key, model.Args{"day": db.Service.Today()}))
	}
	if me := db.Service.Consultant(); me != nil && service.IsStandIn(me) {
		s.warn("who.damaged", s.T("cli.who.damaged", "row", me.ID, "who", me.Initials))
	}
	if db.Service.Alarm != nil {
		s.warn(db.Service.Alarm.Key, s.words.Error(db.Service.Alarm))
	}
	return s, nil
}

// chosenLanguage is the language that --lang or the environment asks for.
func (r *root) chosenLanguage() (lang.Code, bool) {
	if c, ok := lang.ParseCode(r.lang); ok && r.lang != "" {
		return c, true
	}
	return lang.ParseCode(r.env.Getenv("JOBSPOR_LANG"))
}

func (r *root) openOptions() (OpenOptions, error) {
	now, err := r.clock()
	o := OpenOptions{Who: r.as, Login: r.env.Login, Now: now, Input: r.input.all}
	if r.daySet() && !r.logSet() {
		o.Clock = r.env.Now
	}
	return o, err
}

// daySet reports whether the program takes another day for today.
func (r *root) daySet() bool { return r.env.Getenv("JOBSPOR_TODAY") != "" }

// logSet reports whether that day dates the log, too: tests that compare logs ask for it, a demo does by itself.
func (r *root) logSet() bool { return r.env.Getenv("JOBSPOR_LOG_CLOCK") == "today" }

// clock is the environment's, or always nine o'clock on the day of JOBSPOR_TODAY, so that a demonstration can be
// repeated; on the screens it goes on from there, because locking waits for time to pass.
func (r *root) clock() (func() time.Time, error) {
	v := r.env.Getenv("JOBSPOR_TODAY")
	if v == "" {
		return r.env.Now, nil
	}
	d, err := model.ParseDate(v, 0)
	if err != nil || d == 0 {
		return nil, model.NewError(model.Usage, "err.cli.today", model.Args{"value": v})
	}
	start := r.env.Now()
	return func() time.Time {
		at := d.Time().Add(9 * time.Hour)
		if r.moving {
			at = at.Add(r.env.Now().Sub(start))
		}
		return at
	}, nil
}

// actor is the consultant who writes. Without one nothing is written once the database has consultants.
func (s *session) actor(ctx context.Context) (string, error) {
	if a := s.Service.Actor(); a != "" {
		return a, nil
	}
	n, err := s.Service.Store.Count(ctx, "consultant", schema.Query{})
	if err != nil || n == 0 {
		return "", err
	}
	damaged, err := s.Service.DamagedOf(ctx, "consultant")
	if err != nil {
		return "", err
	}
	if len(damaged) > 0 {
		return "", model.NewError(model.DamagedRow, "err.cli.who.damaged", model.Args{"row": damaged[0].Name()})
	}
	return "", model.NewError(model.Usage, "err.cli.who", nil)
}

// apply writes a change set and prints what was written.
func (s *session) apply(ctx context.Context, cs model.ChangeSet) error {
	actor, err := s.actor(ctx)
	if err != nil {
		return err
	}
	cs.Actor = actor
	if err := s.confirmResolved(ctx); err != nil {
		return err
	}
	if err := s.confirmDays(ctx, cs.Changes); err != nil {
		return err
	}
	for _, text := range s.words.Cautions(cs.Changes) {
		s.warn("text.sensitive", text)
	}
	got, err := s.Service.Store.Apply(ctx, cs)
	if err != nil {
		if len(cs.Changes) > 0 {
			return withType(schema.TypeOf(cs.Changes[0].Row()), err)
		}
		return err
	}
	s.wrote.Store(true)
	return s.receipt(got, s.done(ctx, cs, got))
}

// done says what was written, and about whom or what.
func (s *session) done(ctx context.Context, cs model.ChangeSet, got model.Receipt) string {
	said := s.words.Action(cs.Action, cs.Args)
	if s.json || len(got.Changes) == 0 {
		return said
	}
	about, err := s.Service.SubjectsOf(ctx, got.Changes)
	if names := s.words.Subjects(about); err == nil && names != "" && !strings.Contains(said, names) {
		said += " · " + names
	}
	return said
}

// receipt prints what was written: to a person a sentence, to a pipe the rows, to JSON both numbers.
func (s *session) receipt(got model.Receipt, sentence string) error {
	if s.json {
		o := receiptObject(got)
		if len(s.resolved) > 0 {
			o = append(o, member{"resolved", s.resolvedObjects()})
		}
		return s.out.json(append(o, s.readMembers()...))
	}
	return s.sayReceipt(got, sentence)
}

// receiptObject lists what was written; of very many rows only their number.
func receiptObject(got model.Receipt) object {
	o := object{{"seq", got.Seq}, {"count", len(got.Changes)}}
	if len(got.Changes) > 1000 {
		return o
	}
	rows := []object{}
	for _, c := range got.Changes {
		t := schema.TypeOf(c.Row())
		row := object{{"type", t.Name}, {"id", c.Row().Meta().ID}}
		if f, ok := t.Field("ref"); ok {
			row = append(row, member{"ref", f.Text(c.Row())})
		}
		rows = append(rows, append(row, member{"change", changeKind(c)}))
	}
	return append(o, member{"rows", rows})
}

func (s *session) sayReceipt(got model.Receipt, sentence string) error {
	if got.Seq == 0 && got.Reverts.Seq == 0 {
		s.note("cli.nothing.changed")
		return nil
	}
	if s.batch == nil || !s.batch.atomic { // the batch says at its end what was saved, if anything was
		s.notef("%s", sentence)
	}
	if len(got.Changes) <= 20 {
		for _, c := range got.Changes {
			s.out.line(rowName(c.Row()))
		}
	}
	return nil
}

// rowName is how a command line names a row: its number, else its ID.
func rowName(e model.Entity) string {
	if f, ok := schema.TypeOf(e).Field("ref"); ok && f.Text(e) != "" {
		return f.Text(e)
	}
	return e.Meta().ID
}

func changeKind(c model.Change) string {
	switch {
	case c.Before == nil:
		return "added"
	case c.After == nil:
		return "removed"
	}
	return "changed"
}

// nameOf names rows that fields refer to: a citizen by initials and number.
func (s *session) nameOf(ctx context.Context) func(typ, id string) string {
	return func(typ, id string) string {
		key := typ + " " + id
		if typ == "citizen" {
			s.look(model.RowRef{Type: typ, ID: id})
		}
		if typ == "person" {
			s.tells(typeNamed(typ), []string{"name"})
		}
		if n, ok := s.names[key]; ok {
			return n
		}
		n, err := s.Service.NameOf(ctx, typ, id)
		if err != nil {
			n = id
		}
		s.names[key] = n
		return n
	}
}

// look notes that rows, or what queries gave of them, are shown: the log gets the citizens in them when the command
// ends. What prints rows of any type calls it, see tableOf, rowObject and nameOf; a command that prints what it read in
// another way calls it itself, and a test finds the one that does not.
func (s *session) look(shown ...any) {
	args := model.Args{"command": s.running}
	if s.why != "" {
		args["reason"] = s.why
	}
	s.Service.Look(lookAction, args, shown...)
}

// lookAction is the audit action of what a command shows or prints.
const lookAction = "view.cli"

// lookAll notes rows of a type that are known by their IDs.
func (s *session) lookAll(typ string, ids []string) {
	for _, id := range ids {
		s.look(model.RowRef{Type: typ, ID: id})
	}
}

// tells notes that fields of rows are printed, some of which may be about others than citizens: a contact at a
// workplace is about no citizen, too.
func (s *session) tells(t *schema.Type, columns []string) {
	s.persons = s.persons || t.Tells(columns)
}

// beforeOutput is done before anything is seen.
func (s *session) beforeOutput(ctx context.Context) error {
	if err := s.outputLeaves(ctx); err != nil {
		return err
	}
	return s.writeLooks(ctx)
}

// outputLeaves lets what is printed about people out that does not stay on the terminal: in a pipe or a file it is an
// own file like any other, with a reason. What was written is told as it is: that is no list of anybody.
func (s *session) outputLeaves(ctx context.Context) error {
	if s.env.Terminal.Out || s.left || s.wrote.Load() {
		return s.refused
	}
	citizens := s.Service.Looked(ctx)
	if len(citizens) == 0 && !s.persons {
		return nil
	}
	out, err := s.explained(ctx, service.Out{Action: lookAction, Args: model.Args{"command": s.running},
		Citizens: citizens, Persons: s.persons, To: service.ToOwnFile})
	if err == nil {
		err = s.Service.LeaveRead(ctx, out)
	}
	s.refused, s.why = err, strings.TrimSpace(out.Reason)
	return err
}

// writeLooks writes what was looked at, before it is printed. What the log cannot take is kept until it can, and that
// is said; where it cannot be kept either, nobody is shown.
func (s *session) writeLooks(ctx context.Context) error {
	err := s.Service.WriteLooks(ctx)
	if err == nil {
		return nil
	}
	n := s.Service.LooksStuck()
	var waits *service.LooksWaitError
	if !errors.As(err, &waits) {
		s.out.drop()
		return model.NewError(model.Forbidden, "err.looks.unwritten", model.Args{"n": n, "why": err}).WithCause(err)
	}
	if n > s.waits {
		s.waits = n
		text := s.T("cli.looks.unwritten", "n", n) + " " + s.words.Error(err)
		s.warnings = append(s.warnings, warning{"looks.unwritten", text})
		fmt.Fprintln(s.env.Err, clean(text))
	}
	return nil
}
