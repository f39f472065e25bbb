package cli_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"

	"jobspor/ui/cli"
)

// This file runs every command line that README.md and the help show, on the built program, as a shell runs it. The
// lines are found in the texts, so a new one is run by itself; what it needs is prepared in the tables below.

// preparedFiles are the files that lines read, by name. The kind of a file is seen from its content, not its name.
var preparedFiles = map[string]string{
	"virksomheder.csv": companyList, "companies.csv": companyList,
	"register.xlsx":   "Firma;Postnr\r\nVestbo Smedje;2635\r\nØlby Bageri;4600\r\nFor lang;26355\r\n",
	"superoffice.csv": "Firma;Postnr;Tlf\r\nVestbo Smedje;2635;11223344\r\n",
	"kunder.csv":      customerList, "customers.csv": customerList,
	"borgere.csv": "Fornavn;Postnr;Drøm\r\nAnja;2635;noget med køkken\r\n",
	"uger.csv":    weekList, "weeks.csv": weekList, "uger.xlsx": weekList, "weeks.xlsx": weekList,
	"kontaktpersoner.csv": personList, "persons.csv": personList, "opgaver.csv": taskList, "tasks.csv": taskList,
	"opslag.json": openingList, "ads.json": openingList,
	"kontakter.csv": contactList, "contacts.csv": contactList, "jobmaal.csv": goalList, "goals.csv": goalList,
	"stillinger.tsv": labelList, "occupations.tsv": labelList,
	"nye-borgere.txt": newCitizens, "nye.txt": newCitizens, "new.txt": newCitizens,
	"dumppass":       "en anden adgangssætning\n",
	"id_ed25519.pub": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ+wvYxTFZeGPIZRKZpqoI1k8+8K9Kp8bq0GUIkgrJMK mk@pc\n",
	"titler.txt":     "rengøring\nnoget med køkken\n", "titles.txt": "rengøring\nnoget med køkken\n",
}

const (
	newCitizens  = "citizen add Prøve Prøvesen\n"
	companyList  = "navn,cvr,postnr,telefon\r\nAabenraa Smedje,13748136,6200,11111111\r\n"
	weekList     = "Forløb;Uge;Praktik;Løntimer\r\nF-0001;u47;9;2\r\nF-9999;u47;1;\r\n"
	customerList = "Firma;Postnr;Tlf;Noter, interne;Ansvarlig\r\n" +
		"Vestbo Smedje;2635;11223344;ring først;Lis Vestergaard\r\n"
	personList  = "Firma;Postnr;Navn;Mobil\r\nCafé Strandgården;2635;Ida Opdigt;00431122\r\n"
	taskList    = "Firma;Postnr;Opgave;Timer til\r\nCafé Strandgården;2635;Dække borde;9,5\r\n"
	openingList = `{"JobPositionPostings":[{"Title":"Køkkenmedhjælper søges","Occupation":"Køkkenmedhjælper",` +
		`"HiringOrgName":"Café Strandgården","WorkPlacePostalCode":"2635","PostingCreated":"2026-11-12T00:00:00",` +
		`"LastDateApplication":"2027-01-15T00:00:00","WorkHours":"Deltid","ID":"9000001"}]}`
	contactList = "Dato;Form;Firma;Postnr;Referat\r\n2-11-2026;opkald;Café Strandgården;2635;Ringer igen\r\n"
	goalList    = "Borgernr;Jobmål\r\nB-0001;bagerassistent\r\n"
	labelList   = "id\tlabel\tsynonyms\tisco\tenglish\nown1\tskopudser\tskobørster\t9510\tshoe shiner\n"
)

// lineNeeds is what a line needs beside files: lines that go before it, and texts that stand for something in it.
type lineNeeds struct {
	line    string // the line begins with it
	before  string
	replace [2]string // an invented number, and the shell's expression for a real one
	status  int       // wanted
	says    string    // on standard error, when the status is not 0
}

