package matching_test

import (
	"context"
	"sync"
	"testing"

	"jobspor/data/reference/industries"
	"jobspor/data/reference/occupations"
	"jobspor/data/reference/postcodes"
	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/model"
	"jobspor/model/schema"
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

// loaded is the real lexicon and the real postcodes, as the program puts them together.
var loaded = sync.OnceValues(func() (matching.Options, error) {
	var o matching.Options
	list, err := occupations.Load()
	if err != nil {
		return o, err
	}
	thesaurus, err := occupations.LoadThesaurus()
	if err != nil {
		return o, err
	}
	places, err := postcodes.Load()
	if err != nil {
		return o, err
	}
	o.Places.Index = places.Index
	for _, p := range places.All() {
		o.Places.Lat, o.Places.Lon = append(o.Places.Lat, p.Lat), append(o.Places.Lon, p.Lon)
	}
	k := occupation.Knowledge{Lexicon: list, Negations: thesaurus.Negations, Affirmed: thesaurus.Affirmed,
		Wishes: thesaurus.Wishes}
	for _, s := range thesaurus.Spoken {
		k.Spoken = append(k.Spoken, occupation.Spoken(s))
	}
	for _, g := range thesaurus.Groups {
		var group occupation.Group
		for _, w := range g {
			group = append(group, occupation.Term{Word: w.Word, Near: w.Strength < occupations.Same})
		}
		k.Groups = append(k.Groups, group)
	}
	for _, h := range thesaurus.WeakHeads {
		k.WeakHeads = append(k.WeakHeads, h.Word)
	}
	for _, c := range thesaurus.Conditions {
		k.Conditions = append(k.Conditions,
			occupation.Condition{Phrase: c.Phrase, Bare: c.Bare, Avoid: c.Avoid, Seek: c.Seek, Time: string(c.Time)})
	}
	trades, err := occupations.LoadTrades()
	if err != nil {
		return o, err
	}
	for _, t := range trades {
		o.Trades = append(o.Trades, matching.Trade(t))
	}
	titles, err := industries.LoadTitles()
	if err != nil {
		return o, err
	}
	o.TradeTitle = func(system, code string) string {
		return titles.TradeTitle(model.IndustrySystem(system), code)
	}
	if o.Kin, err = occupations.LoadKin(); err != nil {
		return o, err
	}
	tasks, err := occupations.LoadTasks()
	if err != nil {
		return o, err
	}
	o.Occupations, o.Linker, o.Splitter = list, occupation.New(k, occupation.Options{}), matching.NewSplitter(list)
	o.Reader = matching.NewTaskReader(list, tasks, o.Splitter)
	return o, nil
})

func realOptions(t testing.TB) matching.Options {
	t.Helper()
	o, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return o
}
