package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/app"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// runInterface opens the screens. Where there is no database yet, one is made first; who the user is and what to begin
// with is then asked on the first screen.
func runInterface(ctx context.Context, r *root, _ []string) error {
	if r.json {
		return model.NewError(model.Usage, "err.cli.json.interface", nil)
	}
	if !r.interactive() {
		return model.NewError(model.Usage, "err.cli.noterminal", nil)
	}
	r.moving = true
	s, err := r.openOrMake(ctx)
	if restored, asked := r.offerRestore(ctx, err); asked != nil {
		return asked
	} else if restored {
		s, err = r.openOrMake(ctx)
	}
	for {
		if err != nil {
			return err
		}
		restore, ended := s.screens(ctx)
		if err := errors.Join(ended, s.Close()); err != nil || !restore {
			return err
		}
		restored, failed := r.restoreBetween(ctx)
		if failed != nil {
			return failed
		}
		s, err = r.openOrMake(ctx) // what was restored, or the database as it was
		if err == nil && restored != "" {
			s.Service.Notices = append(s.Service.Notices, model.NewError("", "cli.restored",
				model.Args{"path": restored}))
		}
	}
}

func (r *root) openOrMake(ctx context.Context) (*session, error) {
	if r.env.Served != nil {
		return r.open(ctx)
	}
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return nil, err
	}
	state, err := r.env.Databases.Inspect(ctx, path)
	if err != nil {
		return nil, err
	}
	if state.Exists {
		return r.open(ctx)
	}
	r.note("cli.first", "path", path)
	return r.makeSealed(ctx, path)
}

// makeSealed makes a database that a passphrase locks.
func (r *root) makeSealed(ctx context.Context, path string) (*session, error) {
	opt, err := r.openOptions()
	if err != nil {
		return nil, err
	}
	opt.Create, opt.Who = true, ""
	defer func() { clear(opt.Passphrase) }()
	if opt.Passphrase, err = r.newPassphrase(ctx); err != nil {
		return nil, err
	}
	db, err := r.env.Databases.Open(ctx, path, opt)
	if err != nil {
		return nil, err
	}
	return r.startSession(ctx, db)
}

// makeDemo makes a database of invented people.
func (r *root) makeDemo(ctx context.Context, path string) (*Database, error) {
	opt, err := r.openOptions()
	if err != nil {
		return nil, err
	}
	opt.Create, opt.Demo, opt.Who = true, true, ""
	db, err := r.env.Databases.Open(ctx, path, opt)
	if err != nil {
		return nil, err
	}
	for _, cs := range r.env.Databases.DemoWorld(model.DateOf(opt.Now())) {
		if _, err := db.Service.Store.Apply(ctx, cs); err != nil {
			db.Close()
			return nil, err
		}
	}
	return db, nil
}

// screens runs the terminal program until the person leaves it, and reports whether that was to restore a copy.
func (s *session) screens(ctx context.Context) (restore bool, err error) {
	of := s.env.Served
	if of == nil {
		s.Service.Folder, _ = filepath.Abs(".")
	}
	var p *tea.Program
	made := make(chan struct{}) // what comes before the program is there waits for it
	send := func(m tea.Msg) { <-made; p.Send(m) }
	notices, noMore := context.WithCancel(ctx)
	defer noMore()
	locale := s.env.Getenv("LC_ALL") + s.env.Getenv("LC_CTYPE") + s.env.Getenv("LANG")
	utf := of != nil && locale == "" || runtime.GOOS == "windows" || strings.Contains(strings.ToUpper(locale), "UTF")
	plain, err := s.wantsPlain(ctx)
	if err != nil {
		return false, err
	}
	profile := colorprofile.Detect(s.env.Out, os.Environ())
	if of != nil {
		profile = colorprofile.Env(of.terminal.Env)
	}
	palette, err := s.palette(ctx)
	if err != nil {
		return false, err
	}
	own, err := s.ownInterface(ctx)
	if err != nil { // the usual keys and colours do, and the reason is told
		s.Service.Notices = append(s.Service.Notices, interfaceNotice(err))
	}
	o := app.Options{
		Service: s.Service, Lang: s.words.Lang, Send: send, Notify: app.NewNotices(notices, send).Put,
		NoSuspend: of != nil || runtime.GOOS == "windows" || s.env.Getenv("SSH_CONNECTION") != "" ||
			s.env.Getenv("SSH_TTY") != "",
		Theme:   app.Colours(true, profile, s.env.Getenv("NO_COLOR") != "", !utf, palette, own),
		Keys:    own.Keys,
		Palette: s.palette, Tour: s.tour,
		Language: func(ctx context.Context) (*lang.Lang, error) { return s.Language(ctx, s.words.Code()) },
		Poll: func(ctx context.Context) error {
			return s.Poll(ctx, func(c model.Changed) { send(c) })
		},
	}
	program := []tea.ProgramOption{tea.WithInput(s.env.In), tea.WithOutput(s.env.Out), tea.WithoutSignalHandler()}
	if of != nil {
		program = append(program, tea.WithEnvironment(of.terminal.Env), tea.WithColorProfile(profile),
			tea.WithWindowSize(of.terminal.Size.W, of.terminal.Size.H))
		go of.resize(notices, send)
	}
	if plain {
		restore := s.plainTerminal()
		defer restore()
		o.Plain, o.Theme, o.FixedColours, o.NoSuspend = s.writeLines, app.PlainColours(), true, true
		o.NoClipboard = !s.env.Terminal.Out
		program = append(program, tea.WithoutRenderer(), tea.WithInput(&lastKeys{from: s.env.In, send: send}))
	}
	a := app.New(ctx, o)
	defer a.Close()
	late, end := afterwards(ctx, leaveLimit)
	defer end()
	stop := context.AfterFunc(ctx, func() { send(app.Leave{}) }) // SIGHUP, SIGTERM: what is half-typed is written first
	defer stop()
	p = tea.NewProgram(a, append(program, tea.WithContext(late))...)
	close(made)
	_, err = p.Run()
	if of != nil {
		return false, s.servedEnd(ctx, a)
	}
	switch {
	case err == nil && ctx.Err() == nil:
		return a.WantsRestore(), nil
	case ctx.Err() != nil:
		return false, model.NewError(model.Cancelled, "err.cli.closed", nil).WithCause(err)
	default:
		return false, model.NewError(model.Internal, "err.cli.screen", nil).WithCause(err)
	}
}

