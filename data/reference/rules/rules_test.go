package rules

import "testing"

func TestBuiltIn(t *testing.T) {
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(r.Rows))
}
