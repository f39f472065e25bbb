package schema

import (
	"strings"
	"testing"
)

// TestReferencesAreKnown: a field that names other rows says of which type they are, and can be searched for; merging
// and removing rows find what names them by that.
func TestReferencesAreKnown(t *testing.T) {
	for _, typ := range Types() {
		for i := range typ.Fields {
			f := &typ.Fields[i]
			names := f.Kind == Ref || f.TypeIn != ""
			if strings.HasSuffix(f.Key, "_id") && !names {
				t.Errorf("%s.%s names a row, but not of which type", typ.Name, f.Key)
			}
			if !names {
				continue
			}
			if f.Sealed {
				t.Errorf("%s.%s is sealed, so that nothing finds it", typ.Name, f.Key)
			}
			if _, ok := TypeNamed(f.To); f.Kind == Ref && !ok {
				t.Errorf("%s.%s: got type %q", typ.Name, f.Key, f.To)
			}
			if _, ok := typ.Field(f.TypeIn); f.TypeIn != "" && !ok {
				t.Errorf("%s.%s: got no field %q", typ.Name, f.Key, f.TypeIn)
			}
		}
	}
}

func TestReferrers(t *testing.T) {
	got := map[string]bool{}
	for _, r := range Referrers("company") {
		got[r.Type.Name+"."+r.Field.Key] = true
	}
	for _, want := range []string{
		"person.company", "task.company", "contact.company", "consent.company", "pick.company", "override.company",
		"placement.company", "planline.company", "aside.row_id", "tick.evidence_id", "merged.into", "distinct.one",
		"distinct.other",
	} {
		if !got[want] {
			t.Errorf("got no %s", want)
		}
	}
	if got["contact.citizen"] {
		t.Error("got contact.citizen, which names citizens")
	}
}
