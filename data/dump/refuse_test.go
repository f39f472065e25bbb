package dump_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"filippo.io/age"

	"jobspor/data/dump"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// resealed gives changed lines an end that fits them, as somebody who edits a dump by hand would.
func resealed(lines []string) []byte {
	text := strings.Join(lines[:len(lines)-1], "\n") + "\n"
	sum := sha256.Sum256([]byte(text))
	return fmt.Appendf([]byte(text), `{"type":"end","lines":%d,"sha256":"%s"}`+"\n", len(lines)-1,
		hex.EncodeToString(sum[:]))
}

// empty is a database for loads that are refused.
func empty(t *testing.T) *store.Store {
	to := database(t, t.TempDir())
	t.Cleanup(func() { to.Close() })
	return to
}

// refused loads into an empty database, which must stay empty, and gives the line and the error.
func refused(t *testing.T, to *store.Store, text []byte, keys dump.Keys) (int, *model.Error) {
	t.Helper()
	_, err := load(to, text, keys)
	var e *model.Error
	if !errors.As(err, &e) {
		t.Fatalf("loaded, or no error that can be shown: %v", err)
	}
	if err := to.CheckEmpty(ctx); err != nil {
		t.Errorf("something was written: %v", err)
	}
	var at *dump.LineError
	if errors.As(err, &at) {
		return at.Line, e
	}
	return 0, e
}

// small is a database with a few rows and its dump, split into lines.
func small(t testing.TB) []string {
	t.Helper()
	s := database(t, t.TempDir())
	defer s.Close()
	company := &model.Company{Head: model.Head{ID: model.NewID()}, Name: "Café", Status: "active"}
	citizen := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: "Anna", Status: "active"}
	contact := &model.Contact{CompanyID: company.ID, CitizenID: citizen.ID, On: today, How: "call", Outcome: "reached"}
	for _, e := range []model.Entity{company, citizen, contact} {
		if _, err := s.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{model.Add(e)}}); err != nil {
			t.Fatal(err)
		}
	}
	return strings.SplitAfter(strings.TrimSuffix(string(plain(t, s)), "\n"), "\n")
}

func trimmed(lines []string) []string {
	var out []string
	for _, l := range lines {
		out = append(out, strings.TrimSuffix(l, "\n"))
	}
	return out
}

