package model

import "testing"

func TestFileNameHidesACPRNumber(t *testing.T) {
	for path, want := range map[string]string{
		"/home/lh/virksomheder.csv":             "virksomheder.csv",
		"liste 2026-11-26.xlsx":                 "liste 2026-11-26.xlsx",
		"/home/lh/010203-1234.csv":              "[CPR].csv",
		"Anja 0102031234 ark.XLSX":              "[CPR].XLSX",
		"/borgere/010203-1234/virksomheder.csv": "virksomheder.csv",
		"liste.0102031234":                      "[CPR]",
	} {
		if got := FileName(path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestShownPathHidesACPRNumber(t *testing.T) {
	for path, want := range map[string]string{
		"lister/virksomheder.csv":                   "lister/virksomheder.csv",
		"/borgere/010203-1234/virksomheder.csv":     "/borgere/[CPR]/virksomheder.csv",
		`C:\borgere\0102031234\0102031234 ark.xlsx`: `C:\borgere\[CPR]\[CPR].xlsx`,
		"-": "-",
	} {
		if got := ShownPath(path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
