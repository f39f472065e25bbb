package importer

import (
	"maps"
	"testing"
)

func TestFormatMapIsReadAgain(t *testing.T) {
	want := map[string]string{"Noter, interne": "note", "Tlf": "-", "Firma = navn": "name", "Drøm": "goal"}
	got, err := ParseMap(FormatMap(want))
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if got, want := FormatMap(map[string]string{"Tlf": ""}), "Tlf=-"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMapTargetsCanBeNamed(t *testing.T) {
	for typ, want := range map[string]string{"company": "person", "citizen": "goal", "week": "trial"} {
		found := false
		for _, key := range MapTargets(typ) {
			found = found || key == want
		}
		if !found {
			t.Errorf("%s: got %v, want %s among them", typ, MapTargets(typ), want)
		}
	}
}