// palette is the colours to show: those of the environment, which is one person's, else of the setting.
func (s *session) palette(ctx context.Context) (string, error) {
	if v := s.env.Getenv("JOBSPOR_THEME"); v != "" {
		return s.Service.ReadSetting(service.ThemeSetting, v)
	}
	v, _, err := s.value(ctx, service.ThemeSetting)
	return v, err
}

// leaveLimit is how long the program may take to leave by itself once it was asked to.
const leaveLimit = 3 * time.Second

// afterwards is a context that ends a while after another.
func afterwards(ctx context.Context, while time.Duration) (context.Context, context.CancelFunc) {
	late, end := context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() { time.AfterFunc(while, end) })
	return late, end
}

func demoCommand(r *root) command {
	var tour bool
	return command{
		name: "demo", args: exactly(0), batch: noBatch,
		flags:   []flag{r.plainFlag(), option(&tour, "tour", false, "cli.demo.flag.tour")},
		offline: func(ctx context.Context, r *root, _ []string) error { return runDemo(ctx, r, tour) },
		json: []string{
			"rank", "company", "company_id", "town", "travel", "score", "ask", "task", "reasons", "questions",
		},
	}
}

// runDemo shows the program on invented people, in a database of its own that is removed afterwards. Without a terminal
// it prints what the screens would begin with.
func runDemo(ctx context.Context, r *root, tour bool) error {
	if tour && (r.json || !r.interactive()) {
		return model.NewError(model.Usage, "err.cli.noterminal", nil)
	}
	dir, err := r.env.Databases.Scratch()
	if err != nil {
		return model.NewError(model.Internal, "err.cli.temp", nil).WithCause(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "demo.db")
	db, err := r.makeDemo(ctx, path)
	if err != nil {
		return err
	}
	db.Close() // opened again as anybody would, so that the consultant is known
	r.moving = r.interactive() && !r.json
	opt, err := r.openOptions()
	if err != nil {
		return err
	}
	opt.OwnDemo = true
	if db, err = r.env.Databases.Open(ctx, path, opt); err != nil {
		return err
	}
	s, err := r.startSession(ctx, db)
	if err != nil {
		return err
	}
	defer s.Close()
	r.note("cli.demo.temporary")
	if r.moving {
		s.tour = app.TourOffered
		if tour {
			s.tour = app.TourBegun
		}
		_, err := s.screens(ctx) // a demo has no copies
		return err
	}
	return s.demoList(ctx)
}

// demoList prints the ranked list of the first citizen with reasons and questions, and how to go on.
func (s *session) demoList(ctx context.Context) error {
	q := schema.Query{Order: orderBy("ref"), Limit: 1}
	people, err := service.All[model.Citizen](ctx, s.Service.Store, "citizen", q)
	if err != nil {
		return err
	}
	if len(people) == 0 {
		return model.NewError(model.NotFound, "err.cli.none.citizen", nil)
	}
	m, err := s.Service.Match(ctx, service.MatchQuery{CitizenID: people[0].ID, Limit: 10})
	if err != nil {
		return err
	}
	if s.json {
		return s.printRanking(m)
	}
	s.out.line(s.T("cli.demo.for", "who", people[0].Name(), "ref", people[0].Ref, "goal", m.GoalWords()))
	s.printReading(m)
	s.out.line("")
	s.out.aligned(s.shortRanking(m))
	for i := range min(len(m.Rows), reasonsFor) {
		s.out.line("")
		s.out.line(fmt.Sprintf("%d. %s", i+1, m.Name(m.Rows[i])))
		s.printReasons("", m.Rows[i])
	}
	s.out.line("")
	s.notef("%s", s.words.MatchNote(m))
	s.note("cli.demo.next")
	return nil
}

// initOptions are the options of `init`.
type initOptions struct {
	consultant model.Consultant
	language   string
	demo       bool
}

func initCommand() command {
	o := &initOptions{}
	return command{
		name: "init", args: exactly(0), batch: noBatch, json: []string{"path", "seq", "demo"}, offline: o.run,
		flags: []flag{
			option(&o.consultant.Name, "name", "", "cli.flag.name"),
			option(&o.consultant.Initials, "initials", "", "cli.flag.initials"),
			option(&o.consultant.Team, "team", "", "cli.flag.team"),
			option(&o.language, "language", "", "cli.flag.language"),
			option(&o.demo, "demo", false, "cli.flag.demo"),
		},
	}
}

// run makes a database and writes who the user is. Everything is checked before there is a file.
func (o *initOptions) run(ctx context.Context, r *root, _ []string) error {
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	o.consultant.Login = r.env.Login
	cs, err := o.firstRows()
	if err != nil {
		return err
	}
	if err := o.requireFree(r); err != nil {
		return err
	}
	state, err := r.env.Databases.Inspect(ctx, path)
	if err != nil {
		return err
	}
	if state.Exists {
		return model.NewError(model.Conflict, "err.store.exists", model.Args{"path": path})
	}
	s, err := o.makeDatabase(ctx, r, path)
	if err != nil {
		return err
	}
	defer s.Close()
	var seq int64
	if len(cs.Changes) > 0 {
		got, err := s.Service.Store.Apply(ctx, cs)
		if err != nil {
			return err
		}
		seq = got.Seq
	}
	if r.json {
		return r.out.json(object{{"path", path}, {"seq", seq}, {"demo", o.demo}})
	}
	r.note("cli.init.done", "path", path)
	if o.consultant.Name == "" && !o.demo {
		r.note("cli.init.who")
	}
	return nil
}

func (o *initOptions) makeDatabase(ctx context.Context, r *root, path string) (*session, error) {
	if !o.demo {
		return r.makeSealed(ctx, path)
	}
	db, err := r.makeDemo(ctx, path)
	if err != nil {
		return nil, err
	}
	return r.startSession(ctx, db)
}

// requireFree refuses initials that somebody of the demo data has.
func (o *initOptions) requireFree(r *root) error {
	now, err := r.clock()
	if err != nil || !o.demo || o.consultant.Initials == "" {
		return err
	}
	for _, cs := range r.env.Databases.DemoWorld(model.DateOf(now())) {
		for _, c := range cs.Changes {
			if e, ok := c.After.(*model.Consultant); ok && strings.EqualFold(e.Initials, o.consultant.Initials) {
				return withType(typeNamed("consultant"), model.NewError(model.Invalid,
					"err.store.taken.consultant.initials",
					model.Args{"initials": e.Initials, "name": e.Name}).WithField("initials"))
			}
		}
	}
	return nil
}

// firstRows are the rows of a new database: the consultant and the language, where they are named.
func (o *initOptions) firstRows() (model.ChangeSet, error) {
	cs := model.ChangeSet{Action: "init"}
	if c := &o.consultant; c.Name != "" || c.Initials != "" || c.Team != "" {
		if err := schema.Validate(c); err != nil {
			return cs, withType(typeNamed("consultant"), err)
		}
		cs.Changes = append(cs.Changes, model.Add(c))
	}
	if o.language != "" {
		c, ok := lang.ParseCode(o.language)
		if !ok {
			return cs, model.NewError(model.Usage, "err.cli.lang", model.Args{"value": o.language})
		}
		set := &model.Setting{Value: string(c)}
		set.ID = "language"
		cs.Changes = append(cs.Changes, model.Add(set))
	}
	return cs, nil
}
