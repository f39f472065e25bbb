package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// secret is what no byte may hold after it was erased.
const secret = "Svendborgsund"

// plantedCitizen writes a citizen whose secret is in the row, in what stood before, in arguments and in drafts, and one
// who stays.
func plantedCitizen(t testing.TB, s *Store) (gone, stays *model.Citizen, entry int64) {
	t.Helper()
	ctx := context.Background()
	gone, stays = &model.Citizen{FirstName: "Ada", LastName: secret, Note: "bor ved " + secret},
		&model.Citizen{FirstName: "Bo", LastName: "Friis"}
	r, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test", Args: model.Args{"name": secret},
		Changes: []model.Change{model.Add(gone), model.Add(stays)}})
	if err != nil {
		t.Fatal(err)
	}
	after := *gone
	after.Note = "flyttet fra " + secret + " til Fåborg"
	apply(t, s, model.Edit(gone, &after))
	undo(t, s, "k1")
	again, err := s.Get(ctx, "citizen", gone.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Exported(ctx, "k1", "export.citizens", model.Args{"ref": gone.Ref}, nil, 1); err != nil {
		t.Fatal(err)
	}
	// Why it was exported tells of the citizen without a name; of an export of two it is about the other, too.
	for reason, citizens := range map[string][]string{"bor ved vandet": {gone.ID}, "begge": {gone.ID, stays.ID}} {
		if err := s.Exported(ctx, "k1", "export.citizens", model.Args{"reason": reason}, citizens, 1); err != nil {
			t.Fatal(err)
		}
	}
	for form, value := range map[string]string{"contact": "ringede til " + secret, "citizen": "andet",
		"goal": "intet"} {
		id := map[string]string{"citizen": gone.ID}[form]
		if err := s.PutDraft(ctx, "k1", form, id, map[string]string{"note": value}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.PutDraft(ctx, "k1", ".own", "", map[string]string{"row": gone.ID}); err != nil {
		t.Fatal(err)
	}
	return again.(*model.Citizen), stays, r.Seq
}

func erasure(c *model.Citizen) model.Erasure {
	return model.Erasure{Actor: "k1", Action: "citizen.erase", Changes: []model.Change{model.Remove(c)},
		History: []model.RowRef{{Type: "citizen", ID: c.ID}}, Traces: []string{c.Ref, c.Name(), secret}}
}

func TestErasureReachesLogArgumentsAndDrafts(t *testing.T) {
	for _, demo := range []bool{false, true} {
		t.Run(fmt.Sprint("demo=", demo), func(t *testing.T) {
			ctx := context.Background()
			path := filepath.Join(t.TempDir(), "a.db")
			s := openAt(t, path, Options{Create: true, Demo: demo, Passphrase: pass, Params: crypt.Cheap})
			gone, stays, entry := plantedCitizen(t, s)
			got, err := s.Erase(ctx, erasure(gone))
			if err != nil {
				t.Fatal(err)
			}
			if got.Rows["citizen"] != 1 || got.Values != 2 || got.Entries != 3 || got.Drafts != 2 || !got.Emptied {
				t.Errorf("erased %+v, want 1 row, 2 values, 3 entries' arguments, 2 drafts, emptied", got)
			}
			if _, err := s.Get(ctx, "citizen", gone.ID); model.CodeOf(err) != model.NotFound {
				t.Errorf("the row is still there: %v", err)
			}
			if _, err := s.Get(ctx, "citizen", stays.ID); err != nil {
				t.Errorf("the other citizen is gone: %v", err)
			}
			if found := verified(t, s); len(found) > 0 {
				t.Errorf("verify after erasing: %v", found)
			}
			log, err := s.Log(ctx, schema.LogQuery{Rows: true})
			if err != nil {
				t.Fatal(err)
			}
			if text := fmt.Sprintf("%+v", log); strings.Contains(text, secret) {
				t.Error("the log still tells it")
			} else if strings.Contains(text, "vandet") || !strings.Contains(text, "begge") {
				t.Error("the log still says why the citizen was exported, or no more why another was")
			}
			for _, e := range log {
				for _, r := range e.Rows {
					left := r.Erased.IsZero() || r.Before != nil || r.After != nil
					if r.ID == gone.ID && e.Kind != "export" && left {
						t.Errorf("entry %d: %+v, want erased with its day", e.Seq, r)
					}
				}
			}
			if drafts, err := s.Drafts(ctx, "k1"); err != nil || len(drafts) != 1 || drafts[0].Form != "goal" {
				t.Errorf("drafts %v, %v; want the one about nobody", drafts, err)
			}
			if own, err := s.Draft(ctx, "k1", ".own", ""); own != nil || err != nil {
				t.Errorf("what the program keeps of itself still names the row: %v, %v", own, err)
			}
			if _, err := s.Undo(ctx, "k1", entry); !isKey(err, "err.store.undo.erased") {
				t.Errorf("undo of an erased entry: %v", err)
			}
			if _, err := s.Undo(ctx, "k1", got.Seq); !isKey(err, "err.store.undo.erase") {
				t.Errorf("undo of the erasure: %v", err)
			}
			if _, err := s.Undo(ctx, "k1", 0); !isKey(err, "err.store.undo.erase") {
				t.Errorf("undo of the latest, which is the erasure: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{path, path + "-wal"} {
				if data, err := os.ReadFile(name); err == nil && bytes.Contains(data, []byte(secret)) {
					t.Errorf("%s still holds it", filepath.Base(name))
				}
			}
		})
	}
}

func isKey(err error, key string) bool {
	var e *model.Error
	return errors.As(err, &e) && e.Key == key
}

func TestErasureThatConflictsErasesNothing(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	gone, _, _ := plantedCitizen(t, s)
	after := *gone
	after.Skills = "køkken"
	apply(t, s, model.Edit(gone, &after))
	before, err := s.Log(ctx, schema.LogQuery{Rows: true})
	if err != nil {
		t.Fatal(err)
	}
	old := *gone
	old.Version--
	if _, err := s.Erase(ctx, erasure(&old)); model.CodeOf(err) != model.Conflict {
		t.Fatalf("erase of an older row: %v, want a conflict", err)
	}
	log, err := s.Log(ctx, schema.LogQuery{Rows: true})
	if err != nil || len(log) != len(before) || log[len(log)-1].Args["name"] != secret {
		t.Errorf("the log changed: %v", err)
	}
	if drafts, _ := s.Drafts(ctx, "k1"); len(drafts) != 3 {
		t.Errorf("%d drafts, want 3", len(drafts))
	}
}

// A row that stays with other values, such as a contact whose note went, can be worked with afterwards.
func TestRowThatStaysIsUsableAfterErasure(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	gone, _, _ := plantedCitizen(t, s)
	company := &model.Company{Name: "Café Æble"}
	apply(t, s, model.Add(company))
	contact := &model.Contact{CompanyID: company.ID, CitizenID: gone.ID, On: model.NewDate(2026, 1, 5), How: "call",
		Note: "om " + secret}
	apply(t, s, model.Add(contact))
	bare := *contact
	bare.CitizenID, bare.Note = "", ""
	e := erasure(gone)
	e.Changes = append(e.Changes, model.Edit(contact, &bare))
	e.History = append(e.History, model.RowRef{Type: "contact", ID: contact.ID})
	if _, err := s.Erase(ctx, e); err != nil {
		t.Fatal(err)
	}
	next := bare
	next.Outcome = "yes"
	apply(t, s, model.Edit(&bare, &next))
	undo(t, s, "k1")
	if got := get[model.Contact](t, s, contact.ID); got.Outcome != "" || got.Note != "" {
		t.Errorf("contact is %+v", got)
	}
	// What comes next is the erasure. The contact's own entries cannot be undone; the company is still in use.
	_, err := s.Undo(ctx, "k1", 0)
	var said *model.Error
	if !errors.As(err, &said) || said.Key != "err.store.undo.past" {
		t.Fatalf("undo past the erasure: %v", err)
	}
	if _, err := s.Undo(ctx, "k1", said.Args["before"].(int64)); !isKey(err, "err.store.used") {
		t.Errorf("undo of the company: %v", err)
	}
	if found := verified(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}
