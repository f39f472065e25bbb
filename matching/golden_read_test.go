package matching_test

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
)

// The golden cases are written for consultants, in Danish; testdata/golden.txt says how. Here they are read.

// goldenDay is the day all cases are judged on, a Sunday.
var goldenDay = model.NewDate(2026, 11, 22)

// town is a set of workplaces that several cases share.
type town struct {
	companies []*model.Company
	tasks     []*model.Task
	contacts  []*model.Contact
}

// goldenCase is one citizen, the workplaces, and what must come out.
type goldenCase struct {
	title, why string
	open       string // why it does not come out yet, decided in writing
	line       int
	seed       uint32
	town
	citizen    *model.Citizen
	goals      []*model.Goal
	overrides  []*model.Override
	placements []*model.Placement
	expect     []expectation
}

type expectation struct {
	line int
	kind string // først, top, ikke, …: see golden.txt
	text string
}

type goldenReader struct {
	t     *testing.T
	line  int
	towns map[string]*town
	cases []*goldenCase
	into  *town
	c     *goldenCase
	words map[string]string // condition in Danish → key
}

func readGolden(t *testing.T, file string) []*goldenCase {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := &goldenReader{t: t, towns: map[string]*town{}, words: map[string]string{}}
	da := lang.New(lang.Danish)
	for _, k := range model.ConditionKeys() {
		r.words[da.T("match.condition."+k)] = k
	}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		r.line++
		if s := strings.TrimSpace(sc.Text()); s != "" && s[0] != '#' {
			r.read(s)
		}
	}
	return r.cases
}

func (r *goldenReader) fail(format string, args ...any) {
	r.t.Helper()
	r.t.Fatalf("golden.txt:%d: %s", r.line, fmt.Sprintf(format, args...))
}

func (r *goldenReader) read(s string) {
	key, rest, _ := strings.Cut(s, ":")
	rest = strings.TrimSpace(rest)
	switch key {
	case "BY":
		r.into = &town{}
		r.towns[rest] = r.into
	case "SAG":
		r.c = &goldenCase{title: rest, line: r.line, seed: 322,
			citizen: &model.Citizen{Head: model.Head{ID: "citizen"}, FirstName: "x"}}
		r.cases, r.into = append(r.cases, r.c), &r.c.town
	case "by":
		from := r.towns[rest]
		if from == nil {
			r.fail("there is no town %q", rest)
		}
		for _, c := range from.companies {
			r.c.companies = append(r.c.companies, schema.Clone(c).(*model.Company))
		}
		for _, t := range from.tasks {
			r.c.tasks = append(r.c.tasks, schema.Clone(t).(*model.Task))
		}
		r.c.contacts = append(r.c.contacts, from.contacts...)
	case "hvorfor":
		r.c.why = rest
	case "borger":
		r.facts(rest, r.citizen)
	case "mål":
		words, status, _ := strings.Cut(rest, " = ")
		r.c.goals = append(r.c.goals,
			&model.Goal{Head: model.Head{ID: "goal" + strconv.Itoa(len(r.c.goals))}, CitizenID: "citizen",
				Words: words, Status: status, Rank: model.Some(len(r.c.goals) + 1)})
	case "udestår":
		r.c.open = rest
	case "først", "top", "ikke", "spørg", "før", "med", "kendt", "ukendt", "ulæst", "opgave", "lige":
		r.c.expect = append(r.c.expect, expectation{r.line, key, rest})
	case "tilsidesat":
		id, rest, _ := strings.Cut(rest, " ")
		r.c.overrides = append(r.c.overrides, &model.Override{Head: model.Head{ID: "o"}, CitizenID: "citizen",
			CompanyID: id, Criterion: goldenCriteria[rest], Reason: "aftalt på telefon"})
	case "prøvet", "er der nu":
		r.placement(key, rest)
	default:
		r.place(s)
	}
}

// placement reads what the citizen has tried ("cafe = ja køkkenhjælp") or where others are now ("cafe").
func (r *goldenReader) placement(key, text string) {
	id, said, _ := strings.Cut(text, " = ")
	p := &model.Placement{Head: model.Head{ID: "f" + strconv.Itoa(len(r.c.placements))},
		CompanyID: id, CitizenID: "en anden" + strconv.Itoa(r.line), Kind: "traineeship", State: "running",
		StartOn: goldenDay.Add(-40)}
	if key == "prøvet" {
		liked, words, _ := strings.Cut(said, " ")
		tri, err := model.ParseTri(liked)
		if err != nil || tri == model.Unknown || words == "" {
			r.fail("what was it like: %q", said)
		}
		p.CitizenID, p.Kind, p.State, p.EndedOn, p.Liked, p.TaskWords = "citizen", "trial", "ended", p.StartOn,
			tri, words
	}
	r.c.placements = append(r.c.placements, p)
}

