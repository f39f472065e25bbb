package lang

import "testing"

func TestSensitive(t *testing.T) {
	l := New(Danish)
	for _, text := range []string{
		"Har ADHD og skal have ro", "Angsten fylder meget.", "depressioner siden 2020",
		"Tidligere misbruger", "i misbrugets tid",
		"er i alkoholbehandling for alkoholmisbrug", "en psykisk lidelse",
		"PTSD, efter krigen", "diagnosen er ny", "har diabetes",
		"Kræften er væk", "Autismespektret", "går til psykiater", "en psykisk syg bror",
	} {
		if !l.Sensitive(text) {
			t.Errorf("%q: got nothing, want a warning", text)
		}
	}
	for _, text := range []string{
		"", "ingen tunge løft", "Syg i dag, kommer i morgen", "Skal arbejde uden stress", "hjerteligt modtaget",
		"Vil gerne have noget med medicin på apoteket", "et travlt sted med mange kunder", "pause efter en time",
		"ring til angstløs", "vil adde varer til listen", "tal med Kræn",
		"adskilte opgaver", "God til at lytte, arbejder selvstændigt",
		"misbrugscentret søger en pedel", "stedet har handicaptoilet", "Hjælper ældre med indkøb",
		"er ikke bange for kræfter og tempo",
		"fysisk hårdt arbejde", "kommer fra Hvidovre", "psykologi på VUC", "sygemeldt til mandag", "bruger briller",
	} {
		if l.Sensitive(text) {
			t.Errorf("%q: got a warning, want none", text)
		}
	}
}
