package present

// Counts says how many rows of a type there are and how many of them fit a filter or a search: "425 virksomheder, 67
// passer". When all fit, or nothing is filtered, it is only how many there are.
func (w Words) Counts(typ string, all, fit int) string {
	out := w.T("count."+typ, "n", all)
	if fit != all {
		out += ", " + w.T("count.fit", "n", fit)
	}
	return out
}