// place reads a workplace ("- id Name; facts"), a change to one ("~ id; facts") or a task ("* Name (occupation);
// facts").
func (r *goldenReader) place(s string) {
	head, facts, _ := strings.Cut(s[1:], ";")
	head = strings.TrimSpace(head)
	switch s[0] {
	case '-':
		id, name, _ := strings.Cut(head, " ")
		c := &model.Company{Head: model.Head{ID: id}, Name: name}
		r.into.companies = append(r.into.companies, c)
		r.facts(facts, func(f string) bool { return r.company(f, c) })
	case '~':
		i := slices.IndexFunc(r.into.companies, func(c *model.Company) bool { return c.ID == head })
		if i < 0 {
			r.fail("there is no workplace %q", head)
		}
		c := r.into.companies[i]
		r.into.companies = append(slices.Delete(r.into.companies, i, i+1), c) // tasks that follow are its
		r.facts(facts, func(f string) bool { return r.company(f, c) })
	case '*':
		c := r.into.companies[len(r.into.companies)-1]
		name, occ, _ := strings.Cut(strings.TrimSuffix(head, ")"), " (")
		t := &model.Task{Head: model.Head{ID: fmt.Sprintf("%s-%d", c.ID, len(r.into.tasks))}, CompanyID: c.ID,
			Name: name, Occupation: occ}
		r.into.tasks = append(r.into.tasks, t)
		r.facts(facts, func(f string) bool { return r.task(f, t) })
	default:
		r.fail("cannot read %q", s)
	}
}

func (r *goldenReader) facts(list string, read func(string) bool) {
	for f := range strings.SplitSeq(list, ";") {
		if f = strings.TrimSpace(f); f != "" && !read(f) {
			r.fail("cannot read %q", f)
		}
	}
}

var (
	fourDigits = regexp.MustCompile(`^\d{4}$`)
	numberFact = regexp.MustCompile(`^(mindst|højst) ([\d,]+) timer$`)
	openFact   = regexp.MustCompile(`^(\d+) plads(?:er)? for (\d+) dage siden$`)
	hostFact   = regexp.MustCompile(`^(\d+) praktikanter, (\d+) lønnet$`)
	askedFact  = regexp.MustCompile(`^spurgt om (\d+) for (\d+) dage siden$`)
	limitFact  = regexp.MustCompile(`^højst (\d+) min$`)
	hoursFact  = regexp.MustCompile(`^([\d,]+) timer(, håber (?:på )?([\d,]+))?$`)
)

func (r *goldenReader) hours(s string) model.Opt[model.Hours] {
	h, err := model.ParseHours(s)
	if err != nil {
		r.fail("hours %q: %v", s, err)
	}
	return model.Some(h)
}

func number(s string) model.Opt[int] {
	n, _ := strconv.Atoi(s)
	return model.Some(n)
}

var (
	goldenDays = map[string]string{"man": "mon", "tir": "tue", "ons": "wed", "tor": "thu", "fre": "fri", "lør": "sat",
		"søn": "sun"}
	goldenParts = map[string]string{"tidlig": "early", "formiddag": "morning", "eftermiddag": "afternoon",
		"aften": "evening", "nat": "night"}
	goldenModes = map[string]string{"gang": "foot", "cykel": "bike", "bus": "bus", "bil": "car"}
	goldenLevel = map[string]string{"intet": "none", "lidt": "little", "hverdag": "everyday", "godt": "good",
		"flydende": "fluent"}
	goldenLoads = map[string]string{"stå": "standing", "løft": "lifting", "kunder": "customers", "støj": "noise",
		"skift": "shift", "ude": "outdoor",
		"kørsel": "driving", "tempo": "pace", "skærm": "screen", "støv": "dust", "alene": "alone", "læse": "reading"}
	goldenPays = map[string]string{"nej": "no", "måske": "maybe", "ja": "yes", "gør det": "does"}
	goldenTies = map[string]string{"kontakt": "contact", "samarbejde": "cooperation", "partnerskab": "partner",
		"passiv": "passive"}
	// goldenCriteria are the criteria and blocks by their names in Danish.
	goldenCriteria = map[string]string{"vej": "travel", "timer": "hours", "flere timer": "growth", "løntimer": "pays",
		"dage": "days", "tidspunkt": "times",
		"hensyn": "conditions", "dansk": "danish", "kørekort": "licence", "pladser": "places", "pause": "load",
		"erfaring": "record",
		"opgave":   "task", "prøvet": "tried", "ønske": "wishes", "ophørt": matching.BlockCeased,
		"mål": matching.BlockNoLink}
)

// keys reads words of a list, separated by blanks or commas; "man-fre" is a run of days.
func (r *goldenReader) keys(words map[string]string, text string) []string {
	text = strings.ReplaceAll(text, "man-fre", "man tir ons tor fre")
	var out []string
	for w := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == ' ' || c == ',' }) {
		k, ok := words[w]
		if !ok {
			r.fail("do not know %q", w)
		}
		out = append(out, k)
	}
	return out
}

func (r *goldenReader) conditions(text string) []string {
	var out []string
	for w := range strings.SplitSeq(text, ",") {
		k, ok := r.words[strings.TrimSpace(w)]
		if !ok {
			r.fail("do not know the condition %q", w)
		}
		out = append(out, k)
	}
	return out
}

