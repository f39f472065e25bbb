package uitest

import (
	"math/rand/v2"
	"reflect"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/screen"
)

// order runs the commands of a program one at a time, in an order that its seed alone gives, so that a run can be
// repeated.
type order struct {
	rand    *rand.Rand
	slow    bool // what is read comes after everything else that a screen asks for
	waiting [][]tea.Cmd
	late    []tea.Msg // what was read, on its way
}

// begin takes commands that run one after another.
func (o *order) begin(cmds ...tea.Cmd) { o.waiting = append(o.waiting, cmds) }

// next lets one command end, and gives the program what came of it. It reports whether there was one.
func (o *order) next(d *Driver) bool {
	d.T.Helper()
	if o.step(d) {
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

// step is next as far as nothing slow has to end.
func (o *order) step(d *Driver) bool {
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
	if !v.IsValid() {
		return false
	}
	if v.Type().Implements(deliveryType) {
		return true
	}
	if v.Kind() == reflect.Struct && v.NumField() > 0 && v.Field(0).Kind() == reflect.Interface {
		return isRead(v.Field(0).Elem())
	}
	return false
}
