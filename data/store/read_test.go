package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

func TestQueries(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	for i := range 7 {
		c := &model.Company{Name: fmt.Sprintf("F%d", i), Postcode: "2635"}
		if i%2 == 0 {
			c.FTE, c.FTEOn, c.OpenToHire = model.Some(model.FTE(i*100)), model.NewDate(2026, 1, i+1), model.Yes
		}
		apply(t, s, model.Add(c))
	}
	cond := func(field string, op schema.Op, text string, in ...string) schema.Query {
		return schema.Query{Where: []schema.Cond{{Field: field, Op: op, Text: text, In: in}},
			Order: []schema.Order{{Field: "name"}}}
	}
	for name, c := range map[string]struct {
		q    schema.Query
		want string
	}{
		"is":        {cond("name", schema.Is, "F3"), "F3"},
		"is not":    {cond("fte", schema.IsNot, "2"), "F0 F1 F3 F4 F5 F6"},
		"is empty":  {cond("fte", schema.Is, ""), "F1 F3 F5"},
		"at least":  {cond("fte", schema.AtLeast, "4"), "F4 F6"},
		"at most":   {cond("fte_on", schema.AtMost, "2026-01-03"), "F0 F2"},
		"set":       {cond("open_to_hire", schema.IsSet, ""), "F0 F2 F4 F6"},
		"unset":     {cond("open_to_hire", schema.IsNotSet, ""), "F1 F3 F5"},
		"tri":       {cond("open_to_hire", schema.Is, "yes"), "F0 F2 F4 F6"},
		"in":        {cond("name", schema.In, "", "F1", "F5", "x"), "F1 F5"},
		"in number": {cond("fte", schema.In, "", "0", "6"), "F0 F6"},
		"in none":   {cond("name", schema.In, ""), ""},
		"page":      {schema.Query{Order: []schema.Order{{Field: "name", Down: true}}, Limit: 2, Offset: 1}, "F5 F4"},
		"offset":    {schema.Query{Order: []schema.Order{{Field: "postcode"}, {Field: "name"}}, Offset: 5}, "F5 F6"},
		"injection": {cond("name", schema.Is, `F1" OR 1=1 --`), ""},
	} {
		list, err := All[model.Company](ctx, s, c.q)
		var names []string
		for _, e := range list {
			names = append(names, e.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, c.want)
		}
		n, err := s.Count(ctx, "company", c.q)
		if full := c.q.Limit+c.q.Offset > 0; err != nil || (!full && n != len(list)) || (full && n != 7) {
			t.Errorf("%s: count %d, %v", name, n, err)
		}
	}
	stop := errors.New("stop")
	n := 0
	if err := s.Each(ctx, "company", schema.Query{}, func(model.Entity) error { n++; return stop }); err != stop ||
		n != 1 {
		t.Errorf("Each went on after an error: %d, %v", n, err)
	}
	if _, err := s.Get(ctx, "citizen", "nope"); model.CodeOf(err) != model.NotFound {
		t.Errorf("get of nothing = %v", err)
	}
}

func TestLogTellsBeforeAndAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 123e6, time.UTC)
	s := fresh(t)
	s.opt.Now = func() time.Time { return now }
	ctx := context.Background()
	b := &model.Citizen{FirstName: "Anna"}
	if _, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "citizen.add", Args: model.Args{"ref": "B-0001"},
		Changes: []model.Change{model.Add(b)}}); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	b2 := schema.Clone(b).(*model.Citizen)
	b2.FirstName = "Anne"
	apply(t, s, model.Edit(b, b2))
	if err := s.Viewed(ctx, "k2", "view.citizen", nil, "citizen", b.ID); err != nil {
		t.Fatal(err)
	}
	apply(t, s, model.Remove(b2))
	undo(t, s, "k1")
	if err := s.Exported(ctx, "k1", "export.citizens", model.Args{"file": "b.csv"}, nil, 40); err != nil {
		t.Fatal(err)
	}

	log, err := s.Log(ctx, schema.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	name := func(e model.Entity) string {
		if e == nil {
			return "-"
		}
		return e.(*model.Citizen).FirstName
	}
	var got []string
	for _, e := range log {
		line := fmt.Sprintf("%d %s %s %s n%d u%d b%d", e.Seq, e.Kind, e.Actor, e.Action, e.Count, e.Undoes, e.UndoneBy)
		for _, r := range e.Rows {
			line += " " + r.Type + ":" + name(r.Before) + ">" + name(r.After)
		}
		got = append(got, line)
	}
	want := []string{
		"6 export k1 export.citizens n40 u0 b0",
		"5 undo k1 test n1 u4 b0 citizen:->Anne",
		"4 change k1 test n1 u0 b5 citizen:Anne>-",
		"3 view k2 view.citizen n1 u0 b0 citizen:->-",
		"2 change k1 test n1 u0 b0 citizen:Anna>Anne",
		"1 change k1 citizen.add n1 u0 b0 citizen:->Anna",
	}
	if !slices.Equal(got, want) {
		t.Errorf("log\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if e := log[5]; !e.At.Equal(time.Date(2026, 11, 22, 8, 0, 0, 123e6, time.UTC)) || e.Args["ref"] != "B-0001" {
		t.Errorf("entry %+v", e)
	}
	for name, c := range map[string]struct {
		q    schema.LogQuery
		want int
	}{
		"kind": {schema.LogQuery{Kind: "view"}, 1}, "actor": {schema.LogQuery{Actor: "k2"}, 1},
		"page": {schema.LogQuery{Before: 4, Limit: 2}, 2},
		"row":  {schema.LogQuery{Type: "citizen", ID: b.ID}, 5}, "type": {schema.LogQuery{Type: "company"}, 0},
	} {
		if list, err := s.Log(ctx, c.q); err != nil || len(list) != c.want {
			t.Errorf("%s: %d entries, %v, want %d", name, len(list), err, c.want)
		}
	}
}

func TestLongEntriesShowRowsWhenAsked(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	apply(t, s, manyCompanies(shortEntry+1)...)
	for _, rows := range []bool{false, true} {
		log, err := s.Log(ctx, schema.LogQuery{Rows: rows})
		if err != nil || log[0].Count != shortEntry+1 || (len(log[0].Rows) > 0) != rows {
			t.Errorf("rows %v: got %d of %d, %v", rows, len(log[0].Rows), log[0].Count, err)
		}
	}
}

func TestDrafts(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	put := func(actor, form, id, text string) {
		t.Helper()
		if err := s.PutDraft(ctx, actor, form, id, map[string]string{"note": text}); err != nil {
			t.Fatal(err)
		}
	}
	put("k1", "citizen", "", "a")
	put("k1", "citizen", "", "b")
	put("k1", "company", "x", "c")
	put("k2", "citizen", "", "d")
	if v, err := s.Draft(ctx, "k1", "citizen", ""); err != nil || v["note"] != "b" {
		t.Errorf("draft %v, %v, want b", v, err)
	}
	if v, err := s.Draft(ctx, "k1", "goal", ""); err != nil || v != nil {
		t.Errorf("no draft: %v, %v", v, err)
	}
	if list, err := s.Drafts(ctx, "k1"); err != nil || len(list) != 2 {
		t.Errorf("drafts %v, %v", list, err)
	}
	if err := s.DropDraft(ctx, "k1", "citizen", ""); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Drafts(ctx, "k1"); err != nil || len(list) != 1 || list[0].Form != "company" ||
		list[0].ID != "x" || list[0].Values["note"] != "c" {
		t.Errorf("drafts after dropping one: %v, %v", list, err)
	}
}

func TestSettings(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	if v, err := s.Setting(ctx, "lang"); err != nil || v != "" {
		t.Errorf("unset: %q, %v", v, err)
	}
	set := &model.Setting{Head: model.Head{ID: "lang"}, Value: "en"}
	apply(t, s, model.Add(set))
	if v, err := s.Setting(ctx, "lang"); err != nil || v != "en" {
		t.Errorf("set: %q, %v", v, err)
	}
	// Removed and set again: the version goes on, so that nobody mistakes the one for the other.
	apply(t, s, model.Remove(set))
	again := &model.Setting{Head: model.Head{ID: "lang"}, Value: "da"}
	apply(t, s, model.Add(again))
	if again.Version != 2 {
		t.Errorf("version %d, want 2", again.Version)
	}
}

func TestWatchHearsOtherPrograms(t *testing.T) {
	ctx := t.Context()
	a := fresh(t)
	b := openAt(t, a.address(), Options{Passphrase: pass})
	apply(t, a, model.Add(&model.Company{Name: "own"}))
	theirs := &model.Company{Name: "theirs"}
	apply(t, b, model.Add(theirs))
	apply(t, a, model.Add(&model.Company{Name: "own"}))
	if err := b.Viewed(ctx, "k2", "view.company", nil, "company", theirs.ID); err != nil {
		t.Fatal(err)
	}
	found, err := a.Poll(ctx)
	if err != nil || len(found) != 1 || found[0].Seq != 2 || found[0].Rows[0].ID != theirs.ID {
		t.Errorf("poll = %+v, %v", found, err)
	}
	if found, err := a.Poll(ctx); err != nil || len(found) != 0 {
		t.Errorf("second poll = %+v, %v", found, err)
	}
	heard := make(chan model.Changed, 10)
	a.Subscribe(func(c model.Changed) { heard <- c })
	go a.Watch(ctx, 5*time.Millisecond)
	if _, err := b.Apply(ctx, model.ChangeSet{Changes: manyCompanies(manyRows + 1)}); err != nil {
		t.Fatal(err)
	}
	if c := <-heard; c.Seq != 5 || !c.Many || c.Rows != nil {
		t.Errorf("heard %+v", c)
	}
	if len(a.own) != 0 {
		t.Errorf("own entries pile up: %v", a.own)
	}
}
