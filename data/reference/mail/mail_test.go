package mail

import (
	"strings"
	"testing"

	"jobspor/model"
)

// TestBuiltInTemplates are read, are in both languages, and use the places that there are.
func TestBuiltInTemplates(t *testing.T) {
	list, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 4 {
		t.Fatalf("got %d templates, want at least 4", len(list))
	}
	used, receivers := map[string]bool{}, map[string]bool{}
	for _, m := range list {
		receivers[m.To] = true
		for _, text := range []model.InBoth{m.Name, m.Subject, m.Body} {
			if text.DA == "" || text.EN == "" || text.DA == text.EN {
				t.Errorf("%s lacks a language: %q", m.Key, text)
			}
			for _, in := range []string{text.DA, text.EN} {
				model.FillMail(in, func(field string) string { used[field] = true; return "" })
			}
		}
	}
	for _, field := range []string{"citizen", "company", "contact", "start", "meeting", "consultant"} {
		if !used[field] {
			t.Errorf("no template uses {%s}", field)
		}
	}
	for _, field := range model.MailFields {
		if !strings.Contains(Text(), "{"+field+"}") {
			t.Errorf("the file does not document {%s}", field)
		}
	}
	if !receivers["company"] || !receivers["citizen"] {
		t.Errorf("receivers: got %v, want both", receivers)
	}
}

const good = `[[template]]
key = "a"
to = "company"
name.da = "Navn"
subject.da = "Emne {ref}"
body.da = """
Hej {contact}
"""
`

// TestFaultsNameTheLine gives each fault with its line.
func TestFaultsNameTheLine(t *testing.T) {
	if _, err := Parse("x.toml", good); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		was, is, key string
		line         int
	}{
		{"{contact}", "{contakt}", "err.mail.field", 6},
		{"{contact}", "{contact", "err.mail.field", 6},
		{"{ref}", "{}", "err.mail.field", 5},
		{`"company"`, `"chef"`, "err.mail.to", 3},
		{`"a"`, `"list"`, "err.mail.key", 2},
		{`"a"`, `"A b"`, "err.mail.key", 2},
		{`"Navn"`, `" "`, "err.mail.empty", 4},
		{`"Navn"`, `"` + strings.Repeat("n", 201) + `"`, "err.mail.long", 4},
		{`"Navn"`, `"Sag 010203-1234"`, "err.mail.cpr", 4},
		{`"company"`, "\"company\"\nattach = [\"plan\"]", "err.mail.attach", 4},
		{`"company"`, "\"company\"\ncc = \"x\"", "err.toml.key", 4},
		{good, good + good, "err.mail.twice", 10},
		{good, "", "err.mail.count", 0},
	} {
		_, err := Parse("x.toml", strings.Replace(good, c.was, c.is, 1))
		e, ok := err.(*model.Error)
		if !ok {
			t.Errorf("%s: got %v, want %s", c.is, err, c.key)
			continue
		}
		line, _ := e.Args["line"].(int)
		if e.Key != c.key || line != c.line || e.Args["file"] != "x.toml" {
			t.Errorf("%s: got %s in line %d, want %s in line %d", c.is, e.Key, line, c.key, c.line)
		}
	}
}

// FuzzParse: no text breaks the reader; what it takes has both languages.
func FuzzParse(f *testing.F) {
	f.Add(builtIn)
	f.Add("[[mail]]\nkey = \"x\"\nto = \"citizen\"\nname = { da = \"a\", en = \"b\" }\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := Parse("f", text)
		if err != nil {
			if model.CodeOf(err) != model.Invalid {
				t.Fatalf("got %v, want an error of the file", err)
			}
			return
		}
		for _, m := range list {
			if m.Key == "" || m.Name.DA == "" || m.Name.EN == "" {
				t.Fatalf("took %+v", m)
			}
			model.FillMail(m.Body.DA, func(string) string { return "{x}" })
		}
	})
}
