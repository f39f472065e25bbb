package matching

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// These are all the things the engine can see of people and workplaces. Health, origin, age, sex, names, addresses
// finer than a postcode, target groups and free notes are not among them, and must not become so: whoever adds a field
// to one of the structs has to add it here, and say in the commit why it may count.
var mayBeSeen = map[reflect.Type]string{
	reflect.TypeFor[person](): "id closed place maxMinutes hoursNow hoursHoped days dayParts transport danish " +
		"licences conditions wishes goals tried",
	reflect.TypeFor[goal](): "id rank words occupations status",
	reflect.TypeFor[company](): "offers cannot pausedUntil openOn taskAt history place tasks hosted hostedPaid " +
		"minHours maxHours openPlaces askMost division " +
		"days dayParts pays danish relation openToHire state untold trade nameTrade name",
	reflect.TypeFor[task](): "links stems textAt openOn loads freeOf idLen nameLen minHours maxHours " +
		"openPlaces days dayParts danish licences trial paid grows closed confirmed",
	reflect.TypeFor[opening](): "row work wanted on until pays order",
	reflect.TypeFor[event]():   "row citizen on until stay",
	reflect.TypeFor[trial]():   "id company task on liked open again links",
	reflect.TypeFor[listing](): "citizen on asked",
	reflect.TypeFor[asked]():   "row company citizen",
}

func TestWhatTheEngineCanSee(t *testing.T) {
	for typ, want := range mayBeSeen {
		var got []string
		for i := range typ.NumField() {
			got = append(got, typ.Field(i).Name)
		}
		if !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: the engine sees %v, the list says %v", typ.Name(), got, strings.Fields(want))
		}
	}
}

// A query is made of what a person struct holds and nothing else: no field of it can carry a person.
func TestQueryHoldsNoPerson(t *testing.T) {
	typ := reflect.TypeFor[query]()
	for i := range typ.NumField() {
		if f := typ.Field(i).Type; f == reflect.TypeFor[*person]() || f == reflect.TypeFor[person]() ||
			strings.Contains(f.String(), "model.Citizen") {
			t.Errorf("query.%s holds a %s", typ.Field(i).Name, f)
		}
	}
}

// What is said of people in fields the engine must not see changes nothing.
func TestUnseenFieldsChangeNothing(t *testing.T) {
	s := build(t, workplace("a", "2635", "561100"), workplace("b", "2665", "561100"), taskOf("b", "t", "opvasker"))
	c := citizen()
	want := match(t, s, Request{Citizen: c, Goals: goals("køkken")})
	c.FirstName, c.LastName, c.TargetGroup, c.Languages, c.Note, c.Skills = "Anden", "Person", "gruppe 3", "arabisk",
		"syg i ryggen, 58 år", "kvinde"
	c.CaseRef, c.Phone, c.Mail, c.StartedOn, c.Responsible = "1", "12345678", "a@b.dk", today, "mk"
	if got := match(t, s, Request{Citizen: c, Goals: goals("køkken")}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want what it was before, %+v", got, want)
	}
}
