package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/app"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// runInterface opens the screens. Where there is no database yet, one is made first; who the user is and what to begin with
// is then asked on the first screen.
func (r *root) runInterface(ctx context.Context, _ []string) error {
	if r.json {
		return model.NewError(model.Usage, "err.cli.json.interface", nil)
	}
	if !r.env.Terminal.In || !r.env.Terminal.Out {
		return model.NewError(model.Usage, "err.cli.noterminal", nil)
	}
	s, err := r.openOrMake(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	kept := make(chan struct{})
	go func() { // the day's copy is made beside the first screen, not before it
		defer close(kept)
		_ = s.Daily(ctx)
	}()
	err = s.screens(ctx)
	<-kept
	return err
}

func (r *root) openOrMake(ctx context.Context) (*session, error) {
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
	r.tell("cli.first", "path", path)
	return r.make(ctx, path)
}

// make makes a sealed database.
func (r *root) make(ctx context.Context, path string) (*session, error) {
	how, err := r.openOptions()
	if err != nil {
		return nil, err
	}
	how.Create, how.Who = true, ""
	if how.Passphrase, err = r.newPassphrase(ctx); err != nil {
		return nil, err
	}
	ses, err := r.env.Databases.Open(ctx, path, how)
	if err != nil {
		return nil, err
	}
	return r.startSession(ctx, ses)
}

// screens runs the terminal program until the person leaves it.
func (s *session) screens(ctx context.Context) error {
	s.Service.Folder, _ = filepath.Abs(".")
	var p *tea.Program
	send := func(m tea.Msg) { p.Send(m) }
	utf := runtime.GOOS == "windows" || strings.Contains(strings.ToUpper(s.env.Getenv("LC_ALL")+s.env.Getenv("LC_CTYPE")+s.env.Getenv("LANG")), "UTF")
	a := app.New(ctx, app.Options{
		Service: s.Service, Lang: s.words.Lang, Send: send,
		Theme:    app.Colours(true, colorprofile.Detect(s.env.Out, os.Environ()), s.env.Getenv("NO_COLOR") != "", !utf),
		Language: func(ctx context.Context) (*lang.Lang, error) { return s.Language(ctx, s.words.Code()) },
		Poll: func(ctx context.Context) error {
			return s.Poll(ctx, func(c model.Changed) { send(c) })
		},
	})
	defer a.Close()
	p = tea.NewProgram(a, tea.WithContext(ctx), tea.WithInput(s.env.In), tea.WithOutput(s.env.Out), tea.WithoutSignalHandler())
	switch _, err := p.Run(); {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return model.NewError(model.Cancelled, "err.cli.closed", nil).WithCause(err)
	default:
		return model.NewError(model.Internal, "err.cli.screen", nil).WithCause(err)
	}
}

func (r *root) newDemo() *cobra.Command {
	return says(r.new("demo", between(0, 0), r.runDemo), "rank", "company", "company_id", "town", "travel", "score", "ask", "task", "reasons", "questions")
}

// runDemo shows the program on invented people, in a database of its own that goes away afterwards. Without a terminal
// it prints what the screens would begin with.
func (r *root) runDemo(ctx context.Context, _ []string) (err error) {
	dir, err := os.MkdirTemp("", "jobspor-demo-")
	if err != nil {
		return model.NewError(model.Internal, "err.cli.temp", nil).WithCause(err)
	}
	defer os.RemoveAll(dir)
	how, err := r.openOptions()
	if err != nil {
		return err
	}
	how.Create, how.Demo, how.Who = true, true, ""
	ses, err := r.env.Databases.Open(ctx, filepath.Join(dir, "demo.db"), how)
	if err != nil {
		return err
	}
	for _, cs := range r.env.Databases.DemoWorld(model.DateOf(how.Now())) {
		if _, err := ses.Service.Store.Apply(ctx, cs); err != nil {
			ses.Close()
			return err
		}
	}
	ses.Close() // opened again as anybody would, so that the consultant is known
	how.Create, how.Demo, how.OwnDemo, how.Who = false, false, true, r.as
	if ses, err = r.env.Databases.Open(ctx, filepath.Join(dir, "demo.db"), how); err != nil {
		return err
	}
	s, err := r.startSession(ctx, ses)
	if err != nil {
		return err
	}
	defer s.Close()
	r.tell("cli.demo.temporary")
	if r.env.Terminal.In && r.env.Terminal.Out && !r.json {
		return s.screens(ctx)
	}
	return s.demoList(ctx)
}

// demoList prints the ranked list of the first citizen with reasons and questions, and how to go on.
func (s *session) demoList(ctx context.Context) error {
	people, err := service.All[model.Citizen](ctx, s.Service.Store, "citizen", schema.Query{Order: by("ref"), Limit: 1})
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
		return s.ranking(m)
	}
	s.out.line(s.T("cli.demo.for", "who", people[0].Name(), "ref", people[0].Ref, "goal", m.GoalWords()))
	s.readAs(m.Ranking)
	s.out.line("")
	s.out.aligned(s.shortRanking(m))
	for i := range min(len(m.Rows), reasonsFor) {
		s.out.line("")
		s.out.line(fmt.Sprintf("%d. %s", i+1, m.Name(m.Rows[i])))
		s.reasons("", m.Rows[i])
	}
	s.out.line("")
	s.say("%s", s.words.MatchNote(m))
	s.tell("cli.demo.next")
	return nil
}

