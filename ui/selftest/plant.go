package selftest

import (
	"context"
	"path/filepath"
	"slices"

	"jobspor/data/crypt"
	"jobspor/data/demo"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// planted is a text in a field of a row.
type planted struct {
	row   model.Entity
	field *schema.Field
	text  string
}

// demoWorld makes a program with the invented world of the demo, sealed, and opens its database.
func (t *trial) demoWorld(ctx context.Context, name string) (*program, *store.Store, error) {
	p := &program{exe: t.exe, dir: filepath.Join(t.dir, name), as: []string{"--as", "MK"}}
	if err := p.make(); err != nil {
		return nil, nil, err
	}
	s, err := store.Open(ctx, p.db(), store.Options{Create: true, Passphrase: []byte(passphrase), Params: crypt.Cheap,
		Now: testDay})
	if err != nil {
		return nil, nil, err
	}
	for _, cs := range demo.ChangeSets(model.DateOf(testDay())) {
		if _, err := s.Apply(ctx, cs); err != nil {
			s.Close()
			return nil, nil, err
		}
	}
	return p, s, nil
}

// texts are the kinds of fields that hold any text.
var texts = []schema.Kind{schema.Text, schema.LongText, schema.Lines}

// plant writes texts into the text fields of some rows of every type; where a field takes none, it stays. wanted says
// which fields, text gives the text for one.
func plant(ctx context.Context, s *store.Store, rows int, wanted func(*schema.Field) bool,
	text func() string) (out []planted, err error) {
	for _, typ := range schema.Types() {
		list, err := s.List(ctx, typ.Name, schema.Query{Limit: rows})
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			all, whole := schema.Clone(e), []planted{}
			for i := range typ.Fields {
				f := &typ.Fields[i]
				if !slices.Contains(texts, f.Kind) || f.Key == "ref" || !wanted(f) {
					continue
				}
				one := planted{e, f, text()}
				if try := schema.Clone(e); f.SetSQL(try, one.text) == nil && schema.Validate(try) == nil {
					_ = f.SetSQL(all, one.text)
					whole = append(whole, one)
				}
			}
			if len(whole) == 0 {
				continue
			}
			if _, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test",
				Changes: []model.Change{model.Edit(e, all)}}); err == nil {
				out = append(out, whole...)
			}
		}
	}
	return out, nil
}

// keptApart are fields by which rows are found here.
var keptApart = []string{"ref", "postcode", "initials", "login"}

// plantUnchecked writes texts that nobody checks into every field of all rows that takes any words, and counts them.
func plantUnchecked(ctx context.Context, s *store.Store, text func() string) (n int, err error) {
	for _, typ := range schema.Types() {
		list, err := s.List(ctx, typ.Name, schema.Query{})
		if err != nil {
			return n, err
		}
		var edits []model.Change
		for _, e := range list {
			next := schema.Clone(e)
			for i := range typ.Fields {
				f := &typ.Fields[i]
				if !slices.Contains(texts, f.Kind) || slices.Contains(keptApart, f.Key) {
					continue
				}
				if try := schema.Clone(e); f.SetSQL(try, "pwn") != nil || schema.Validate(try) != nil {
					continue
				}
				if err := f.SetSQL(next, text()); err != nil {
					return n, err
				}
				n++
			}
			if len(schema.Differences(e, next)) > 0 {
				edits = append(edits, model.Edit(e, next))
			}
		}
		if err := s.PutUnchecked(ctx, edits...); err != nil {
			return n, err
		}
	}
	return n, nil
}
