package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// streamOf is a change set whose changes are made as they are written.
func streamOf(n int, change func(i int) model.Change) model.ChangeSet {
	return model.ChangeSet{Action: "import", Stream: &model.Stream{N: n, All: func(yield func(model.Change) bool) {
		for i := range n {
			if !yield(change(i)) {
				return
			}
		}
	}}}
}

func streamedCompany(i int) model.Change {
	return model.Add(&model.Company{Name: fmt.Sprintf("Firma %04d", i)})
}

func TestAStreamIsWrittenAsAList(t *testing.T) {
	s := fresh(t)
	const n = 2*aheadRows + 7
	there := &model.Company{Name: "Er her"}
	apply(t, s, model.Add(there))
	got, err := s.Apply(context.Background(), streamOf(n, func(i int) model.Change {
		if i == 3 {
			after := schema.Clone(there).(*model.Company)
			after.Note = "ny"
			return model.Edit(there, after)
		}
		return streamedCompany(i)
	}))
	if err != nil || got.Seq == 0 || got.Changes != nil {
		t.Fatalf("apply = %+v %v, want an entry without a list of changes", got, err)
	}
	rows, err := All[model.Company](context.Background(), s, schema.Query{Order: []schema.Order{{Field: "name"}}})
	if err != nil || len(rows) != n {
		t.Fatalf("%d rows, %v, want %d", len(rows), err, n)
	}
	for i := 2; i < n; i++ {
		if rows[i].ID <= rows[i-1].ID || rows[i].Version != 1 {
			t.Fatalf("%q has ID %s version %d after %s, want ascending IDs and version 1", rows[i].Name, rows[i].ID,
				rows[i].Version, rows[i-1].ID)
		}
	}
	if rows[0].Note != "ny" || rows[0].Version != 2 {
		t.Errorf("the edited row is %+v, want its note and version 2", rows[0])
	}
	undo(t, s, "")
	left, err := All[model.Company](context.Background(), s, schema.Query{})
	if err != nil || len(left) != 1 || left[0].Note != "" {
		t.Errorf("after undo: %d rows, %v, want the one from before as it was", len(left), err)
	}
}

// TestAStreamIsWrittenWholeOrNotAtAll: whatever is wrong with one of its changes, wherever it stands.
func TestAStreamIsWrittenWholeOrNotAtAll(t *testing.T) {
	stale := &model.Company{Name: "Væk", Head: model.Head{ID: "gone00000000", Version: 1}}
	for name, c := range map[string]struct {
		bad  model.Change
		code model.Code
	}{
		"invalid":  {model.Add(&model.Company{Name: ""}), model.Invalid},
		"conflict": {model.Edit(stale, schema.Clone(stale)), model.Conflict},
		"refers to nothing": {model.Add(&model.Task{CompanyID: "nobody000000", Name: "Opvask", Status: "open"}),
			model.Invalid},
	} {
		for _, at := range []int{0, aheadRows - 1, aheadRows, 3 * aheadRows} {
			s := fresh(t)
			_, err := s.Apply(context.Background(), streamOf(3*aheadRows+1, func(i int) model.Change {
				if i == at {
					return c.bad
				}
				return streamedCompany(i)
			}))
			if model.CodeOf(err) != c.code {
				t.Errorf("%s at %d: got %v, want code %v", name, at, err, c.code)
			}
			if want := fmt.Sprintf("change %d,", at+1); name == "invalid" && !strings.Contains(err.Error(), want) {
				t.Errorf("%s at %d: got %q, want it to name %s", name, at, err, want)
			}
			if n, err := s.Count(context.Background(), "company", schema.Query{}); n != 0 || err != nil {
				t.Errorf("%s at %d: %d rows written, %v", name, at, n, err)
			}
		}
	}
}

func TestAStreamStopsWithItsCaller(t *testing.T) {
	s := fresh(t)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := s.Apply(ctx, streamOf(20*aheadRows, func(i int) model.Change {
		if i == aheadRows+1 {
			cancel()
		}
		return streamedCompany(i)
	}))
	if !errors.Is(err, context.Canceled) && model.CodeOf(err) != model.Cancelled {
		t.Errorf("got %v, want that it was stopped", err)
	}
	if n, err := s.Count(context.Background(), "company", schema.Query{}); n != 0 || err != nil {
		t.Errorf("%d rows written, %v", n, err)
	}
}
