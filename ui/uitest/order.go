package uitest

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/screen"
)

// order runs the commands of a program one at a time, in an order that its seed alone gives, so that a run can be
// repeated.
type order struct {
	rand    *rand.Rand // which of several commands ends next; nil is the one that began first
	slow    bool       // what is read comes after everything else that a screen asks for
	waiting [][]tea.Cmd
	late    []tea.Msg // what was read, on its way
}

// begin takes commands that run one after another.
func (o *order) begin(cmds ...tea.Cmd) { o.waiting = append(o.waiting, cmds) }

// next lets one command end, what was read last of all, and gives the program what came of it. It reports whether there
// was one.
func (o *order) next(d *Driver) bool {
	d.T.Helper()
	if o.quick(d) {
		return true
	}
	if len(o.late) == 0 {
		return false
	}
	m := o.late[0]
	o.late = o.late[1:]
	d.update(m)
	return true
}

// quick is next without waiting for what is read slowly.
func (o *order) quick(d *Driver) bool {
	d.T.Helper()
	select {
	case m := <-d.queue: // a notice of what was written
		d.took(m)
		return true
	default:
	}
	if len(o.waiting) == 0 {
		return false
	}
	i := 0
	if o.rand != nil {
		i = o.rand.IntN(len(o.waiting))
	}
	m := o.waiting[i][0]()
	if o.waiting[i] = o.waiting[i][1:]; len(o.waiting[i]) == 0 {
		o.waiting = slices.Delete(o.waiting, i, i+1)
	}
	if o.slow && isRead(reflect.ValueOf(m)) {
		o.late = append(o.late, m)
		return true
	}
	d.update(m)
	return true
}

var deliveryType = reflect.TypeFor[screen.Delivery]()

// isRead reports whether a message has what was read for a screen, also inside what the program puts around it.
func isRead(v reflect.Value) bool {
	switch {
	case !v.IsValid():
		return false
	case v.Type().Implements(deliveryType):
		return true
	}
	return v.Kind() == reflect.Struct && v.NumField() > 0 && v.Field(0).Kind() == reflect.Interface &&
		isRead(v.Field(0).Elem())
}

// aheadPaces are the ways to type ahead: the order in which things end, and what ends between two keys.
var aheadPaces = []struct {
	name    string
	order   func(*rand.Rand) *order
	between func(*order, *rand.Rand, *Driver)
}{
	{"nothing ends before the last key", func(*rand.Rand) *order { return &order{} },
		func(*order, *rand.Rand, *Driver) {}},
	{"reading ends after the last key", func(*rand.Rand) *order { return &order{slow: true} },
		func(o *order, _ *rand.Rand, d *Driver) { o.allQuick(d) }},
	{"reading takes seconds, in which Esc gives up", func(*rand.Rand) *order { return &order{slow: true} },
		func(o *order, r *rand.Rand, d *Driver) {
			o.allQuick(d)
			if r.IntN(4) > 0 {
				return
			}
			for _, t := range d.expire(time.Second) {
				d.update(t.fire())
			}
			o.allQuick(d)
		}},
	{"anything ends at any time", func(r *rand.Rand) *order { return &order{rand: r} },
		func(o *order, r *rand.Rand, d *Driver) {
			for range r.IntN(5) {
				o.next(d)
			}
		}},
}

// allQuick lets everything end but what is read.
func (o *order) allQuick(d *Driver) {
	for o.quick(d) {
	}
}
