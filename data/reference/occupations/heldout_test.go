package occupations_test

import (
	"bufio"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
)

// The titles that measure the linker are halved: one half tunes it, the other only checks it. A title of the checking
// half that stands in the data was perhaps taken from there, and would make the measure worth nothing.

// mostOrdinary is how many titles of the checking half the older lists may have that the labels they are linked to do
// not have themselves: names of educations and words that everybody uses. It only goes down.
const mostOrdinary = 33

// titles gives the folded titles of a half, 0 for tuning and 1 for checking.
func titles(t *testing.T, half uint32) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, row := range sharedRows(t, "star-titles-public/star_titles_to_esco_dev.tsv") {
		h := fnv.New32a()
		h.Write([]byte(row[1]))
		if h.Sum32()&1 == half {
			out[fold(row[1])] = true
		}
	}
	if len(out) < 200 {
		t.Fatalf("got %d titles, want 200 or more", len(out))
	}
	return out
}

// TestDataHoldsNoHeldOutTitle: unit groups and relations were written when the measure was there already, and have no
// title of the checking half, whether everybody uses it or not.
func TestDataHoldsNoHeldOutTitle(t *testing.T) {
	held := titles(t, 1)
	lacks := func(where, word string) {
		if held[fold(word)] {
			t.Errorf("%s: %q is a held-out title", where, word)
		}
	}
	for _, u := range units(t) {
		lacks(u.Code, u.Title)
		for _, w := range u.Terms {
			lacks(u.Code, w.Word)
		}
	}
	for _, r := range thesaurus(t).Relations {
		lacks(string(r.Kind), r.From)
		for _, w := range r.To {
			lacks(r.From, w.Word)
		}
	}
}

// TestOlderListsHoldFewHeldOutTitles looks through every other list of words about work. They name what people do, and
// so do the titles: what counts is how many the labels themselves lack, and that these are not more than in the other
// half by anything but chance.
func TestOlderListsHoldFewHeldOutTitles(t *testing.T) {
	labels := map[string]bool{}
	for file, columns := range map[string][]int{
		"esco-da-public/occupations_da.tsv": {3, 4}, "esco-da-public/isco_groups_da.tsv": {2, 3},
	} {
		for _, row := range sharedRows(t, file) {
			for _, c := range columns {
				for name := range strings.SplitSeq(row[c], "|") {
					labels[fold(name)] = true
				}
			}
		}
	}
	lists := olderLists(t)
	var share [2]float64
	for half := range share {
		found, all := map[string][]string{}, 0
		for title := range titles(t, uint32(half)) {
			if labels[title] {
				continue
			}
			all++
			for name, list := range lists {
				if list[title] {
					found[title] = append(found[title], name)
				}
			}
		}
		share[half] = float64(len(found)) / float64(all)
		t.Logf("half %d: %d of %d titles that no label has stand in our lists", half, len(found), all)
		if half == 1 && len(found) > mostOrdinary {
			t.Errorf("got %d titles of the checking half, want at most %d: %v", len(found), mostOrdinary, found)
		}
	}
	const chance = 0.1
	if share[1] > share[0]+chance {
		t.Errorf("got %.2f of the checking half and %.2f of the other", share[1], share[0])
	}
}

// olderLists gives the folded words of the lexicon, the thesaurus, everyday speech, tasks, trades and conditions.
func olderLists(t *testing.T) map[string]map[string]bool {
	t.Helper()
	out := map[string]map[string]bool{}
	add := func(list string, words ...string) {
		if out[list] == nil {
			out[list] = map[string]bool{}
		}
		for _, w := range words {
			out[list][fold(w)] = true
		}
	}
	for _, o := range builtin(t) {
		add("lexicon", slices.Concat([]string{o.Label, o.English}, o.Synonyms, o.Tasks)...)
	}
	th := thesaurus(t)
	for _, g := range th.Groups {
		for _, w := range g {
			add("words", w.Word)
		}
	}
	for _, h := range th.WeakHeads {
		add("weak heads", append(h.Near, h.Word)...)
	}
	for _, s := range th.Spoken {
		add("speech", s.Said, s.Means)
	}
	for _, c := range th.Conditions {
		add("conditions", c.Phrase)
	}
	tasks, err := occupations.LoadTasks()
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range tasks {
		add("tasks", list...)
	}
	trades, err := occupations.LoadTrades()
	if err != nil {
		t.Fatal(err)
	}
	for _, trade := range trades {
		for _, w := range trade.Words {
			add("trades", strings.Trim(w, "-"))
		}
	}
	return out
}

// fold leaves letters and digits, lower case, one blank between words.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return strings.ContainsRune(" ,.-/()&+'", r)
	}), " ")
}

// sharedRows gives the rows of a tab-separated file outside the repository, without its header.
func sharedRows(t *testing.T, name string) [][]string {
	t.Helper()
	dir := os.Getenv("JOBSPOR_TESTDATA")
	if dir == "" {
		t.Skipf("set JOBSPOR_TESTDATA to the folder that has %s", name)
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		out = append(out, strings.Split(sc.Text(), "\t"))
	}
	return out[1:]
}
