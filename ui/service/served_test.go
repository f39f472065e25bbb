package service

import (
	"testing"

	"jobspor/model"
)

// TestWhoASessionIs: at a terminal of one's own somebody else can sit down; over a connection the key says who it is,
// and what was changed about that consultant is taken over.
func TestWhoASessionIs(t *testing.T) {
	a, b := &model.Consultant{Head: model.Head{ID: "a"}}, &model.Consultant{Head: model.Head{ID: "b"}}
	renamed := &model.Consultant{Head: model.Head{ID: "a"}, Name: "Ny"}
	for _, c := range []struct {
		served bool
		next   *model.Consultant
		want   *model.Consultant
	}{{false, b, b}, {false, nil, nil}, {true, b, a}, {true, nil, a}, {true, renamed, renamed}} {
		d := &Session{Served: c.served}
		d.SetConsultant(a)
		d.SetConsultant(c.next)
		if got := d.Consultant(); got != c.want {
			t.Errorf("served %v, then %v: got %v, want %v", c.served, c.next, got, c.want)
		}
	}
}
