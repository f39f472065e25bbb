package matching_test

import (
	"context"
	"sync"
	"testing"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/lang"
)

var danish = lang.New(lang.Danish)

type companyPtr = *model.Company

// memory is a source that holds its rows.
type memory map[string][]model.Entity

func (m memory) Each(ctx context.Context, typ string, _ schema.Query, fn func(model.Entity) error) error {
	for _, e := range m[typ] {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := fn(e); err != nil {
			return err
		}
	}
	return nil
}

func (m memory) add(e model.Entity) {
	name := schema.TypeOf(e).Name
	m[name] = append(m[name], e)
}

func (c *goldenCase) source() memory {
	m := memory{}
	for _, e := range c.companies {
		m.add(e)
	}
	for _, e := range c.tasks {
		m.add(e)
	}
	for _, e := range c.contacts {
		m.add(e)
	}
	m.add(c.citizen)
	for _, p := range c.placements {
		m.add(p)
	}
	for _, g := range c.goals {
		m.add(g)
	}
	return m
}

// loaded is what the program matches with, before anybody has added words or vocabularies.
var loaded = sync.OnceValues(func() (matching.Options, error) { return bootstrap.Options(context.Background(), nil) })

func realOptions(t testing.TB) matching.Options {
	t.Helper()
	o, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return o
}
