package cli_test

import (
	"os"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

const readme = "../../README.md"

// TestReadmeKeysAreTrue: README's table of keys is the shared grammar as it is declared. JOBSPOR_UPDATE=1 writes it
// anew.
func TestReadmeKeysAreTrue(t *testing.T) {
	readmeHas(t, "keys", "\n"+keys.Markdown(keys.Standard(), lang.New(lang.English).T)+"\n")
}

// TestReadmeRolesAreTrue: README's table of roles is the one that the program goes by, in the words of the help.
// JOBSPOR_UPDATE=1 writes it anew.
func TestReadmeRolesAreTrue(t *testing.T) {
	l := lang.New(lang.English)
	var b strings.Builder
	b.WriteString("\n| " + l.T("access.may"))
	for _, role := range model.ConsultantRoles {
		b.WriteString(" | " + l.T("opt.consultant_role."+role))
	}
	b.WriteString(" |\n|---" + strings.Repeat("|---", len(model.ConsultantRoles)) + "|\n")
	for _, a := range service.Accesses {
		b.WriteString("| " + l.T("access."+string(a.Right), "n", service.ManyCitizens))
		for _, e := range a.By {
			b.WriteString(" | " + l.T("extent."+string(e)))
		}
		b.WriteString(" |\n")
	}
	readmeHas(t, "roles", b.String()+"\n")
}

// readmeHas compares what stands between two marks of README.
func readmeHas(t *testing.T, name, want string) {
	t.Helper()
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	open, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	before, rest, ok := strings.Cut(text, open)
	table, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("README.md has no place for the %s", name)
	}
	if table == want {
		return
	}
	if os.Getenv("JOBSPOR_UPDATE") != "" {
		if err := os.WriteFile(readme, []byte(before+open+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("README's %s differ from the program's; got\n%s\nwant\n%s", name, table, want)
}
