package matching

import (
	"context"
	"strconv"
	"testing"
	"unsafe"

	"jobspor/model"
)

// What ranking costs, in numbers that are the same on every machine. A number that grows is a loss at a million
// workplaces: a change that needs it raises it here and says why. Times are compared by .ci/bench.

// TestWorkersWriteApart: what one worker writes at every workplace is never in a cache line of the next.
func TestWorkersWriteApart(t *testing.T) {
	parts := make([]worker, 2)
	end := max(uintptr(unsafe.Pointer(&parts[0].tally))+unsafe.Sizeof(tally{}),
		uintptr(unsafe.Pointer(&parts[0].option))+unsafe.Sizeof(option{}))
	begin := min(uintptr(unsafe.Pointer(&parts[1].tally)), uintptr(unsafe.Pointer(&parts[1].option)))
	if got, want := begin-end, uintptr(lineGap); got < want {
		t.Errorf("bytes between two workers: got %d, want at least %d", got, want)
	}
}

// TestRowSizes holds the bytes that a snapshot has for each row, most of which a ranking reads.
func TestRowSizes(t *testing.T) {
	for _, row := range []struct {
		name      string
		got, most int
	}{
		{"company", companyBytes, 72},
		{"task", taskBytes, 60},
		{"touch", eventBytes, 20},
		{"option", int(unsafe.Sizeof(option{})), 40},
		{"place", int(unsafe.Sizeof(position{})), 24},
	} {
		if row.got > row.most {
			t.Errorf("bytes of a %s: got %d, want at most %d", row.name, row.got, row.most)
		}
	}
}

// town is workplaces as a ranking meets them: most are only known by their industry, some have tasks and a history.
func town(t *testing.T, companies int) *Snapshot {
	list := make([]model.Entity, 0, 2*companies)
	industries := []string{"561100", "462100", "813000", "472100"}
	for i := range companies {
		id := strconv.Itoa(i)
		c := workplace("c"+id, testPostcodes[i%len(testPostcodes)], industries[i%len(industries)])
		if i%5 == 0 {
			c.MinHours, c.Danish = model.Some(model.Hours(8+i%60)), "little"
			c.PaysHours = model.PaysAnswers[i%len(model.PaysAnswers)]
		}
		list = append(list, c)
		if i%2 == 0 {
			title := testOccupations[i/2%len(testOccupations)].Label
			list = append(list, &model.Task{Head: model.Head{ID: "t" + id}, CompanyID: c.ID, Name: title})
		}
		if i%20 == 0 {
			list = append(list,
				&model.Contact{Head: model.Head{ID: "k" + id}, CompanyID: c.ID, CitizenID: "a", How: "call",
					On: today.Add(-i % 90)},
				&model.Placement{Head: model.Head{ID: "p" + id}, CompanyID: c.ID, CitizenID: "b", Kind: "traineeship",
					State: "ended", StartOn: today.Add(-90), EndOn: today.Add(-30)})
		}
	}
	return build(t, list...)
}

// townRequest asks a town for workplaces.
func townRequest() Request {
	return Request{
		Citizen: &model.Citizen{Head: model.Head{ID: "x"}, Postcode: "2635", HoursNow: model.Some(model.Hours(24)),
			Transport: []string{"bike"}, MaxMinutes: model.Some(60), Days: []string{"mon", "tue"}, Danish: "everyday",
			Conditions: []string{"no_lifting"}},
		Goals: []*model.Goal{{Words: "noget med køkken"}}, Today: today, Seed: 1, Limit: 50,
	}
}

// TestRankingAllocatesForRowsShown: reasons are made for the rows at the top, and nothing for all the others.
func TestRankingAllocatesForRowsShown(t *testing.T) {
	allocs := func(companies int) float64 {
		s, r := town(t, companies), townRequest()
		return testing.AllocsPerRun(5, func() {
			if _, err := s.Match(context.Background(), r); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := allocs(2*chunkSize), allocs(6*chunkSize)
	if many > few+20 {
		t.Errorf("allocations: got %.0f for %d workplaces and %.0f for %d, want as many",
			few, 2*chunkSize, many, 6*chunkSize)
	}
	if got, most := many, 2500.0; got > most {
		t.Errorf("allocations of a ranking of 50: got %.0f, want at most %.0f", got, most)
	}
}

// TestJudgements counts how often a criterion is judged while a town is ranked. One worker ranks it, so that the count
// is the same every time.
func TestJudgements(t *testing.T) {
	s, r := town(t, 6*chunkSize), townRequest()
	q := s.query(&r)
	judged, plain := 0, criteria
	defer func() { criteria = plain }()
	for i := range criteria {
		judge := criteria[i].judge
		criteria[i].judge = func(q *query, o *option, item int, why *Reason) judgement {
			judged++
			return judge(q, o, item, why)
		}
	}
	found, err := q.scan(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(s.chunks), scanChunks; got >= want {
		t.Fatalf("chunks: got %d, want fewer than %d, so that one worker scans", got, want)
	}
	if got, want := found.total, 6*chunkSize; got != want {
		t.Errorf("workplaces looked at: got %d, want %d", got, want)
	}
	if got, most := judged, 9_038; got > most {
		t.Errorf("judgements for %d workplaces: got %d, want at most %d", 6*chunkSize, got, most)
	}
}
