package postgres

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// spellings are what package store writes in the way of SQLite and PostgreSQL in another. All that is not named here
// means the same in both.
var spellings = []struct {
	theirs *regexp.Regexp
	ours   string
}{
	// A list as one argument.
	{regexp.MustCompile(`json_each\((\?\d*)\) AS ("\w+")`),
		`jsonb_array_elements_text(CAST($1 AS jsonb)) AS ${2}("value")`},
	{regexp.MustCompile(`json_each\((\?\d*)\)`), `jsonb_array_elements_text(CAST($1 AS jsonb)) AS "each"("value")`},
	{regexp.MustCompile(`("\w+"\."value") ->> `), `CAST($1 AS jsonb) ->> `},
	// Rows that cannot be written end the whole transaction in any case.
	{regexp.MustCompile(`^INSERT OR FAIL `), "INSERT "},
	// The order of a few rows that are found by an index.
	{regexp.MustCompile(`\+"id"`), `"id"`},
	{regexp.MustCompile(`x'00'`), `'\x00'::bytea`},
	{regexp.MustCompile(`hex\(coalesce\(("\w+"), ''\)\)`), `upper(encode(coalesce($1, ''::bytea), 'hex'))`},
	{regexp.MustCompile(`("\w+") NOT GLOB 'key\.\[0-9\]\*'`), `$1 !~ '^key[.][0-9]'`},
	{regexp.MustCompile(`("\w+") GLOB 'key\.\[0-9\]\*'`), `$1 ~ '^key[.][0-9]'`},
	{regexp.MustCompile(`"sqlite_schema" WHERE "type" = 'table' AND "name" = `),
		`"pg_class" WHERE "relkind" = 'r' AND "relname" = `},
	// Letters of both cases are one only where a column says so.
	{regexp.MustCompile(` COLLATE NOCASE`), ` COLLATE "nocase"`},
	{regexp.MustCompile(` LIKE \? ESCAPE`), ` ILIKE ? ESCAPE`},
}

// Translate gives a statement of package store as PostgreSQL says it.
func Translate(query string) string {
	if known, ok := translated.Load(query); ok {
		return known.(string)
	}
	out := query
	for _, s := range spellings {
		out = s.theirs.ReplaceAllString(out, s.ours)
	}
	out = placeholders(out)
	translated.Store(query, out)
	return out
}

// translated are the statements of this program: some hundred.
var translated sync.Map

// placeholders numbers the arguments: ? and ?1 become $1.
func placeholders(query string) string {
	var b strings.Builder
	n := 0
	quote := byte(0) // inside a text or a name
	for i := 0; i < len(query); i++ {
		c := query[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '?' && i+1 < len(query) && query[i+1] >= '1' && query[i+1] <= '9':
			c = '$'
		case c == '?':
			n++
			b.WriteString("$" + strconv.Itoa(n))
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
