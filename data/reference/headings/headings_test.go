package headings

import (
	"testing"

	"jobspor/model"
)

// FuzzParse: no text breaks the reader of headings.
func FuzzParse(f *testing.F) {
	f.Add("[company]\nname = [\"navn\"]\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := Parse("f", text, nil)
		if (table == nil) == (err == nil) {
			t.Fatal("neither a table nor an error")
		}
		if err != nil && model.CodeOf(err) != model.Invalid {
			t.Fatalf("got %v, want an error of the file", err)
		}
	})
}
