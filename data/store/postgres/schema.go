package postgres

import (
	"regexp"
	"slices"
	"strings"
)

// types are the types of columns. Texts compare as bytes, as in a file; "danish" is for those that people read.
var types = []struct {
	theirs *regexp.Regexp
	ours   string
}{
	{regexp.MustCompile(`("\w+") TEXT\b`), `$1 TEXT COLLATE "C"`},
	{regexp.MustCompile(`("\w+") INTEGER PRIMARY KEY AUTOINCREMENT`), `$1 BIGINT PRIMARY KEY`},
	{regexp.MustCompile(`("\w+") INTEGER\b`), `$1 BIGINT`},
	{regexp.MustCompile(`("\w+") BLOB\b`), `$1 BYTEA`},
	{regexp.MustCompile(`\) STRICT(, WITHOUT ROWID)?$`), `)`},
}

// reference is a column that names rows of another table, or of its own.
var reference = regexp.MustCompile(
	`("\w+") (TEXT|INTEGER)( NOT NULL)? (REFERENCES "\w+" \("\w+"\))( DEFERRABLE INITIALLY DEFERRED)?`)

var tableName = regexp.MustCompile(`^(?:CREATE|ALTER) TABLE ("\w+")`)

// Before are the statements that a new database begins with.
var Before = []string{
	`CREATE COLLATION "danish" (provider = icu, locale = 'da', deterministic = true)`,
	`CREATE COLLATION "nocase" (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
}

// After are those that it ends with: each change set has an ID of its own, by which it is looked up whether it was
// committed when the connection was lost.
var After = []string{
	`ALTER TABLE "log" ADD COLUMN "change_id" TEXT COLLATE "C"`,
	`CREATE UNIQUE INDEX "log.change_id" ON "log" ("change_id") WHERE "change_id" IS NOT NULL`,
}

// Schema gives statements that make or change tables in SQLite as PostgreSQL says them, tables first and what refers to
// others last. References are checked at the commit.
func Schema(statements []string) []string {
	var tables, rest, refs []string
	for _, s := range statements {
		s = strings.TrimSpace(s)
		name := tableName.FindStringSubmatch(s)
		if name == nil {
			rest = append(rest, s)
			continue
		}
		for _, r := range reference.FindAllStringSubmatch(s, -1) {
			refs = append(refs, "ALTER TABLE "+name[1]+" ADD FOREIGN KEY ("+r[1]+") "+r[4]+
				" DEFERRABLE INITIALLY DEFERRED")
		}
		s = reference.ReplaceAllString(s, "$1 $2$3")
		for _, t := range types {
			s = t.theirs.ReplaceAllString(s, t.ours)
		}
		tables = append(tables, s)
	}
	return slices.Concat(tables, rest, refs)
}

// Split gives the statements of a migration, without its comments.
func Split(text string) (out []string) {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			b.WriteString(line)
		}
	}
	for s := range strings.SplitSeq(b.String(), ";\n") {
		if s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), ";")); s != "" {
			out = append(out, s)
		}
	}
	return out
}
