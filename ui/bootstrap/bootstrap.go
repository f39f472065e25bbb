// Package bootstrap builds the dependencies: it opens the store and makes a session from it. Besides main and the test
// driver it is the only package that may import every other, and it makes no decisions.
package bootstrap

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"jobspor/data/demo"
	"jobspor/data/importer"
	"jobspor/data/reference/occupations"
	"jobspor/data/reference/postcodes"
	"jobspor/data/store"
	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// Database is an open store with its service session.
type Database struct {
	Store   *store.Store
	Service *service.Session
	end     func() // of the subscription that keeps the snapshot and Today as new as the rows
}

// Open opens or creates the database and starts a session on it. who names the consultant by initials or ID; "" finds
// the one with this login name.
func Open(ctx context.Context, path string, o store.Options, who, login string) (*Database, error) {
	return (*Linkers)(nil).Open(ctx, path, o, who, login)
}

// Open is the function Open with the linker that l has.
func (l *Linkers) Open(ctx context.Context, path string, o store.Options, who, login string) (*Database, error) {
	st, err := store.Open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	setGCPercent()
	s := &Database{Store: st, Service: l.session(st, login)}
	s.end = st.Subscribe(s.Service.OnChange)
	s.Service.Locker = locker{st, s.Service}
	switch f := st.Known().Found; {
	case f != nil:
		s.Service.Alarm = f.Error()
	case st.Weak():
		s.Service.Alarm = model.NewError(model.Locked, "err.passphrase.cheap", nil)
	}
	s.Service.Waiting, s.Service.Ages, s.Service.Clock = st, st, st.Clock
	s.Service.Unanswered = st.Waits
	if kind := st.Share(); kind != "" {
		s.Service.Notices = append(s.Service.Notices, model.NewError("", "notice.share", model.Args{"kind": kind}))
	}
	if err := errors.Join(s.resolveConsultant(ctx, who, login), s.Service.RecallLooks(ctx),
		s.logRestored(ctx)); err != nil {
		st.Close()
		return nil, err
	}
	return s, nil
}

// session is a session on an open store, not yet anybody's.
func (l *Linkers) session(st *store.Store, login string) *service.Session {
	s := &service.Session{
		Store: st, Files: files{}, Now: st.Now, Demo: st.Info().Demo, Importer: importReader{store: st},
		Login: login, DemoWorld: demo.ChangeSets,
		RuleSource: newRuleSource(), ProgrammeSource: programmeSource{}, MailSource: mailSource{},
		Register: registerSource{importReader{store: st}}, Towns: towns{st},
		Snapshots: service.NewSnapshotCache(st, func(ctx context.Context) (matching.Options, error) {
			return l.options(ctx, st)
		}),
	}
	copies := newBackups(st, s.Actor)
	s.Backups, s.Damages, s.Eraser = copies, damages{st, copies.dir}, eraser{st, copies.dir, s.Actor}
	s.Database = databaseInfo{st, s.Actor}
	return s
}

// together runs work with a session whose changes are written as one, see store.Store.Together.
func (l *Linkers) together(
	ctx context.Context, s *Database, as model.ChangeSet, try bool,
	work func(context.Context, *service.Session) error,
) (model.Receipt, error) {
	return s.Store.Together(ctx, as, try, func(ctx context.Context, in *store.Store) error {
		d := l.session(in, s.Service.Login)
		defer d.Snapshots.Close()
		d.Backups, d.Database, d.Folder = s.Service.Backups, s.Service.Database, s.Service.Folder
		d.Damages = s.Service.Damages
		d.Importer = s.Service.Importer.(importReader).on(in)
		d.SetConsultant(s.Service.Consultant())
		d.EnforceAs(s.Service)
		in.Subscribe(d.OnChange)
		return work(ctx, d)
	})
}

// Close ends the use of the database.
func (s *Database) Close() error {
	s.end()
	s.Service.Snapshots.Close()
	return s.Store.Close()
}

// resolveConsultant finds the consultant of the session.
func (s *Database) resolveConsultant(ctx context.Context, who, login string) error {
	all, err := service.All[model.Consultant](ctx, s.Store, "consultant", schema.Query{})
	if err != nil {
		return err
	}
	if c := consultantOf(all, who, login); c != nil {
		s.Service.SetConsultant(c)
		return nil
	}
	damaged, err := s.Store.DamagedOf(ctx, "consultant")
	if err != nil {
		return err
	}
	if who != "" && len(damaged) == 0 {
		return model.NewError(model.NotFound, "err.who", model.Args{"value": who})
	}
	for _, bad := range damaged { // whoever is none of them reads, and writing says what to do
		c, err := s.damagedConsultant(ctx, bad, who)
		if err != nil || c != nil {
			s.Service.SetConsultant(c)
			return err
		}
	}
	if s.Service.Demo && len(all) > 0 {
		s.Service.SetConsultant(all[0])
		if i := slices.IndexFunc(all, func(c *model.Consultant) bool {
			return c.ID == demo.ID("consultant", demo.Mette)
		}); i >= 0 {
			s.Service.SetConsultant(all[i])
		}
	}
	return nil
}

