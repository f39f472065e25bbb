package schema

import "testing"

// TestEveryPersonalTypeHasAProcessing: a new type about persons must say why it is kept, how long and for whom; a row
// names only fields that are there.
func TestEveryPersonalTypeHasAProcessing(t *testing.T) {
	for _, typ := range Types() {
		if _, ok := ProcessingOf(typ); !ok && (typ.Personal || len(typ.SealedFields()) > 0) {
			t.Errorf("%s is about persons, or seals something, and has no row in Processings", typ.Name)
		}
	}
	for _, p := range Processings {
		typ, ok := TypeNamed(p.Type)
		if !ok {
			t.Errorf("Processings has a row of %q, which is no type", p.Type)
			continue
		}
		seen := map[string]bool{}
		for _, x := range p.Fields {
			for _, key := range x.Keys {
				if _, ok := typ.Field(key); !ok || seen[key] {
					t.Errorf("the row of %s names %q, which is no field or stands there twice", p.Type, key)
				}
				seen[key] = true
			}
		}
	}
}