func (r *root) newInit() *cobra.Command {
	var who model.Consultant
	language := ""
	demo := false
	c := r.new("init", between(0, 0), func(ctx context.Context, _ []string) error { return r.runInit(ctx, who, language, demo) })
	c.Flags().StringVar(&who.Name, "name", "", "")
	c.Flags().StringVar(&who.Initials, "initials", "", "")
	c.Flags().StringVar(&who.Team, "team", "", "")
	c.Flags().StringVar(&language, "language", "", "")
	c.Flags().BoolVar(&demo, "demo", false, "")
	return says(c, "path", "seq", "demo")
}

// runInit makes a database and writes who the user is. Everything is checked before there is a file.
func (r *root) runInit(ctx context.Context, who model.Consultant, language string, demo bool) error {
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	who.Login = r.env.Login
	cs, err := r.firstRows(&who, language)
	if err != nil {
		return err
	}
	state, err := r.env.Databases.Inspect(ctx, path)
	if err != nil {
		return err
	}
	if state.Exists {
		return model.NewError(model.Conflict, "err.store.exists", model.Args{"path": path})
	}
	var s *session
	if demo {
		s, err = r.makeDemo(ctx, path)
	} else {
		s, err = r.make(ctx, path)
	}
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
		return r.out.json(object{{"path", path}, {"seq", seq}, {"demo", demo}})
	}
	r.tell("cli.init.done", "path", path)
	if who.Name == "" && !demo {
		r.tell("cli.init.who")
	}
	return nil
}

func (r *root) firstRows(who *model.Consultant, language string) (model.ChangeSet, error) {
	cs := model.ChangeSet{Action: "init"}
	if who.Name != "" || who.Initials != "" || who.Team != "" {
		if err := schema.Validate(who); err != nil {
			return cs, about(typeNamed("consultant"), err)
		}
		cs.Changes = append(cs.Changes, model.Add(who))
	}
	if language != "" {
		c, ok := lang.ParseCode(language)
		if !ok {
			return cs, model.NewError(model.Usage, "err.cli.lang", model.Args{"value": language})
		}
		set := &model.Setting{Value: string(c)}
		set.ID = "language"
		cs.Changes = append(cs.Changes, model.Add(set))
	}
	return cs, nil
}

// makeDemo makes a database of invented people that stays.
func (r *root) makeDemo(ctx context.Context, path string) (*session, error) {
	how, err := r.openOptions()
	if err != nil {
		return nil, err
	}
	how.Create, how.Demo, how.Who = true, true, ""
	ses, err := r.env.Databases.Open(ctx, path, how)
	if err != nil {
		return nil, err
	}
	for _, cs := range r.env.Databases.DemoWorld(model.DateOf(how.Now())) {
		if _, err := ses.Service.Store.Apply(ctx, cs); err != nil {
			ses.Close()
			return nil, err
		}
	}
	return r.startSession(ctx, ses)
}

// dropColumns leaves out columns that help only programs.
func dropColumns(t table, keys ...string) table {
	out := table{empty: t.empty, more: t.more, whole: t.whole, rows: make([][]cell, len(t.rows))}
	for i, c := range t.cols {
		drop := false
		for _, k := range keys {
			drop = drop || c.key == k
		}
		if drop {
			continue
		}
		out.cols = append(out.cols, c)
		for r, row := range t.rows {
			out.rows[r] = append(out.rows[r], row[i])
		}
	}
	return out
}
