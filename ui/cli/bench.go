package cli

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/matching/search/measure"
	"jobspor/model"
	"jobspor/model/schema"
)

// benchFields are what `bench` prints.
var benchFields = []string{
	"companies", "search_build_ms", "search_p50_ms", "search_p95_ms", "search_max_ms", "change_ms",
	"rank_build_ms", "rank_p50_ms", "rank_p95_ms", "memory_mb",
}

// benchOptions are the options of `bench`.
type benchOptions struct{ sizes string }

func benchCommand() command {
	o := &benchOptions{}
	return command{
		name: "bench", args: exactly(0), json: benchFields, offline: o.run,
		flags: []flag{option(&o.sizes, "n", "", "cli.flag.n")},
	}
}

// numbers reads how many companies to measure with.
func (o *benchOptions) numbers() ([]int, error) {
	if o.sizes == "" {
		return measure.Sizes[:2], nil
	}
	var sizes []int
	for _, s := range list(o.sizes, ",") {
		v, err := strconv.Atoi(s)
		if err != nil || v < 1 || v > 2_000_000 {
			return nil, model.NewError(model.Usage, "err.cli.number", model.Args{"value": s})
		}
		sizes = append(sizes, v)
	}
	return sizes, nil
}

// run measures this machine on invented companies: the search box key by key, and the ranking for a goal. Nothing is
// read from the database.
func (o *benchOptions) run(ctx context.Context, r *root, _ []string) error {
	sizes, err := o.numbers()
	if err != nil {
		return err
	}
	know, err := r.env.Databases.Knowledge(ctx)
	if err != nil {
		return err
	}
	trades, err := r.env.Databases.Trades()
	if err != nil {
		return err
	}
	t := table{}
	for _, key := range benchFields {
		t.cols = append(t.cols, column{key, key, true})
	}
	for _, n := range sizes {
		r.note("cli.bench.running", "n", n)
		rep, err := measure.Search(ctx, n)
		if err != nil {
			return err
		}
		k, err := rankAt(ctx, n, know, trades)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{
			number(n), millis(rep.Build), millis(rep.P50), millis(rep.P95), millis(rep.Worst), millis(rep.Patch),
			millis(k.build), millis(k.p50), millis(k.p95), decimal(float64(k.heap) / (1 << 20)),
		})
	}
	return r.out.table(t)
}

func millis(d time.Duration) cell { return decimal(float64(d) / float64(time.Millisecond)) }

func decimal(f float64) cell {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return cell{s, s, round(f)}
}

// ranked is what the ranking took at one size.
type ranked struct {
	build, p50, p95 time.Duration
	heap            uint64 // live memory with the snapshot, in bytes
}

// benchGoals are goals of different width: some fit thousands of workplaces, some a handful.
var benchGoals = []string{
	"noget med køkken", "lager men ikke tungt", "pedel", "kontorhjælp", "passe hunde",
	"arbejde i butik, helst om formiddagen",
}

// rankAt ranks n companies for each goal several times, with reasons for the best fifty.
func rankAt(ctx context.Context, n int, know occupation.Knowledge, o matching.Options) (ranked, error) {
	var out ranked
	began := time.Now()
	o.Occupations, o.Linker = know.Lexicon, occupation.New(know, occupation.Options{})
	o.Places = matching.Places{Index: func(string) (uint16, bool) { return 0, false }}
	snap, err := matching.Build(ctx, invented{n}, o)
	if err != nil {
		return out, fmt.Errorf("build snapshot: %w", err)
	}
	out.build = time.Since(began)
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	out.heap = m.HeapAlloc
	var times []time.Duration
	for i := range 5 * len(benchGoals) {
		began := time.Now()
		words := benchGoals[i%len(benchGoals)]
		req := matching.Request{Words: words, Today: model.NewDate(2026, 11, 26), Seed: uint32(i)}
		if _, err := snap.Match(ctx, req); err != nil {
			return out, err
		}
		times = append(times, time.Since(began))
	}
	out.p50, out.p95 = measure.Percentiles(times)
	return out, nil
}

// invented is a source of companies that do not exist, with their tasks.
type invented struct{ n int }

// Each hands out the rows of one type.
func (v invented) Each(ctx context.Context, typ string, _ schema.Query, fn func(model.Entity) error) error {
	if typ != "company" && typ != "task" {
		return nil
	}
	i := 0
	for c := range measure.Companies(v.n, 1) {
		if i++; i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		id := fmt.Sprintf("c%011d", i)
		if typ == "company" {
			e := &model.Company{
				Name: c.Name, CVR: c.CVR, Postcode: c.Postcode, Town: c.Town, Status: "active",
				Industry: c.Division + "0000", IndustrySystem: string(model.DB25), IndustryText: c.Industry,
			}
			e.ID = id
			if err := fn(e); err != nil {
				return err
			}
			continue
		}
		for j, name := range c.Tasks {
			e := &model.Task{CompanyID: id, Name: name, Status: "open", Trial: model.Yes}
			e.ID = fmt.Sprintf("t%09d%02d", i, j)
			if err := fn(e); err != nil {
				return err
			}
		}
	}
	return nil
}