// TestWhatIsRefused changes one line each time; the digest fits, so that the line itself is judged.
func TestWhatIsRefused(t *testing.T) {
	lines, to := trimmed(small(t)), empty(t)
	// 1 header, 2 number, 3 company, 4 citizen, 5 contact, then three entries with a line each, 12 the end.
	if len(lines) != 12 {
		t.Fatalf("%d lines:\n%s", len(lines), strings.Join(lines, "\n"))
	}
	for _, c := range []struct {
		name, from, to string
		change, line   int // what is changed, and the line that is named; counted from 1
		key            string
	}{
		{"unknown type", `"type":"company"`, `"type":"firm"`, 3, 3, "err.load.type"},
		{"unknown field", `"name":`, `"nickname":`, 3, 3, "err.load.field"},
		{"unknown member", `"version":1`, `"version":1,"more":2`, 3, 3, "err.load.json"},
		{"no JSON", `{`, `(`, 3, 3, "err.load.json"},
		{"two objects", `}}`, `}} {}`, 3, 3, "err.load.json"},
		{"a rule is broken", `"Café"`, `""`, 3, 3, "err.required"},
		{"a CPR number", `"Café"`, `"Café 010190-1234"`, 3, 3, "err.cpr"},
		{"version", `"version":1`, `"version":0`, 3, 3, "err.load.row"},
		{"missing company", `"company":"`, `"company":"z`, 5, 5, "err.load.missing"},
		{"number not given", `"ref":"B-0001"`, `"ref":"B-0002"`, 4, 4, "err.load.ref"},
		{"number of another kind", `"ref":"B-0001"`, `"ref":"F-0001"`, 4, 4, "err.load.ref"},
		{"number of what has none", `"of":"citizen"`, `"of":"company"`, 2, 2, "err.load.number"},
		{"kind of entry", `"kind":"change"`, `"kind":"rumour"`, 6, 6, "err.load.entry"},
		{"time of entry", `"at":"2026-`, `"at":"26-`, 6, 6, "err.load.entry"},
		{"place of entry", `"seq":2`, `"seq":1`, 8, 8, "err.load.entry"},
		{"after another entry", `"seq":2`, `"after":0,"seq":2`, 8, 8, "err.load.entry"},
		{"after itself", `"seq":2`, `"after":2,"seq":2`, 8, 8, "err.load.entry"},
		{"add with a before", `"op":"add"`, `"op":"add","version":1,"fields":{}`, 7, 7, "err.load.line"},
		{"edit without a before", `"op":"add"`, `"op":"edit"`, 7, 7, "err.load.line"},
		{"operation", `"op":"add"`, `"op":"steal"`, 7, 7, "err.load.line"},
		{"a CPR number in an entry", `"action":"x"`, `"action":"x","args":{"reason":"hos 010190-1234"}`, 6, 6, "err.load.cpr"},
		{"a CPR number deep in an entry", `"action":"x"`, `"action":"x","args":{"a":[{"b":["010190-1234"]}]}`, 6, 6,
			"err.load.cpr"},
		{"a CPR number as an action", `"action":"x"`, `"action":"010190-1234"`, 6, 6, "err.load.cpr"},
		{"a CPR number as an actor", `"actor":""`, `"actor":"010190-1234"`, 6, 6, "err.load.cpr"},
		{"a CPR number before a change", `"op":"add"`, `"op":"edit","version":1,"fields":{"note":"hos 010190-1234"}`, 7, 7,
			"err.load.cpr"},
		{"ten digits before a change", `"op":"add"`, `"op":"edit","version":1,"fields":{"note":"hos 0101901234"}`, 7, 0,
			"err.load.cpr"},
		{"ten digits in a row", `"Café"`, `"Café 0101901234"`, 3, 3, "err.cpr"},
		{"an ID with signs", `"op":"add","of":"company","id":"`, `"op":"add","of":"company","id":"\u001b`, 7, 7,
			"err.load.row"},
		{"undone by nothing", `"count":1`, `"undone_by":99,"count":1`, 6, 0, "err.load.undo"},
		{"count of the header", `"company":1`, `"company":2`, 1, 12, "err.load.counts"},
		{"newer format", `"version":1`, `"version":2`, 1, 0, "err.load.newer"},
		{"newer schema", `"schema":`, `"schema":9`, 1, 0, "err.load.newer"},
		{"another format", `jobspor-dump`, `other`, 1, 0, "err.load.format"},
	} {
		changed := append([]string{}, lines...)
		was := changed[c.change-1]
		if changed[c.change-1] = strings.Replace(was, c.from, c.to, 1); changed[c.change-1] == was {
			t.Errorf("%s: nothing was changed in %s", c.name, was)
			continue
		}
		line, e := refused(t, to, resealed(changed), dump.Keys{})
		if line != c.line || e.Key != c.key {
			t.Errorf("%s: line %d, %s, want line %d, %s", c.name, line, e.Key, c.line, c.key)
		}
	}
}

// TestOrderAndDoubles: lines that stand twice or elsewhere are refused.
func TestOrderAndDoubles(t *testing.T) {
	lines, to := trimmed(small(t)), empty(t)
	for _, c := range []struct {
		order []int
		line  int
		key   string
	}{
		{[]int{1, 2, 3, 3, 4}, 4, "err.load.twice"},
		{[]int{1, 2, 2}, 3, "err.load.twice"},
		{[]int{1, 2, 4, 3}, 4, "err.load.order"},
		{[]int{1, 2, 3, 4, 5, 6, 7, 7}, 8, "err.load.twice"},
		{[]int{1, 2, 3, 7}, 4, "err.load.line"},
		{[]int{2, 1}, 0, "err.load.format"},
		{[]int{1, 2, 3, 1}, 4, "err.load.type"},
	} {
		var changed []string
		for _, n := range c.order {
			changed = append(changed, lines[n-1])
		}
		line, e := refused(t, to, resealed(append(changed, "")), dump.Keys{})
		if line != c.line || e.Key != c.key {
			t.Errorf("%v: line %d, %s, want line %d, %s", c.order, line, e.Key, c.line, c.key)
		}
	}
}