// consultantOf is the consultant with initials or an ID, else with a login; nil for none.
func consultantOf(all []*model.Consultant, who, login string) *model.Consultant {
	for _, c := range all {
		if who != "" && (strings.EqualFold(c.Initials, who) || c.ID == who) ||
			who == "" && login != "" && c.Login == login && !c.Inactive {
			return c
		}
	}
	return nil
}

// logRestored makes the entry of the log of the restore that brought this file here.
func (s *Database) logRestored(ctx context.Context) error {
	r, err := s.Store.Restored(ctx)
	if r == nil || err != nil {
		return err
	}
	all, err := service.All[model.Consultant](ctx, s.Store, "consultant", schema.Query{})
	if err != nil {
		return err
	}
	actor := ""
	if c := consultantOf(all, r.Who, r.Login); c != nil {
		actor = c.ID
	}
	return s.Store.LogRestored(ctx, actor, *r)
}

// damagedConsultant stands in for a damaged consultant who is named by ID, or by the initials that can still be read:
// what is written gets that ID. It gives nil for anybody else.
func (s *Database) damagedConsultant(ctx context.Context, bad model.Damaged, who string) (*model.Consultant, error) {
	if who == "" {
		return nil, nil
	}
	left, err := s.Store.Remains(ctx, bad.Type, bad.ID)
	if err != nil {
		return nil, err
	}
	initials := left.(*model.Consultant).Initials
	if bad.ID != who && !strings.EqualFold(initials, who) {
		return nil, nil
	}
	c := service.StandIn(bad).(*model.Consultant)
	c.Initials = cmp.Or(initials, bad.ID)
	return c, nil
}

// Poll asks for other programs' changes and passes them on.
func (s *Database) Poll(ctx context.Context, onChange func(model.Changed)) error {
	found, err := s.Store.Poll(ctx)
	for _, c := range found {
		s.Service.OnChange(c)
		onChange(c)
	}
	return err
}

// Language reads the language and the replaced terms from the settings; fallback is the terminal's language.
func Language(ctx context.Context, st *store.Store, fallback lang.Code) (*lang.Lang, error) {
	code := fallback
	set, err := st.Setting(ctx, "language")
	if err != nil {
		return nil, err
	}
	if c, ok := lang.ParseCode(set); ok && set != "" {
		code = c
	}
	terms := map[string]string{}
	for _, t := range []string{"borger", "kommune"} {
		word, err := st.Setting(ctx, "term."+t)
		if err != nil {
			return nil, err
		}
		if word != "" {
			terms[t] = word
		}
	}
	return lang.New(code).With(terms), nil
}

// Options reads what the matcher needs besides rows: the lexicon with loaded vocabularies and local words, and the
// positions of postcodes; without r only what is built in.
func Options(ctx context.Context, r service.Reader) (matching.Options, error) {
	return (*Linkers)(nil).options(ctx, r)
}

func (l *Linkers) options(ctx context.Context, r service.Reader) (matching.Options, error) {
	know, words, only, err := l.knowledge(ctx, r)
	if err != nil {
		return matching.Options{}, err
	}
	table, err := Postcodes(ctx, r)
	if err != nil {
		return matching.Options{}, err
	}
	linker := l.of(know, words, only)
	places := matching.Places{Index: table.Index}
	for i := range table.Len() {
		p := table.At(uint16(i))
		places.Lat, places.Lon = append(places.Lat, p.Lat), append(places.Lon, p.Lon)
	}
	out, err := Trades()
	if err != nil {
		return matching.Options{}, err
	}
	out.Places, out.Occupations, out.Linker, out.Splitter = places, know.Lexicon, linker, linker.splitter
	if out.Reader, err = linker.reader(know.Lexicon); err != nil {
		return matching.Options{}, err
	}
	return out, nil
}

// towns knows the towns of postcodes from the table of a database.
type towns struct{ reader service.Reader }

func (t towns) Town(ctx context.Context, postcode string) (string, error) {
	table, err := Postcodes(ctx, t.reader)
	if err != nil {
		return "", err
	}
	place, _ := table.Find(postcode)
	return place.Town, nil
}

// Postcodes returns the imported table, or the built-in one when there is none, or nothing to read from.
func Postcodes(ctx context.Context, r service.Reader) (*postcodes.Table, error) {
	if r == nil {
		return postcodes.Load()
	}
	ref, err := service.One[model.Reference](ctx, r, "reference", "postcodes")
	if service.IsAbsent(err) {
		return postcodes.Load()
	}
	if err != nil {
		return nil, err
	}
	return postcodes.Parse(strings.NewReader(ref.Data), ref.Source)
}

// Knowledge returns the linker's lexicon: local words first, then the built-in, then loaded vocabularies.
func Knowledge(ctx context.Context, r service.Reader) (occupation.Knowledge, error) {
	know, _, _, err := (*Linkers)(nil).knowledge(ctx, r)
	if err != nil {
		return know, err
	}
	know.Units, err = units()
	return know, err
}