var lineTable = []lineNeeds{
	{line: "jobspor today snooze", replace: [2]string{"no_goal:0f3k9x2m1c7q", dueKey("old_places")}},
	{line: "jobspor today close", replace: [2]string{"silent_company:0f3k9x2m1c7q", dueKey("old_places")}},
	{line: "jobspor today done", replace: [2]string{"promise:0f3k9x2m1c7q", dueKey("promise")}},
	{line: "jobspor company merge \"Café Strandgården\"", before: "jobspor company add 'Kaffe Svinget'"},
	{line: "jobspor citizen merge B-0001 B-0007",
		before: "for i in 1 2 3 4 5 6; " +
			"do jobspor citizen show B-0007 > show || jobspor citizen add Prøve \"Nr $i\"; done"},
	{line: "jobspor company merge 'Café Havnen'",
		before: "for n in 'Café Havnen' 'Cafe Havnen ApS'; do jobspor company show \"$n\" > show || " +
			"jobspor company add \"$n\"; done"},
	{line: "jobspor dump ", before: dumpPhrase},
	{line: "jobspor load alt.age --db ny.db --identity", before: "rm alt.age; " +
		"jobspor dump alt.age --reason prøve --recipients-file holdets-nøgler.txt; unset JOBSPOR_DUMP_PASSPHRASE_FILE"},
	{line: "jobspor load all.age --db new.db --identity", before: "rm all.age; " +
		"jobspor dump all.age --reason prøve --recipients-file team-keys.txt; unset JOBSPOR_DUMP_PASSPHRASE_FILE"},
	{line: "jobspor load alt.age", before: dumpPhrase + "; rm -f alt.age ny.db; jobspor dump alt.age --reason prøve"},
	{line: "jobspor load all.age", before: dumpPhrase + "; rm -f all.age new.db; jobspor dump all.age --reason prøve"},
	{line: "jobspor programme session ", before: "for b in B-0001 B-0002; do " +
		"jobspor programme enrol $b gruppevejledning --start 2026-09-01; done"},
	{line: "jobspor hours sheet \"Café Strandgården\" --month 2026-12",
		before: "jobspor placement edit F-0002 --set task_words=opvask; " +
			"jobspor placement contact F-0002; jobspor placement agree F-0002; " +
			"jobspor consent add --set citizen=B-0001 --set company=\"Café Strandgården\" --set purpose=timeseddel " +
			"--covers name,placement,worked"},
	{line: "jobspor citizen erase B-0001", replace: [2]string{"citizen erase", "citizen erase --yes"},
		before: "jobspor citizen edit B-0001 --set status=closed"},
	{line: "jobspor citizen erase --due", replace: [2]string{"citizen erase", "citizen erase --yes"},
		before: "jobspor citizen edit B-0002 --set status=closed --set closed_on=2020-01-15; " +
			"jobspor config set closing.keep_months 60"},
	{line: "jobspor due erase contact", replace: [2]string{"due erase", "due erase --yes"},
		before: "jobspor contact add --set company='Café Strandgården' --set note=x --set on=2020-01-02; " +
			"jobspor config set keep.contact_months 60"},
	{line: "jobspor order show ", before: anOrder},
	{line: "jobspor order close ", before: anOrder},
	{line: "jobspor order candidate ", before: anOrder},
	{line: "jobspor company lookup ", status: 1, says: "demo"},
	{line: "jobspor passphrase --recovery", before: lockedDatabase + "; rm -f gendannelse.pdf recovery.pdf"},
	{line: "jobspor passphrase --remove", before: lockedDatabase + "; jobspor passphrase --recovery > code"},
	{line: "jobspor passphrase --list", before: lockedDatabase},
	// What a demo is filled with is not undone.
	{line: "jobspor undo", before: "jobspor company add \"Prøve $(date +%s%N)\" > shown"},
	{line: "jobspor init ", before: "if [ -e test.db ]; then export JOBSPOR_DB=$PWD/new.db; fi"},
	{line: "jobspor import mappings remove superoffice",
		before: "jobspor import companies superoffice.csv --map Tlf=- --save-mapping superoffice"},
}

// lockedDatabase goes on in a database with a passphrase.
const lockedDatabase = "export JOBSPOR_DB=$PWD/locked.db; [ -e locked.db ] || jobspor init"

// anOrder makes the job order that the examples name, in both languages.
const anOrder = "for o in Køkkenmedhjælper 'Kitchen help'; do " +
	"jobspor order show \"$o\" > show || jobspor order add \"Café Strandgården\" \"$o\" --places 2; done"

// dumpPhrase gives a dump its own passphrase.
const dumpPhrase = "export JOBSPOR_DUMP_PASSPHRASE_FILE=$PWD/dumppass"

// dueKey is the shell's expression for the key of something of a kind that is due.
func dueKey(kind string) string {
	return `"$(jobspor today --json | grep -o '"key":"` + kind + `:[^"]*"' | head -n 1 | cut -d '"' -f 4)"`
}

// shell runs lines in a folder with its own database and the prepared files.
type shell struct {
	t   *testing.T
	dir string
	env []string
}

// newShell makes one; demo says whether it has the demo database.
func newShell(t *testing.T, language string, demo bool) *shell {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the lines are those of a Unix shell")
	}
	bin := builtIn(t)
	s := &shell{t: t, dir: t.TempDir()}
	files := map[string][]byte{"pass": []byte("en lang adgangssætning\n")}
	for name, text := range preparedFiles {
		files[name] = []byte(text)
	}
	addKeysAndPicture(t, files)
	if demo {
		var err error
		if files["test.db"], err = demoFile(); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(s.dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.env = []string{
		"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + s.dir, "JOBSPOR_LANG=" + language,
		"JOBSPOR_DB=" + filepath.Join(s.dir, "test.db"), "JOBSPOR_TODAY=2026-11-26", "JOBSPOR_LOG_CLOCK=today",
		"JOBSPOR_PASSPHRASE_FILE=" + filepath.Join(s.dir, "pass"), "TMPDIR=" + s.dir, "JOBSPOR_REASON=example",
	}
	return s
}

// addKeysAndPicture adds an age key with its recipient, and a picture.
func addKeysAndPicture(t *testing.T, files map[string][]byte) {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"min-nøgle.txt", "my-key.txt"} {
		files[name] = []byte(key.String() + "\n")
	}
	for _, name := range []string{"holdets-nøgler.txt", "team-keys.txt"} {
		files[name] = []byte(key.Recipient().String() + "\n")
	}
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 90, 30))); err != nil {
		t.Fatal(err)
	}
	files["logo.png"] = logo.Bytes()
}

