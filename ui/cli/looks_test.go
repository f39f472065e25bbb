package cli_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/shlex"

	"jobspor/ui/cli"
)

// This file looks for commands that name a citizen and leave no trace of it.

// person is how a citizen can be recognised in what a command prints.
type person struct {
	id    string
	words []*regexp.Regexp
}

// people reads the citizens of a demo database: number, initials that are nobody else's, full name and goals.
func people(t *testing.T, db demoDatabase) []person {
	t.Helper()
	read := func(args ...string) (rows []map[string]any) {
		out, stderr, code := db.run(0, "da", append(args, "--json")...)
		if err := json.Unmarshal([]byte(out), &rows); err != nil || code != 0 {
			t.Fatalf("%v: %v %s", args, err, stderr)
		}
		return rows
	}
	text := func(r map[string]any, key string) string { s, _ := r[key].(string); return s }
	initials, count := map[string]string{}, map[string]int{}
	citizens := read("citizen", "list")
	for _, c := range citizens {
		short := ""
		for _, key := range []string{"first_name", "last_name"} {
			for _, r := range text(c, key) {
				short += string(r) + "."
				break
			}
		}
		initials[text(c, "id")] = short
		count[short]++
	}
	goals := map[string][]string{}
	for _, g := range read("goal", "list") {
		if w := []rune(text(g, "words")); len(w) >= 25 {
			goals[text(g, "citizen")] = append(goals[text(g, "citizen")], string(w[:25]))
		}
	}
	var out []person
	for _, c := range citizens {
		id := text(c, "id")
		p := person{id: id}
		name := strings.TrimSpace(text(c, "first_name") + " " + text(c, "last_name"))
		names := append([]string{text(c, "ref"), name}, goals[id]...)
		if count[initials[id]] == 1 {
			names = append(names, initials[id])
		}
		for _, n := range names {
			p.words = append(p.words, regexp.MustCompile(`(^|[^\p{L}\d.-])`+regexp.QuoteMeta(n)+`($|[^\p{L}\d])`))
		}
		out = append(out, p)
	}
	return out
}

// traced are the citizens that entries of the log after a number name, and the number of the newest entry.
func traced(t *testing.T, db demoDatabase, after float64) (ids []string, last float64) {
	t.Helper()
	out, stderr, code := db.run(0, "da", "log", "--json", "--rows", "--limit", "30")
	var entries []map[string]any
	if err := json.Unmarshal([]byte(out), &entries); err != nil || code != 0 {
		t.Fatalf("log: %v %s", err, stderr)
	}
	for _, e := range entries {
		last = max(last, e["seq"].(float64))
		if e["seq"].(float64) <= after {
			continue
		}
		rows, _ := e["rows"].([]any)
		for _, r := range rows {
			row := r.(map[string]any)
			ids = append(ids, row["id"].(string))
			if e["kind"] != "view" && e["kind"] != "export" { // what was changed is a trace of whoever it was about
				ids = append(ids, "changed")
			}
		}
	}
	return ids, last
}

// naming are command lines beside the examples of the help, for commands and forms that those do not show.
var naming = []string{
	"citizen list", "citizen show B-0003", "goal list", "consent list", "contact list", "shortlist list",
	"shortlist show L-0001", "placement list", "placement show F-0001", "enrolment list", "today", "today --mine",
	"match B-0001", "match B-0001 --call-sheet", "match --reverse \"Café Strandgården\"", "search anja",
	"search køkken", "callround", "hours list", "hours show F-0001", "trial list", "trial list B-0001",
	"agreement show F-0001", "agreement versions F-0001", "vitas F-0001", "rules check F-0001", "rules changes",
	"progress B-0001", "programme show social-stoette", "programme show B-0004", "duplicates citizen",
	"citizen duplicates", "order list", "order list --all", "company show \"Café Strandgården\"", "log --rows",
	"undo --dry-run", "consultant planned", "week list", "citizen seen B-0001", "audit sample --n 5",
	"audit sample --n 5 --unusual-hours",
}