// knowledge is Knowledge without the unit groups, which only count where something else than the lexicon is linked to.
// It also returns the local words, and whether there is no loaded vocabulary.
func (l *Linkers) knowledge(
	ctx context.Context, r service.Reader,
) (know occupation.Knowledge, words string, only bool, err error) {
	know, err = l.builtin()
	if err != nil || r == nil {
		return know, "", true, err
	}
	local, err := service.All[model.LocalWord](ctx, r, "word", schema.Query{})
	if err != nil {
		return know, "", false, err
	}
	know.Lexicon = withLocal(know.Lexicon, local)
	for _, w := range local {
		words += w.Word + "\n" + w.Means + "\n"
	}
	only = true
	refs, err := service.All[model.Reference](ctx, r, "reference", schema.Query{})
	if err != nil {
		return know, "", false, err
	}
	for _, ref := range refs {
		if strings.HasPrefix(ref.ID, "occupations") {
			loaded, err := importer.ParseOccupations(ref.Data)
			if err != nil {
				return know, "", false, err
			}
			know.Lexicon = append(know.Lexicon, loaded...)
			only = false
		}
	}
	return know, words, only, nil
}

// builtin reads the lexicon and the thesaurus.
func builtin() (occupation.Knowledge, error) {
	lexicon, err := occupations.Load()
	if err != nil {
		return occupation.Knowledge{}, err
	}
	th, err := occupations.LoadThesaurus()
	if err != nil {
		return occupation.Knowledge{}, err
	}
	know := thesaurus(th)
	know.Lexicon = lexicon
	return know, nil
}

// units reads the unit groups.
func units() ([]occupation.Unit, error) {
	list, err := occupations.LoadUnits()
	if err != nil {
		return nil, err
	}
	out := make([]occupation.Unit, len(list))
	for i, u := range list {
		out[i] = occupation.Unit{Code: u.Code, Title: u.Title}
		for _, t := range u.Terms {
			out[i].Words = append(out[i].Words, occupation.Term{Word: t.Word, Near: t.Strength == occupations.Near})
		}
	}
	return out, nil
}

// thesaurus converts the reference data into the linker's types; the two packages do not depend on each other.
func thesaurus(th occupations.Thesaurus) occupation.Knowledge {
	k := occupation.Knowledge{Negations: th.Negations, Affirmed: th.Affirmed, Wishes: th.Wishes}
	for _, s := range th.Spoken {
		k.Spoken = append(k.Spoken, occupation.Spoken(s))
	}
	for _, g := range th.Groups {
		var group occupation.Group
		for _, t := range g {
			group = append(group, occupation.Term{Word: t.Word, Near: t.Strength == occupations.Near})
		}
		k.Groups = append(k.Groups, group)
	}
	for _, r := range th.Relations {
		rel := occupation.Relation{Kind: occupation.RelationKind(r.Kind), From: r.From}
		for _, t := range r.To {
			rel.To = append(rel.To, occupation.Term{Word: t.Word, Near: t.Strength == occupations.Near})
		}
		k.Relations = append(k.Relations, rel)
	}
	for _, h := range th.WeakHeads {
		k.WeakHeads = append(k.WeakHeads, h.Word)
	}
	for _, c := range th.Conditions {
		k.Conditions = append(k.Conditions, occupation.Condition{
			Phrase: c.Phrase, Bare: c.Bare, Avoid: c.Avoid, Seek: c.Seek, Time: string(c.Time),
		})
	}
	return k
}

// withLocal adds a municipality's own words at the front. A word that means an occupation of the lexicon becomes one of
// its names; any other becomes its own occupation.
func withLocal(lexicon []model.Occupation, local []*model.LocalWord) []model.Occupation {
	var front []model.Occupation
	for _, w := range local {
		o := model.Occupation{ID: "local:" + w.Word, Label: w.Means, Synonyms: []string{w.Word}, Source: "local"}
		for _, known := range lexicon {
			if strings.EqualFold(known.Label, w.Means) || hasFold(known.Synonyms, w.Means) {
				o = known
				o.ID, o.Source = "local:"+w.Word, "local"
				o.Synonyms = append([]string{w.Word}, known.Synonyms...)
				break
			}
		}
		front = append(front, o)
	}
	return append(front, lexicon...)
}

func hasFold(list []string, s string) bool {
	for _, v := range list {
		if strings.EqualFold(v, s) {
			return true
		}
	}
	return false
}

// Clock is a clock that can be set, for demonstrations and tests.
func Clock(day model.Date) func() time.Time {
	return func() time.Time { return day.Time().Add(9 * time.Hour) }
}

// Folder is where exports without a path go: the working directory.
func Folder(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	return abs
}

// gcPercent is the garbage that the collector may leave, in percent of the live heap. Nearly all memory is one snapshot
// that lives as long as the program; with Go's default of 100 the program would need twice its size. A hard limit in
// bytes was tried and made imports take twice as long.
const gcPercent = 60

// setGCPercent limits memory use on a consultant's laptop. A GOGC in the environment takes precedence.
func setGCPercent() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}