func (r *goldenReader) citizen(f string) bool {
	c := r.c.citizen
	first, rest, _ := strings.Cut(f, " ")
	switch {
	case fourDigits.MatchString(f):
		c.Postcode = f
	case limitFact.MatchString(f):
		c.MaxMinutes = number(limitFact.FindStringSubmatch(f)[1])
	case hoursFact.MatchString(f):
		m := hoursFact.FindStringSubmatch(f)
		c.HoursNow = r.hours(m[1])
		if m[3] != "" {
			c.HoursHoped = r.hours(m[3])
		}
	case first == "dage":
		c.Days = r.keys(goldenDays, rest)
	case first == "tid":
		c.DayParts = r.keys(goldenParts, rest)
	case first == "med":
		c.Transport = r.keys(goldenModes, rest)
	case first == "dansk":
		c.Danish = goldenLevel[rest]
	case first == "kørekort":
		c.Licences = strings.Fields(rest)
	case first == "hensyn":
		c.Conditions = r.conditions(rest)
	case first == "ønsker":
		c.Wishes = rest
	default:
		return false
	}
	return true
}

// shared reads facts that workplaces and tasks have in common.
func (r *goldenReader) shared(
	f string, least, most *model.Opt[model.Hours], days, parts *[]string, danish *string, open *model.Opt[int],
	on *model.Date,
) bool {
	first, rest, _ := strings.Cut(f, " ")
	switch m := openFact.FindStringSubmatch(f); {
	case numberFact.MatchString(f):
		n := numberFact.FindStringSubmatch(f)
		if n[1] == "mindst" {
			*least = r.hours(n[2])
		} else {
			*most = r.hours(n[2])
		}
	case m != nil:
		*open, *on = number(m[1]), goldenDay.Add(-number(m[2]).V)
	case first == "dage":
		*days = r.keys(goldenDays, rest)
	case first == "tid":
		*parts = r.keys(goldenParts, rest)
	case first == "dansk":
		*danish = goldenLevel[rest]
	default:
		return false
	}
	return true
}

func (r *goldenReader) company(f string, c *model.Company) bool {
	first, rest, _ := strings.Cut(f, " ")
	switch {
	case fourDigits.MatchString(f):
		c.Postcode = f
	case first == "branche":
		c.Industry, c.IndustrySystem = rest, string(model.DB25)
	case first == "branchetekst":
		c.IndustryText = rest
	case first == "betaler":
		c.PaysHours = goldenPays[rest]
	case f == "vil ansætte":
		c.OpenToHire = model.Yes
	case f == "ophørt":
		c.Status = "ceased"
	case strings.HasPrefix(f, "pause "):
		c.PausedUntil = goldenDay.Add(number(strings.TrimSuffix(rest, " dage")).V)
	case strings.HasPrefix(f, "højst spurgt "):
		c.AskMost = number(strings.TrimPrefix(f, "højst spurgt "))
	case goldenTies[f] != "":
		c.Relation = goldenTies[f]
	case strings.HasPrefix(f, "tilbyder "):
		c.Offers = r.conditions(rest)
	case strings.HasPrefix(f, "kan ikke "):
		c.CannotOffer = r.conditions(strings.TrimPrefix(f, "kan ikke "))
	case hostFact.MatchString(f):
		m := hostFact.FindStringSubmatch(f)
		c.Hosted, c.HostedPaid = number(m[1]), number(m[2])
	case askedFact.MatchString(f):
		m := askedFact.FindStringSubmatch(f)
		for i := range number(m[1]).V {
			r.into.contacts = append(r.into.contacts,
				&model.Contact{Head: model.Head{ID: fmt.Sprintf("%s-k%d-%d", c.ID, r.line, i)},
					CompanyID: c.ID, CitizenID: fmt.Sprintf("other%d", i), On: goldenDay.Add(-number(m[2]).V),
					How: "call"})
		}
	default:
		return r.shared(f, &c.MinHours, &c.MaxHours, &c.Days, &c.DayParts, &c.Danish, &c.OpenPlaces, &c.OpenOn)
	}
	return true
}

func (r *goldenReader) task(f string, t *model.Task) bool {
	first, rest, _ := strings.Cut(f, " ")
	switch {
	case f == "kan lønnes":
		t.Paid = model.Yes
	case f == "kan prøves":
		t.Trial = model.Yes
	case f == "vokser":
		t.Grows = model.Yes
	case f == "vokser ikke":
		t.Grows = model.No
	case f == "lukket":
		t.Status = "closed"
	case strings.HasPrefix(f, "fri for "):
		t.FreeOf = r.keys(goldenLoads, strings.TrimPrefix(f, "fri for "))
	case first == "har":
		t.Loads = r.keys(goldenLoads, rest)
	case first == "kørekort":
		t.Licences = strings.Fields(rest)
	default:
		return r.shared(f, &t.MinHours, &t.MaxHours, &t.Days, &t.DayParts, &t.Danish, &t.OpenPlaces, &t.OpenOn)
	}
	return true
}