// namingLines are command lines that can name somebody: those of naming, and the examples of the help.
func namingLines() []string {
	texts, _ := cli.HelpTexts("da")
	lines := slices.Clone(naming)
	for _, c := range texts {
		for line := range strings.SplitSeq(c.Example, "\n") {
			if line, ok := strings.CutPrefix(line, "jobspor "); ok && !strings.ContainsAny(line, "|>$") {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// elsewhere reports whether a command works with another database than the test's, or with none.
func elsewhere(command string) bool {
	return slices.Contains([]string{"demo", "init", "load", "restore", "bench", "completion", "man", "help"}, command)
}

// withoutReason reports whether what left last went to somebody for whom the gate takes no reason: the citizen, or a
// company with the consent.
func withoutReason(t *testing.T, db demoDatabase) bool {
	t.Helper()
	out, stderr, _ := db.run(0, "da", "log", "--json", "--kind", "export", "--limit", "5")
	var entries []struct{ Args map[string]any }
	if err := json.Unmarshal([]byte(out), &entries); err != nil {
		t.Fatal(err, stderr)
	}
	return slices.ContainsFunc(entries, func(e struct{ Args map[string]any }) bool {
		return e.Args["receiver"] == "citizen" || e.Args["receiver"] == "company"
	})
}

// TestEveryCommandThatNamesSomebodyTakesAReason runs the same for a pipe, as a table and as JSON, without a reason:
// what would name a citizen or a contact person prints nothing, unless it tells what it has just written.
func TestEveryCommandThatNamesSomebodyTakesAReason(t *testing.T) {
	if testing.Short() {
		t.Skip("runs some hundred commands")
	}
	db := newDemoDatabase(t)
	_, before := traced(t, db, 0)
	known := people(t, db)
	var persons []map[string]any
	out, stderr, _ := db.run(0, "da", "person", "list", "--json")
	if err := json.Unmarshal([]byte(out), &persons); err != nil {
		t.Fatal(err, stderr)
	}
	for _, p := range persons {
		name := regexp.QuoteMeta(fmt.Sprint(p["name"]))
		known = append(known, person{"contact person " + fmt.Sprint(p["id"]),
			[]*regexp.Regexp{regexp.MustCompile(name)}})
	}
	t.Chdir(t.TempDir())
	refused := 0
	for _, line := range namingLines() {
		args, err := shlex.Split(line)
		if err != nil {
			t.Fatal(err)
		}
		if elsewhere(args[0]) || slices.Contains(args, "--reason") {
			continue
		}
		for _, more := range [][]string{nil, {"--json"}} {
			db.renew()
			out, stderr, code := db.runFor("", 0, "en", append(slices.Clone(args), more...)...)
			if code != 0 && strings.Contains(stderr, "a reason is missing") {
				if refused++; out != "" {
					t.Errorf("jobspor %s %v is refused and prints:\n%.300s", line, more, out)
				}
				continue
			}
			at := slices.IndexFunc(known, func(p person) bool {
				return slices.ContainsFunc(p.words, func(w *regexp.Regexp) bool { return w.MatchString(out) })
			})
			if at < 0 {
				continue
			}
			if ids, _ := traced(t, db, before); !slices.Contains(ids, "changed") && !withoutReason(t, db) {
				t.Errorf("jobspor %s %v names %s without a reason:\n%.300s", line, more, known[at].id, out)
			}
		}
	}
	if refused < 80 {
		t.Errorf("%d commands were refused: they name nobody", refused)
	}
}

// TestEveryCommandThatNamesSomebodyLeavesATrace runs the examples of the help and more, for a pipe, as JSON and at a
// terminal: whoever stands in what is printed, by number, initials, name or goal, is in the log afterwards.
func TestEveryCommandThatNamesSomebodyLeavesATrace(t *testing.T) {
	if testing.Short() {
		t.Skip("runs some hundred commands")
	}
	db := newDemoDatabase(t)
	_, before := traced(t, db, 0)
	known := people(t, db)
	t.Chdir(t.TempDir())
	var named, ran atomic.Int32
	lines := namingLines()
	t.Run("lines", func(t *testing.T) {
		const parts = 2
		for part := range parts {
			t.Run(fmt.Sprint(part), func(t *testing.T) {
				t.Parallel()
				db := newDemoDatabase(t)
				for at := part; at < len(lines); at += parts {
					n, r := leavesTraces(t, db, known, before, lines[at], at < len(naming), at%8 < 2)
					named.Add(int32(n))
					ran.Add(int32(r))
				}
			})
		}
	})
	if named, ran := named.Load(), ran.Load(); named < 150 || ran < 120 {
		t.Errorf("%d commands name %d citizens: they cannot be recognised", ran, named)
	}
}

// leavesTraces runs a line for a pipe, as JSON and at a terminal, each time on the demo as it was, and counts the
// citizens that it names and how often it ran.
func leavesTraces(
	t *testing.T, db demoDatabase, known []person, before float64, line string, naming, wide bool,
) (named, ran int) {
	t.Helper()
	args, err := shlex.Split(line)
	if err != nil {
		t.Fatal(err)
	}
	if elsewhere(args[0]) {
		return 0, 0
	}
	type form struct {
		width int
		more  []string
	}
	forms := []form{{0, nil}}
	if naming {
		forms = append(forms, form{0, []string{"--json"}})
	}
	if naming && wide { // the same rows, in another layout
		forms = append(forms, form{120, nil})
	}
	for _, form := range forms {
		db.renew()
		out, _, code := db.run(form.width, "da", append(slices.Clone(args), form.more...)...)
		if code != 0 {
			continue // its examples run elsewhere, with what they need
		}
		ran++
		var ids []string
		for _, p := range known {
			if !slices.ContainsFunc(p.words, func(w *regexp.Regexp) bool { return w.MatchString(out) }) {
				continue
			}
			if named++; ids == nil {
				ids, _ = traced(t, db, before)
			}
			if !slices.Contains(ids, p.id) && !slices.Contains(ids, "changed") {
				t.Errorf("jobspor %s (%s) names %s, who is not in the log:\n%.600s", line, fmt.Sprint(form), p.id, out)
			}
		}
	}
	return named, ran
}
