package bootstrap

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/data/demo"
	"jobspor/data/dump"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// dossierWorld is a session on the invented world.
func dossierWorld(t *testing.T) (*service.Session, *store.Store) {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC) }
	path := filepath.Join(t.TempDir(), "d.db")
	s, err := store.Open(context.Background(), path, store.Options{Create: true, Demo: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, cs := range demo.ChangeSets(model.DateOf(now())) {
		if _, err := s.Apply(context.Background(), cs); err != nil {
			t.Fatal(err)
		}
	}
	return &service.Session{Store: s, Now: now}, s
}

func dossierOf(t *testing.T, d *service.Session, citizen string) *service.Dossier {
	t.Helper()
	out, err := d.Dossier(context.Background(), citizen)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func write(t *testing.T, s *store.Store, changes ...model.Change) {
	t.Helper()
	cs := model.ChangeSet{Actor: demo.ID("consultant", demo.Mette), Action: "x", Changes: changes}
	if _, err := s.Apply(context.Background(), cs); err != nil {
		t.Fatal(err)
	}
}

// dossierText is what a dossier says in all formats that people read, and in JSON.
func dossierText(t *testing.T, d *service.Dossier) string {
	t.Helper()
	doc := present.WordsIn(lang.New(lang.English)).DossierDocument(d, model.NewDate(2026, 11, 26))
	var b strings.Builder
	for _, format := range []string{"txt", "md", "json"} {
		data, err := files{}.Render(doc, format)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(data)
	}
	return b.String()
}

// dumpRow is a row of a dump: its ID and the words in quotes.
type dumpRow struct {
	id    string
	words map[string]bool
}

func rowsOf(t *testing.T, text []byte) (rows []dumpRow) {
	t.Helper()
	for line := range strings.Lines(string(text)) {
		var row struct{ Type, ID string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.ID != "" && row.Type != "log_line" {
			words := map[string]bool{}
			for _, w := range strings.Split(line, `"`) {
				words[w] = true
			}
			rows = append(rows, dumpRow{row.ID, words})
		}
	}
	return rows
}

// rowsByText finds, without the field tables, the rows of a dump that name the citizen or a row that does, and no other
// citizen: it is what the dossier must hold.
func rowsByText(rows []dumpRow, citizens []string, subject string) []string {
	mine := []string{subject}
	for grown := true; grown; {
		grown = false
		for _, row := range rows {
			names := func(id string) bool { return row.words[id] }
			other := func(id string) bool { return id != subject && row.words[id] }
			if !slices.Contains(mine, row.id) && slices.ContainsFunc(mine, names) &&
				!slices.ContainsFunc(citizens, other) {
				mine, grown = append(mine, row.id), true
			}
		}
	}
	slices.Sort(mine)
	return mine
}

// TestDossierHoldsEveryRow compares the rows of every citizen with what a search of the whole dump finds, and looks for
// the names of the others.
func TestDossierHoldsEveryRow(t *testing.T) {
	d, s := dossierWorld(t)
	list, err := store.All[model.Citizen](context.Background(), s, schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	write(t, s, model.Add(&model.Snooze{Kind: "start", RowType: "placement", Occasion: "2026-11-26", By: "", Until: 1,
		RowID: firstPlacement(t, s, demo.ID("citizen", demo.Anja)), On: model.NewDate(2026, 11, 26), Reason: "Venter"}),
		model.Add(&model.Pause{PlacementID: firstPlacement(t, s, demo.ID("citizen", demo.Anja)), Reason: "holiday",
			From: model.NewDate(2026, 11, 2), BackOn: model.NewDate(2026, 11, 9)}),
		model.Add(&model.Handover{FromID: demo.ID("consultant", demo.Mette), ToID: otherConsultant(t, s),
			On: model.NewDate(2026, 12, 1), CitizenID: demo.ID("citizen", demo.Anja)}),
		model.Add(&model.Opening{Head: model.Head{ID: "0f3k9x2m1c7q"}, Kind: "order", Title: "Opvasker",
			PublishedOn: model.NewDate(2026, 11, 20),
			CompanyID:   demo.ID("company", demo.Strandgaarden)}),
		model.Add(&model.Candidate{OpeningID: "0f3k9x2m1c7q", CitizenID: demo.ID("citizen", demo.Anja),
			Outcome: "suggested", On: model.NewDate(2026, 11, 26)}))
	var text bytes.Buffer
	if _, err := dump.Write(context.Background(), &text, s, ""); err != nil {
		t.Fatal(err)
	}
	types, rows := map[string]bool{}, rowsOf(t, text.Bytes())
	for _, c := range list {
		out := dossierOf(t, d, c.ID)
		var got []string
		for _, r := range out.Rows {
			got = append(got, r.Row.Meta().ID)
			types[schema.TypeOf(r.Row).Name] = true
		}
		slices.Sort(got)
		if want := rowsByText(rows, ids, c.ID); !slices.Equal(got, want) {
			t.Errorf("%s: %d rows, want %d:\n%v\n%v", c.Ref, len(got), len(want), got, want)
		}
		page := dossierText(t, out)
		for _, other := range list {
			if other.ID != c.ID && (strings.Contains(page, other.Name()) || strings.Contains(page, other.ID)) {
				t.Errorf("%s: names %s", c.Ref, other.Ref)
			}
		}
	}
	for _, typ := range service.SubjectTypes(schema.Types()) {
		if !types[typ.Name] && typ.Name != "exemption" { // nobody is exempted in the demo
			t.Errorf("no dossier holds a row of %s", typ.Name)
		}
	}
}

func firstPlacement(t *testing.T, s *store.Store, citizen string) string {
	t.Helper()
	list, err := store.All[model.Placement](context.Background(), s, schema.Where("citizen", citizen))
	if err != nil || len(list) == 0 {
		t.Fatalf("%d placements, %v", len(list), err)
	}
	return list[0].ID
}

// TestDossierTellsWhatHappened: what was removed, moved and edited, who looked, and what was exported.
func TestDossierTellsWhatHappened(t *testing.T) {
	d, s := dossierWorld(t)
	ctx := context.Background()
	anja, mette := demo.ID("citizen", demo.Anja), demo.ID("consultant", demo.Mette)
	people, err := store.All[model.Citizen](ctx, s, schema.Where("ref", "B-0002"))
	if err != nil {
		t.Fatal(err)
	}
	other := people[0]
	company := demo.ID("company", demo.Strandgaarden)
	on := model.NewDate(2026, 11, 20)
	note := func(text string) *model.Contact {
		return &model.Contact{
			Head: model.Head{ID: model.NewID()}, CompanyID: company, CitizenID: anja, Note: text, On: on,
			How: "call", Outcome: "reached", Consultant: mette}
	}
	gone, moved := note("Ringede om brillerne"), note("Talte om hunden")
	named := note("Kom sammen med " + strings.ToUpper(other.Name()) + "s ven")
	write(t, s, model.Add(gone), model.Add(moved), model.Add(named))
	write(t, s, model.Remove(gone))
	after := schema.Clone(moved).(*model.Contact)
	after.CitizenID, after.Note = other.ID, "Handlede om en anden"
	write(t, s, model.Edit(moved, after))
	for _, err := range []error{
		s.Viewed(ctx, mette, "view.citizen", nil, "citizen", anja),
		s.Viewed(ctx, mette, "view.citizen", nil, "citizen", other.ID),
		s.Exported(ctx, mette, "export.vitas", model.Args{"citizen": anja}, nil, 1),
		s.Exported(ctx, mette, "export.vitas", model.Args{"citizen": other.ID}, nil, 1),
		s.Exported(ctx, mette, "export.citizens", model.Args{"type": "citizen"}, nil, 36),
		s.Exported(ctx, mette, "export.companies", nil, nil, 400),
		s.Exported(ctx, mette, "export.dump", nil, nil, 1400),
		s.Exported(ctx, mette, "export.callround", model.Args{"citizens": other.ID + " " + anja}, nil, 2),
		s.Exported(ctx, mette, "export.callround", model.Args{"citizens": other.ID}, nil, 1),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	out := dossierOf(t, d, anja)
	page := dossierText(t, out)
	for _, want := range []string{
		"Ringede om brillerne", "removed, can be brought back", "Talte om hunden", "Kom sammen med █████ ven",
		"Who looked", demo.Mette, `"key": "status"`, `"code": "active"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the dossier lacks %q", want)
		}
	}
	for _, not := range []string{"Handlede om en anden", other.Name(), strings.ToUpper(other.Name()), other.ID} {
		if strings.Contains(page, not) {
			t.Errorf("the dossier says %q", not)
		}
	}
	if got, want := out.Crossed, 1; got != want {
		t.Errorf("%d names crossed out, want %d", got, want)
	}
	looks := 0
	for _, l := range out.Log {
		if l.Op == "view" {
			looks++
		}
	}
	if looks != 1 {
		t.Errorf("%d looks, want 1", looks)
	}
	var exports []string
	for _, e := range out.Exports {
		exports = append(exports, e.Entry.Action+map[bool]string{true: "!", false: "?"}[e.Sure])
	}
	if want := []string{"export.vitas!", "export.citizens?", "export.dump!",
		"export.callround!"}; !slices.Equal(exports, want) {
		t.Errorf("exports %v, want %v", exports, want)
	}
	theirs := dossierText(t, dossierOf(t, d, other.ID))
	if !strings.Contains(theirs, "Handlede om en anden") || strings.Contains(theirs, "Talte om hunden") {
		t.Error("the contact that was moved is told from the wrong side")
	}
}

// TestNewTypesAreInTheDossier: a type that refers to a citizen, or to such a type, is found by its field table alone.
func TestNewTypesAreInTheDossier(t *testing.T) {
	direct := &schema.Type{Name: "letter", Fields: []schema.Field{{Key: "citizen", Kind: schema.Ref, To: "citizen"}}}
	through := &schema.Type{Name: "stamp", Fields: []schema.Field{{Key: "letter", Kind: schema.Ref, To: "letter"}}}
	loose := &schema.Type{Name: "mark", Fields: []schema.Field{{Key: "row_type"}, {Key: "row_id"}}}
	apart := &schema.Type{Name: "car", Fields: []schema.Field{{Key: "company", Kind: schema.Ref, To: "company"}}}
	// The order is against the references on purpose.
	var got []string
	for _, typ := range service.SubjectTypes(append([]*schema.Type{apart, through, loose, direct}, schema.Types()...)) {
		got = append(got, typ.Name)
	}
	for _, want := range []string{"letter", "stamp", "mark", "citizen", "goal", "agreement", "tick", "pick", "aside"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not in the dossier", want)
		}
	}
	for _, not := range []string{"car", "company", "consultant", "person", "task"} {
		if slices.Contains(got, not) {
			t.Errorf("%s is in the dossier", not)
		}
	}
}

// otherConsultant is the ID of a consultant who is not Mette.
func otherConsultant(t *testing.T, s *store.Store) string {
	t.Helper()
	all, err := store.All[model.Consultant](context.Background(), s, schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.ID != demo.ID("consultant", demo.Mette) {
			return c.ID
		}
	}
	t.Fatal("nobody else")
	return ""
}