// run runs a line and reports what went wrong with it.
func (s *shell) run(line string) {
	s.t.Helper()
	script, want, says := line, 0, ""
	for _, n := range lineTable {
		if !strings.HasPrefix(line, n.line) {
			continue
		}
		if n.replace[0] != "" {
			script = strings.ReplaceAll(script, n.replace[0], n.replace[1])
		}
		if n.before != "" {
			script = n.before + "\n" + script
		}
		want, says = n.status, n.says
	}
	cmd := exec.Command("sh", "-e", "-c", script)
	cmd.Dir, cmd.Env = s.dir, s.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != want {
		s.t.Errorf("%s\nexit status %d, want %d:\n%s", script, got, want, stderr.String())
	} else if !strings.Contains(stderr.String(), says) {
		s.t.Errorf("%s\nsaid %q, want something with %q", script, stderr.String(), says)
	}
}

// shellBlock is a block of lines for a shell.
var shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")

// otherLines are lines of README.md that are not the program's: the test that runs them would run itself.
var otherLines = map[string]bool{"go run . demo": true, "go test ./...": true}

// TestReadmeLinesRun runs the lines of README.md from the first to the last, as somebody would who follows it.
func TestReadmeLinesRun(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	demo := newShell(t, "da", true)
	demo.run("jobspor export companies --format xlsx -o virksomheder.xlsx --reason prøve")
	list, err := os.ReadFile(filepath.Join(demo.dir, "virksomheder.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	s := newShell(t, "da", false)
	if err := os.WriteFile(filepath.Join(s.dir, "virksomheder.xlsx"), list, 0o600); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, block := range shellBlock.FindAllStringSubmatch(string(text), -1) {
		for line := range strings.Lines(block[1]) {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || otherLines[line]:
			case strings.HasPrefix(line, "jobspor "), strings.HasPrefix(line, "printf "):
				n++
				s.run(line)
			default:
				t.Errorf("README.md has a line that nothing runs: %s", line)
			}
		}
	}
	if n < 20 {
		t.Errorf("ran %d lines, want all of README.md", n)
	}
}

// TestHelpLinesRun runs the examples of every command in both languages, each command's in a new demo database. What
// the Danish ones write is undone and done again.
func TestHelpLinesRun(t *testing.T) {
	t.Parallel()
	walk, examples := newUndoWalk(), 0
	t.Run("lines", func(t *testing.T) {
		for _, language := range []string{"da", "en"} {
			texts, _ := cli.HelpTexts(language)
			n := 0
			for _, c := range texts {
				if c.Example == "" {
					continue
				}
				n++
				t.Run(language+" "+c.Path, func(t *testing.T) {
					t.Parallel()
					s := newShell(t, language, true)
					if language == "da" {
						walk.run(s, c)
						return
					}
					for line := range strings.SplitSeq(c.Example, "\n") {
						s.run(line)
					}
				})
			}
			examples = n
			if n < 30 {
				t.Errorf("%s: %d commands have examples, want all that have", language, n)
			}
		}
	})
	if int(walk.ran.Load()) == examples {
		walk.whole(t)
	}
}

// named is a command that a text names between backquotes or after a colon, such as `jobspor undo 14`.
var (
	quoted = regexp.MustCompile("`(jobspor [^`]+)`")
	option = regexp.MustCompile(`(?:^|[\s` + "`" + `(])(--[a-z][a-z0-9-]+)`)
)

// TestNamedCommandsAndOptionsExist looks up the commands that README.md names in its sentences, and the options that it
// and the help name.
func TestNamedCommandsAndOptionsExist(t *testing.T) {
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	s := newShell(t, "en", false)
	commands := quoted.FindAllStringSubmatch(string(b), -1)
	for _, m := range commands {
		line := strings.ReplaceAll(m[1], "\n", " ") // a sentence may break within it
		cmd := exec.Command("sh", "-c", line+" --help")
		cmd.Dir, cmd.Env = s.dir, s.env
		out, err := cmd.CombinedOutput()
		words := strings.Fields(m[1])
		if err != nil || !strings.Contains(string(out), "jobspor "+words[1]) {
			t.Errorf("README.md names %q, which does not exist: %v\n%s", m[1], err, out)
		}
	}
	if len(commands) < 3 {
		t.Errorf("found %d commands in README.md, want more", len(commands))
	}
	for _, language := range []string{"da", "en"} {
		texts, options := cli.HelpTexts(language)
		texts = append(texts, cli.HelpText{Path: "README.md", Long: string(b)})
		for _, c := range texts {
			for _, m := range option.FindAllStringSubmatch(c.Long+"\n"+c.Example, -1) {
				if !options[m[1]] {
					t.Errorf("%s: %s names the option %s, which does not exist", language, c.Path, m[1])
				}
			}
		}
	}
}
