package lang

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// glossaryTerm is one thing of the glossary: what it is called, and what it is not called.
type glossaryTerm struct {
	thing   string
	words   map[Code]string
	instead map[Code]*regexp.Regexp // nil forbids nothing
}

// glossary is all terms, and what any of them forbids in one pattern.
type glossary struct {
	terms []glossaryTerm
	any   map[Code]*regexp.Regexp
}

// faults are the terms whose place another word takes in a text.
func (g glossary) faults(code Code, text string) (out []glossaryTerm) {
	if !g.any[code].MatchString(text) {
		return nil
	}
	for _, t := range g.terms {
		if re := t.instead[code]; re != nil && re.MatchString(text) {
			out = append(out, t)
		}
	}
	return out
}

// variants makes one pattern of forbidden words, as whole words without capitals.
func variants(all []string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^a-zæøåé])(?:` + strings.Join(all, "|") + `)(?:[^a-zæøåé]|$)`)
}

// readGlossary reads glossary.txt: thing | Danish | English | not in Danish | not in English.
func readGlossary(t *testing.T) glossary {
	t.Helper()
	data, err := os.ReadFile("glossary.txt")
	if err != nil {
		t.Fatal(err)
	}
	out, every := glossary{any: map[Code]*regexp.Regexp{}}, map[Code][]string{}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, " | ")
		if len(cells) != 5 {
			t.Fatalf("glossary.txt:%d: got %d cells, want 5", i+1, len(cells))
		}
		g := glossaryTerm{cells[0], map[Code]string{Danish: cells[1], English: cells[2]}, map[Code]*regexp.Regexp{}}
		for lang, cell := range map[Code]string{Danish: cells[3], English: cells[4]} {
			if cell == "-" {
				continue
			}
			var all []string
			for _, v := range strings.Split(strings.ReplaceAll(cell, `\|`, "|"), "; ") {
				all = append(all, strings.ReplaceAll(v, `\w`, "[a-zæøåé]"))
			}
			g.instead[lang], every[lang] = variants(all), append(every[lang], all...)
		}
		out.terms = append(out.terms, g)
	}
	for lang, all := range every {
		out.any[lang] = variants(all)
	}
	return out
}

var option = regexp.MustCompile(`--?[a-z][a-z-]*`)

// shown is the text of a key as a person reads it, without its examples of commands, whose names are fixed.
func shown(l *Lang, key string) string {
	return option.ReplaceAllString(l.T(key), "")
}

func TestWordsKeepToTheGlossary(t *testing.T) {
	terms := readGlossary(t)
	for _, code := range []Code{Danish, English} {
		l := New(code)
		for _, key := range l.Keys() {
			if strings.HasSuffix(key, ".example") {
				continue
			}
			for _, g := range terms.faults(code, shown(l, key)) {
				t.Errorf("%s %s: %q, want %q for %s", code, key, l.T(key), g.words[code], g.thing)
			}
		}
	}
}

// TestReferenceTextsKeepToTheGlossary: programmes, rules and mails are shown, too.
func TestReferenceTextsKeepToTheGlossary(t *testing.T) {
	terms, n := readGlossary(t), 0
	line := regexp.MustCompile(`^\s*(?:\w+\.)?(da|en) = "(.*)"$`)
	for _, glob := range []string{"programmes/files/*.toml", "programmes/*.toml", "ruleset/*.toml"} {
		files, err := filepath.Glob("../../data/reference/" + glob)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: got %d files, %v", glob, len(files), err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for i, l := range strings.Split(string(data), "\n") {
				m := line.FindStringSubmatch(l)
				if m == nil {
					continue
				}
				n++
				for _, g := range terms.faults(Code(m[1]), m[2]) {
					t.Errorf("%s:%d: %q, want %q for %s", file, i+1, m[2], g.words[Code(m[1])], g.thing)
				}
			}
		}
	}
	if n < 200 {
		t.Errorf("got %d texts, want those of all files", n)
	}
}

// TestMailsAndReadmeKeepToTheGlossary: the templates of mails, whose texts go over many lines, and what README and
// CONTRIBUTING say outside of their examples and of words in quotes, which may be from any time.
func TestMailsAndReadmeKeepToTheGlossary(t *testing.T) {
	terms, n := readGlossary(t), 0
	report := func(file string, code Code, text string) {
		n++
		for _, g := range terms.faults(code, text) {
			t.Errorf("%s (%s): %q is in %q, want %q for %s", file, code,
				g.instead[code].FindString(strings.ToLower(text)),
				text, g.words[code], g.thing)
		}
	}
	mails, err := os.ReadFile("../../data/reference/mail/mail.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(da|en) = ("""[^"]*"""|"[^"]*")`).FindAllStringSubmatch(string(mails), -1) {
		report("mail.toml", Code(m[1]), m[2])
	}
	for _, file := range []string{"README.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		prose := regexp.MustCompile("(?s)```.*?```|`[^`]*`|\"[^\"]*\"").ReplaceAllString(string(text), "")
		for _, paragraph := range strings.Split(prose, "\n\n") {
			report(file, English, paragraph)
		}
	}
	if n < 100 {
		t.Errorf("got %d texts, want all", n)
	}
}

// TestGlossaryFindsTheOldWords: the patterns match what they are for, and not what only looks like it.
func TestGlossaryFindsTheOldWords(t *testing.T) {
	terms := readGlossary(t)
	found := func(code Code, text string) bool { return len(terms.faults(code, text)) > 0 }
	for _, old := range []string{"Slags", "Indskrivning findes ikke", "Aftalte rytmer", "det fri beløb",
		"Redskab", "mærk alle"} {
		if !found(Danish, old) {
			t.Errorf("%q: got nothing", old)
		}
	}
	for _, fine := range []string{"Bemærkninger", "indsatsforløb", "markér alle", "algoritme", "dagslys"} {
		if found(Danish, fine) {
			t.Errorf("%q: got a fault", fine)
		}
	}
	if !found(English, "In a traineeship") || found(English, "a trainee") {
		t.Error("English: the old word is not told from the new")
	}
}
