package service

import (
	"context"

	"jobspor/model/schema"
)

// FirstStep is one of the things a new database needs before the program can help (kom i gang).
type FirstStep struct {
	Key  string // its words are "first.<key>"
	Done bool
}

// firstSteps are the steps in their order, and the rows that show that one is done.
var firstSteps = []struct {
	key, typ string
	where    schema.Query
}{
	{"companies", "company", schema.Query{}},
	{"citizen", "citizen", schema.Query{}},
	{"goal", "goal", schema.Query{}},
	{"match", "placement", schema.Query{}},
	{"trial", "placement", schema.Where("kind", "trial")},
}

// FirstSteps tells which of the first steps are done; none when all are.
func (d *Session) FirstSteps(ctx context.Context) (out []FirstStep, err error) {
	done := 0
	for _, s := range firstSteps {
		n, err := d.Store.Count(ctx, s.typ, s.where)
		if err != nil {
			return nil, err
		}
		// A list that somebody was put on comes from a match as well.
		if s.key == "match" && n == 0 {
			if n, err = d.Store.Count(ctx, "pick", schema.Query{}); err != nil {
				return nil, err
			}
		}
		if n > 0 {
			done++
		}
		out = append(out, FirstStep{s.key, n > 0})
	}
	if done == len(out) {
		return nil, nil
	}
	return out, nil
}