// TestCutFileIsRefused cuts the dump after every byte of its last lines and at every line.
func TestCutFileIsRefused(t *testing.T) {
	text := []byte(strings.Join(small(t), "") + "\n")
	to, cuts := empty(t), []int{0, 1}
	for i, c := range text {
		if c == '\n' || i > len(text)-40 {
			cuts = append(cuts, i)
		}
	}
	for _, n := range cuts {
		if _, e := refused(t, to, text[:n], dump.Keys{}); e.Key != "err.load.cut" &&
			(n > 1 || e.Key != "err.load.format") {
			t.Errorf("cut after %d of %d bytes: %s", n, len(text), e.Key)
		}
	}
	if _, e := refused(t, to, append(bytes.Clone(text), '\n'), dump.Keys{}); e.Key != "err.load.after" {
		t.Errorf("a line after the end: %s", e.Key)
	}
	changed := bytes.Replace(text, []byte("Anna"), []byte("Anne"), 1)
	if _, e := refused(t, to, changed, dump.Keys{}); e.Key != "err.load.digest" {
		t.Errorf("a changed letter: %s", e.Key)
	}
}

// sealedWith writes a dump under a protection.
func sealedWith(t *testing.T, text string, seal dump.Seal) []byte {
	t.Helper()
	var out bytes.Buffer
	seal.WorkFactor = 4
	w, err := seal.Writer(&out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func phrase(text string) dump.Keys {
	return dump.Keys{Passphrase: func() ([]byte, error) { return []byte(text), nil }}
}

func TestSealed(t *testing.T) {
	text := strings.Join(small(t), "") + "\n"
	mine, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	other, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	byPhrase := sealedWith(t, text, dump.Seal{Passphrase: []byte("en anden sætning")})
	byKey := sealedWith(t, text, dump.Seal{Recipients: []string{mine.Recipient().String()}})
	to := empty(t)
	for name, sealed := range map[string][]byte{"passphrase": byPhrase, "key": byKey} {
		if bytes.Contains(sealed, []byte("Anna")) || bytes.Contains(sealed, []byte("jobspor")) {
			t.Errorf("%s: the dump can be read", name)
		}
	}
	for _, c := range []struct {
		name string
		text []byte
		keys dump.Keys
		key  string // "" is loaded
	}{
		{"right passphrase", byPhrase, phrase("en anden sætning"), ""},
		{"wrong passphrase", byPhrase, phrase("en helt anden"), "err.load.locked.passphrase"},
		{"no passphrase", byPhrase, phrase(""), "err.load.passphrase"},
		{"right key", byKey, dump.Keys{Identities: "# min\n" + mine.String() + "\n"}, ""},
		{"wrong key", byKey, dump.Keys{Identities: other.String()}, "err.load.locked.key"},
		{"no key", byKey, dump.Keys{}, "err.load.identity"},
		{"no key file", byKey, dump.Keys{Identities: "hemmeligt"}, "err.load.identity.file"},
		{"something else", []byte("navn;by\nA;B\n"), dump.Keys{}, "err.load.format"},
		{"nothing", nil, dump.Keys{}, "err.load.format"},
	} {
		if c.key != "" {
			if _, e := refused(t, to, c.text, c.keys); e.Key != c.key {
				t.Errorf("%s: %s, want %s", c.name, e.Key, c.key)
			}
			continue
		}
		to := database(t, t.TempDir())
		if r, err := load(to, c.text, c.keys); err != nil || r.Rows() != 3 {
			t.Errorf("%s: %+v, %v", c.name, r, err)
		}
		to.Close()
	}
	for n := range byPhrase { // cuts and changed bytes
		if n%11 != 0 {
			continue
		}
		changed := bytes.Clone(byPhrase)
		changed[n] ^= 1
		refused(t, to, byPhrase[:n], phrase("en anden sætning"))
		refused(t, to, changed, phrase("en anden sætning"))
	}
}

func TestRecipients(t *testing.T) {
	mine, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	got, err := dump.Recipients("# holdet\n\n " + mine.Recipient().String() + "\r\n")
	if err != nil || len(got) != 1 || got[0] != mine.Recipient().String() {
		t.Errorf("got %v, %v", got, err)
	}
	for _, text := range []string{"", "# kun tekst\n", "age1xyz\n", mine.String() + "\n"} {
		if got, err := dump.Recipients(text); model.CodeOf(err) != model.Invalid ||
			strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%d keys, %v", len(got), err)
		}
	}
	for _, s := range []dump.Seal{{}, {Passphrase: []byte("kort")}, {Recipients: []string{"age1nej"}}} {
		if err := s.Check(); model.CodeOf(err) != model.Invalid {
			t.Errorf("%v", err)
		}
	}
}

// TestOnlyAnEmptyDatabaseIsFilled: one row or one entry of the log is too much.
func TestOnlyAnEmptyDatabaseIsFilled(t *testing.T) {
	text := []byte(strings.Join(small(t), "") + "\n")
	for name, fill := range map[string]func(*store.Store) error{
		"a row": func(s *store.Store) error {
			_, err := s.Apply(ctx, model.ChangeSet{Action: "x",
				Changes: []model.Change{model.Add(&model.Company{Name: "Anden", Status: "active"})}})
			return err
		},
		"an entry": func(s *store.Store) error { return s.Exported(ctx, "", "x", nil, nil, 1) },
	} {
		to := database(t, t.TempDir())
		if err := fill(to); err != nil {
			t.Fatal(err)
		}
		before := plain(t, to)
		if _, err := load(to, text, dump.Keys{}); model.CodeOf(err) != model.Conflict {
			t.Errorf("%s: %v, want Conflict", name, err)
		}
		made := regexp.MustCompile(`"made_at":"[^"]*"|"sha256":"[^"]*"`)
		if got := plain(t, to); !bytes.Equal(made.ReplaceAll(got, nil), made.ReplaceAll(before, nil)) {
			t.Errorf("%s: the database changed", name)
		}
		to.Close()
	}
}

// TestStoppedLoadLeavesTheDatabaseEmpty cancels in the middle, and the same file can be loaded after.
func TestStoppedLoadLeavesTheDatabaseEmpty(t *testing.T) {
	text := plain(t, demoWorld(t))
	to := database(t, t.TempDir())
	defer to.Close()
	for _, share := range []int{1, 2, 3} {
		stopping, cancel := context.WithCancel(ctx)
		in := io.MultiReader(bytes.NewReader(text[:len(text)*share/4]), calling(cancel),
			bytes.NewReader(text[len(text)*share/4:]))
		r, err := dump.Open(in, dump.Keys{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Load(stopping, to, store.Loaded{}); model.CodeOf(err) != model.Cancelled {
			t.Errorf("stopped after %d/4: %v", share, err)
		}
		if err := to.CheckEmpty(ctx); err != nil {
			t.Errorf("stopped after %d/4: %v", share, err)
		}
	}
	if _, err := load(to, text, dump.Keys{}); err != nil {
		t.Errorf("load after that: %v", err)
	}
}

// calling is an empty reader that does something when it is reached.
type calling func()

func (c calling) Read([]byte) (int, error) { c(); return 0, io.EOF }

// TestAKnownPNumberGoesOutAndIn: the P-number of a company that stands in a note is no CPR number, in whatever order
// the rows come; and a number in the log that an earlier version let in goes out masked.
func TestAKnownPNumberGoesOutAndIn(t *testing.T) {
	s := database(t, t.TempDir())
	defer s.Close()
	const note = "før 1003456789"
	a := &model.Company{Head: model.Head{ID: "0aaaaaaaaaaa"}, Name: "A", Status: "active", Note: note}
	b := &model.Company{Head: model.Head{ID: "0bbbbbbbbbbb"}, Name: "B", Status: "active", PNumber: "1003456789"}
	later := schema.Clone(a).(*model.Company)
	later.Version, later.Note = 1, "nu 1003456789"
	for _, list := range [][]model.Change{{model.Add(b), model.Add(a)}, {{Before: a, After: later}}} {
		a.Version = 1
		if _, err := s.Apply(ctx, model.ChangeSet{Action: "x", Changes: list}); err != nil {
			t.Fatal(err)
		}
	}
	text := plain(t, s)
	if !strings.Contains(string(text), note) {
		t.Errorf("the note is not in the dump")
	}
	got, err := load(empty(t), text, dump.Keys{})
	if err != nil || got.Unfits != 0 {
		t.Errorf("%v, %d rows that do not fit", err, got.Unfits)
	}
}
