package matching

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
)

// This file makes the search index of a snapshot.

// searchReads are the types that the search index reads, each with the fields that are looked at. A test holds that
// they are these and no others.
var searchReads = []typeFields{
	{typ: "company", anyOrder: true, fields: `name daily_name cvr pnumber postcode town industry_text`},
	{typ: "task", anyOrder: true, fields: `name about occupation`},
	{typ: "citizen", fields: `ref first_name last_name case_ref`},
	{typ: "goal", fields: `words`},
	{typ: "shortlist", fields: `ref title goal_words`},
	{typ: "placement", fields: `ref citizen company task_words`},
}

// BuildIndex reads what the search box finds rows by and makes its index. It fails with the source's error, or when ctx
// ends.
func BuildIndex(ctx context.Context, src Source) (*search.Index, error) {
	docs := newFeed(estimateDocs(ctx, src))
	defer docs.end()
	names, err := placementNames(ctx, src)
	if err != nil {
		return nil, err
	}
	for _, r := range searchReads {
		if err := r.each(ctx, src, func(e model.Entity) { docs.add(names.doc(e)) }); err != nil {
			return nil, err
		}
	}
	docs.end()
	index, err := docs.builder.Build(ctx)
	if err != nil {
		return nil, fmt.Errorf("build search index: %w", err)
	}
	return index, nil
}

// ownerNames are the names of the companies and citizens that have placements, by ID: those of a million other
// companies need not be kept.
type ownerNames map[string]string

// placementNames notes whose names placements are found by; doc fills them in.
func placementNames(ctx context.Context, src Source) (ownerNames, error) {
	names := ownerNames{}
	read := typeFields{typ: "placement", fields: "citizen company"}
	err := read.each(ctx, src, func(e model.Entity) {
		p := e.(*model.Placement)
		names[p.CitizenID], names[p.CompanyID] = "", ""
	})
	return names, err
}

// doc is what the search box finds a row by. Placements come after those they are found by.
func (n ownerNames) doc(e model.Entity) search.Doc {
	var d search.Doc
	switch e := e.(type) {
	case *model.Company:
		d = companyDoc(e)
	case *model.Task:
		return taskDoc(e)
	case *model.Citizen:
		d = citizenDoc(e)
	case *model.Goal:
		return goalDoc(e)
	case *model.Shortlist:
		return listDoc(e)
	case *model.Placement:
		return placementDoc(e, n[e.CitizenID], n[e.CompanyID])
	}
	if _, wanted := n[d.ID]; wanted {
		n[d.ID] = d.Name
	}
	return d
}

// feed passes documents to the builder of the search index in a separate goroutine, so that reading rows does not wait
// for indexing.
type feed struct {
	builder *search.Builder
	batch   []search.Doc
	batches chan []search.Doc
	used    chan []search.Doc // batches to fill again
	done    sync.WaitGroup
}

// batchSize is how many documents are handed over at once.
const batchSize = 256

// maxWaiting is how many batches may wait.
const maxWaiting = 4

func newFeed(docs int) *feed {
	f := &feed{builder: search.NewBuilder(max(docs, 1024)), batches: make(chan []search.Doc, maxWaiting),
		used: make(chan []search.Doc, maxWaiting+2)}
	for range cap(f.used) {
		f.used <- make([]search.Doc, 0, batchSize)
	}
	f.batch = <-f.used
	f.done.Go(func() {
		for batch := range f.batches {
			for _, d := range batch {
				f.builder.Add(d)
			}
			clear(batch)
			f.used <- batch[:0]
		}
	})
	return f
}

// estimateDocs returns the number of documents as far as the source knows it, so that memory is allocated once.
func estimateDocs(ctx context.Context, src Source) (n int) {
	counting, ok := src.(interface {
		Count(ctx context.Context, typ string, q schema.Query) (int, error)
	})
	if !ok {
		return 0
	}
	for _, typ := range []string{"company", "task"} {
		some, _ := counting.Count(ctx, typ, schema.Query{}) // reading will say what is wrong
		n += some
	}
	return n
}

func (f *feed) add(d search.Doc) {
	if f.batch = append(f.batch, d); len(f.batch) == batchSize {
		f.batches <- f.batch
		f.batch = <-f.used
	}
}

// end hands over what is left and waits; ending twice is harmless.
func (f *feed) end() {
	if f.batches == nil {
		return
	}
	f.batches <- f.batch
	close(f.batches)
	f.done.Wait()
	f.batches = nil
}

// What the search box finds each row by. Names lead; numbers, towns and the like help.

func companyDoc(c *model.Company) search.Doc {
	d := search.Doc{Kind: search.Company, ID: c.ID, Name: c.ShownName(),
		Extra: filled(c.Town, c.IndustryText, c.Postcode, c.CVR, c.PNumber)}
	if c.DailyName != "" {
		d.Alias = []string{c.Name}
	}
	return d
}

func taskDoc(t *model.Task) search.Doc {
	return search.Doc{Kind: search.Task, ID: t.ID, Name: t.Name, Alias: filled(t.Occupation), Extra: filled(t.About)}
}

func citizenDoc(c *model.Citizen) search.Doc {
	return search.Doc{Kind: search.Citizen, ID: c.ID, Name: c.Name(), Alias: filled(c.Ref), Extra: filled(c.CaseRef)}
}

func goalDoc(g *model.Goal) search.Doc {
	return search.Doc{Kind: search.Goal, ID: g.ID, Name: g.Words}
}

func listDoc(l *model.Shortlist) search.Doc {
	return search.Doc{Kind: search.Shortlist, ID: l.ID, Name: l.Title, Alias: filled(l.Ref), Extra: filled(l.GoalWords)}
}

// placementDoc is found by its number, what is tried, who and where; the last two stand in Extra in that order.
func placementDoc(p *model.Placement, citizen, company string) search.Doc {
	return search.Doc{Kind: search.Placement, ID: p.ID, Name: strings.TrimSpace(p.Ref + " " + p.TaskWords),
		Extra: []string{citizen, company}}
}

func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}
