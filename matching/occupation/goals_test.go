package occupation

import (
	"reflect"
	"strings"
	"testing"

	"jobspor/model"
)

func TestGoals(t *testing.T) {
	l := testLinker(Options{})
	type want struct {
		goals string // separated by |
		terms Terms
	}
	for in, w := range map[string]want{
		"lager":          {goals: "lager"},
		"lager, butik":   {goals: "lager|butik"},
		"Lager/butik":    {goals: "Lager|butik"},
		"pedel. Kantine": {goals: "pedel|Kantine"},
		"lager eller noget med dyr, ikke tungt": {"lager|dyr",
			Terms{Avoid: []model.Load{model.Lifting}}},
		"Jeg vil gerne arbejde med børn":          {goals: "børn"},
		"noget med køkken":                        {goals: "køkken"},
		"jeg kunne godt tænke mig at passe hunde": {goals: "passe hunde"},
		"lager men ikke særlig tungt":             {"lager", Terms{Avoid: []model.Load{model.Lifting}}},
		"lager men ikke tungt eller støvet": {"lager",
			Terms{Avoid: []model.Load{model.Lifting, model.Dust}}},
		"butik uden kunder": {"butik", Terms{Avoid: []model.Load{model.Customers}}},
		"kontor, ingen kunder, kun formiddag": {"kontor",
			Terms{Avoid: []model.Load{model.Customers}, Time: []string{"mornings"}}},
		"køkken på deltid":      {"køkken", Terms{Time: []string{"part-time"}}},
		"butik, ikke rengøring": {"butik", Terms{Not: []string{"rengøring"}}},
		"have og park":          {goals: "have og park"},
		"uden tungt og støvet arbejde, fx kontor": {"kontor",
			Terms{Avoid: []model.Load{model.Lifting, model.Dust}}},
		"lager. Kan ikke arbejde om aftenen":                    {"lager", Terms{Time: []string{"no-evenings"}}},
		"ikke gerne ude":                                        {"", Terms{Avoid: []model.Load{model.Outdoor}}},
		"alt undtagen rengøring":                                {"", Terms{Not: []string{"rengøring"}}},
		"noget hvor jeg ikke skal stå op hele dagen, fx kontor": {"kontor", Terms{Avoid: []model.Load{model.Standing}}},
		"kontor, 15 timer":                                      {goals: "kontor|timer"},
		"gerne ude":                                             {"", Terms{Seek: []model.Load{model.Outdoor}}},
		"køkken og lager":                                       {goals: "køkken|lager"},
		"tungt arbejde":                                         {goals: "tungt"},
		"lager lager, LAGER":                                    {goals: "lager lager|LAGER"},
		"køre pakker eller mad ud":                              {goals: "køre pakker eller mad ud"},
		"sætte op eller pakke ud":                               {goals: "sætte op|pakke ud"},
		"":                                                      {}, "🍳": {}, "\x00": {}, "noget": {goals: "noget"},
	} {
		got := l.Goals(in)
		var texts []string
		for _, g := range got {
			texts = append(texts, g.Text)
			if g.Text != "" && !strings.HasPrefix(in[g.Start:], g.Text) {
				t.Errorf("Goals(%q): %q does not stand at %d", in, g.Text, g.Start)
			}
			if !reflect.DeepEqual(g.Terms, w.terms) {
				t.Errorf("Goals(%q) terms = %+v, want %+v", in, g.Terms, w.terms)
			}
		}
		if s := strings.Join(texts, "|"); s != w.goals {
			t.Errorf("Goals(%q) = %q, want %q", in, s, w.goals)
		}
	}
}

func testLinker(o Options) *Linker {
	return New(Knowledge{
		Lexicon: []model.Occupation{
			{ID: "koekken", Label: "køkkenhjælp", English: "kitchen assistant", ISCO: "9412", Synonyms: []string{
				"køkkenmedhjælper", "opvasker", "køkkenassistent"}, Tasks: []string{"opvask", "skære grønt"}},
			{ID: "rengoering", Label: "rengøringsassistent", English: "cleaner", ISCO: "9112",
				Synonyms: []string{"rengøringsdame", "gøre rent"}},
			{ID: "lager", Label: "lagermedarbejder", English: "warehouse worker", ISCO: "4321", Synonyms: []string{
				"lagerarbejder", "lagermand"}, Tasks: []string{"pakke varer på lager", "rydde op i køkken"}},
			{ID: "pedel", Label: "pedel", English: "caretaker", ISCO: "5153",
				Synonyms: []string{"vicevært", "teknisk servicemedarbejder"}},
			{ID: "flaske", Label: "flaskedreng", English: "bottle sorter", ISCO: "9621",
				Synonyms: []string{"flaskesortering"}},
			{ID: "hund", Label: "hundelufter", English: "dog walker", ISCO: "5164",
				Synonyms: []string{"passe hunde", "hundepasser"}},
			{ID: "kontor", Label: "kontorassistent", English: "office clerk", ISCO: "4110",
				Synonyms: []string{"kontorhjælp", "kontordame"}},
			{ID: "gartner", Label: "gartnermedhjælper", English: "gardener", ISCO: "9214",
				Synonyms: []string{"have og park", "planteskole"}},
			{ID: "kok", Label: "kok", English: "cook", ISCO: "5120"},
		},
		Groups: []Group{{{Word: "hjælp"}, {Word: "medhjælper"}, {Word: "hjælper"}},
			{{Word: "vicevært"}, {Word: "ejendomsmester"}}},
		Negations: []string{"ikke", "ingen", "uden", "må ikke"},
		Conditions: []Condition{
			{Phrase: "ikke tungt", Avoid: model.Lifting}, {Phrase: "tungt", Bare: true, Avoid: model.Lifting},
			{Phrase: "støvet", Bare: true, Avoid: model.Dust}, {Phrase: "kunder", Bare: true, Avoid: model.Customers},
			{Phrase: "kun formiddag", Time: "mornings"}, {Phrase: "på deltid", Time: "part-time"},
			{Phrase: "deltid", Time: "part-time"},
			{Phrase: "gerne ude", Seek: model.Outdoor}, {Phrase: "stå", Bare: true, Avoid: model.Standing},
			{Phrase: "om aftenen", Time: "evenings"}, {Phrase: "ikke aften", Time: "no-evenings"},
		},
	}, o)
}
