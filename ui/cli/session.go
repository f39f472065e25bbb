package cli

import (
	"context"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
)

// session is an open database with a consultant.
type session struct {
	*root
	*Database
	names map[string]string // what rows that fields refer to are called, by type and ID
}

// with opens the database, does the work and closes it.
func (r *root) with(ctx context.Context, work func(context.Context, *session) error) error {
	s, err := r.open(ctx)
	if err != nil {
		return err
	}
	err = work(ctx, s)
	if closed := s.Close(); err == nil && closed != nil {
		err = closed
	}
	return err
}

// open opens the database that is meant and speaks its language.
func (r *root) open(ctx context.Context) (*session, error) {
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return nil, err
	}
	state, err := r.env.Databases.Inspect(ctx, path)
	if err != nil {
		return nil, err
	}
	how, err := r.openOptions()
	if err != nil {
		return nil, err
	}
	if state.Sealed {
		if how.Passphrase, err = r.passphrase(ctx, "cli.ask.passphrase"); err != nil {
			return nil, err
		}
	}
	ses, err := r.env.Databases.Open(ctx, path, how)
	if err != nil {
		return nil, err
	}
	return r.startSession(ctx, ses)
}

// startSession takes an open database into use.
func (r *root) startSession(ctx context.Context, ses *Database) (*session, error) {
	ses.Service.Store.Subscribe(ses.Service.OnChange)
	l, err := ses.Language(ctx, spoken(nil, r.env.Getenv))
	if err != nil {
		ses.Close()
		return nil, err
	}
	// What was said now goes before what the database remembers.
	if c, ok := r.chosen(); ok && c != l.Code() {
		l = lang.New(c)
	}
	r.speak(l)
	return &session{root: r, Database: ses, names: map[string]string{}}, nil
}

// chosen is the language that --lang or the environment asks for.
func (r *root) chosen() (lang.Code, bool) {
	if c, ok := lang.ParseCode(r.lang); ok && r.lang != "" {
		return c, true
	}
	return lang.ParseCode(r.env.Getenv("JOBSPOR_LANG"))
}

func (r *root) openOptions() (OpenOptions, error) {
	now, err := r.clock()
	return OpenOptions{Who: r.as, Login: r.env.Login, Now: now}, err
}

// clock is the environment's, or stands still on the day of JOBSPOR_TODAY, so that a demonstration can be repeated.
func (r *root) clock() (func() time.Time, error) {
	v := r.env.Getenv("JOBSPOR_TODAY")
	if v == "" {
		return r.env.Now, nil
	}
	d, err := model.ParseDate(v, 0)
	if err != nil || d == 0 {
		return nil, model.NewError(model.Usage, "err.cli.today", model.Args{"value": v})
	}
	return func() time.Time { return d.Time().Add(9 * time.Hour) }, nil
}

// actor is who writes. Once there are consultants, everybody says who they are.
func (s *session) actor(ctx context.Context) (string, error) {
	if a := s.Service.Actor(); a != "" {
		return a, nil
	}
	n, err := s.Service.Store.Count(ctx, "consultant", schema.Query{})
	if err != nil || n == 0 {
		return "", err
	}
	return "", model.NewError(model.Usage, "err.cli.who", nil)
}

// apply writes a change set and says what was written.
func (s *session) apply(ctx context.Context, cs model.ChangeSet) error {
	actor, err := s.actor(ctx)
	if err != nil {
		return err
	}
	cs.Actor = actor
	got, err := s.Service.Store.Apply(ctx, cs)
	if err != nil {
		if len(cs.Changes) > 0 {
			return about(schema.TypeOf(cs.Changes[0].Row()), err)
		}
		return err
	}
	return s.receipt(got, s.words.Action(cs.Action, cs.Args))
}

// receipt prints what was written: to a person a sentence, to a pipe the rows, to JSON both numbers.
func (s *session) receipt(got model.Receipt, said string) error {
	rows := []object{}
	for _, c := range got.Changes {
		t := schema.TypeOf(c.Row())
		o := object{{"type", t.Name}, {"id", c.Row().Meta().ID}}
		if f, ok := t.Field("ref"); ok {
			o = append(o, member{"ref", f.Text(c.Row())})
		}
		o = append(o, member{"change", changeKind(c)})
		rows = append(rows, o)
	}
	if s.json {
		if len(rows) > 1000 {
			return s.out.json(object{{"seq", got.Seq}, {"count", len(rows)}})
		}
		return s.out.json(object{{"seq", got.Seq}, {"count", len(rows)}, {"rows", rows}})
	}
	if got.Seq == 0 {
		s.tell("cli.nothing.changed")
		return nil
	}
	s.say("%s", said)
	if len(got.Changes) <= 20 {
		for _, c := range got.Changes {
			s.out.line(handle(c.Row()))
		}
	}
	return nil
}

// handle is how a command names a row: its number, else its ID.
func handle(e model.Entity) string {
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

// called says what a row that a field refers to is called: a citizen by initials and number.
func (s *session) called(ctx context.Context) func(typ, id string) string {
	return func(typ, id string) string {
		key := typ + " " + id
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

// viewed notes that a citizen's data was looked at.
func (s *session) viewed(ctx context.Context, e model.Entity) error {
	t := schema.TypeOf(e)
	if !t.Personal {
		return nil
	}
	return s.Service.Store.Viewed(ctx, s.Service.Actor(), t.Name, e.Meta().ID)
}

// typeNamed finds a type that this package names itself.
func typeNamed(name string) *schema.Type {
	t, _ := schema.TypeNamed(name)
	return t
}
