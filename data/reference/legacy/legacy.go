// Package legacy turns rule, programme and progress files of the format used before TOML into TOML, so that files
// which a municipality wrote or loaded then are still read.
//
// It promises: every line, remarks included, has its place in the result, and a line that makes no sense is passed on
// as it is. Nothing is checked here; whoever reads the TOML does that.
package legacy

import (
	"regexp"
	"strings"

	"jobspor/model"
)

var (
	oldSection = regexp.MustCompile(`^\[(\w+) +([^\]]*)\]$`) // [element jobmaal]
	oldRule    = regexp.MustCompile(`^\[([^\[\]]*)\]$`)      // [duration.short]
	oldLine    = regexp.MustCompile(`^\w+[ \t]*:`)           // first_weeks: 13
	number     = regexp.MustCompile(`^(0|[1-9]\d*)(\.\d+)?$`)
)

// How the values of the old formats are written in TOML; what stands in none of these tables is text.
var (
	lists = words("group instrument rate also sheet shows progress after evidence")
	flags = words("known at_employer colleagues statement extendable assessment" +
		" trial stays voluntary joins must aim leaves usual")
	texts   = words("edition theme part kind source link confidence da en")
	renamed = map[string]string{"sheet": "plan_kinds", "shows": "extra_sections", "stays": "counts_after_end",
		"must": "required", "length.hint": "length_hint"}
)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// Convert gives a file of the old format as TOML, and for each of its lines the number of the line that it came from.
// Any other text is given back as it is, without lines.
func Convert(text string) (toml string, lines []int) {
	c := converter{}
	switch formatOf(text) {
	case "rules":
		c.rules(text)
	case "sections":
		c.sections(text)
	default:
		return text, nil
	}
	return c.out.String(), c.lines
}

// formatOf tells the old format by the first lines that say something: "rules", "sections", or "" for neither.
func formatOf(text string) string {
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
		case oldSection.MatchString(line):
			return "sections"
		case oldLine.MatchString(line):
			return "rules"
		case !oldRule.MatchString(line):
			return ""
		}
	}
	return ""
}

type converter struct {
	out    strings.Builder
	lines  []int
	at     int // the line that is read
	kind   string
	target []string // the lines of a figure's tables, which follow its other lines
	from   []int    // where they stood
}

func (c *converter) put(lines ...string) {
	for _, l := range lines {
		c.out.WriteString(l + "\n")
		c.lines = append(c.lines, c.at)
	}
}

// rules converts "[key]" and "name: value".
func (c *converter) rules(text string) {
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		c.at++
		line = strings.TrimSpace(line)
		name, value, ok := strings.Cut(line, ":")
		if m := oldRule.FindStringSubmatch(line); m != nil {
			c.put("[[rule]]", "key = "+quote(m[1]))
		} else if ok && line[0] != '#' {
			c.put(strings.TrimSpace(name) + " = " + ruleValue(strings.TrimSpace(name), strings.TrimSpace(value)))
		} else {
			c.put(line)
		}
	}
}

func ruleValue(name, value string) string {
	if name == "valid_from" || name == "valid_to" {
		if d, err := model.ParseDate(value, 0); err == nil && d != 0 {
			return d.String()
		}
		return quote(value)
	}
	if n := strings.Replace(value, ",", ".", 1); !texts[name] && number.MatchString(n) {
		return n
	}
	return plain(name, value)
}

// plain writes a value of one language: a list, yes or no, or text.
func plain(name, value string) string {
	if lists[name] {
		parts := model.SplitList(value)
		for i := range parts {
			parts[i] = quote(parts[i])
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if t, err := model.ParseTri(value); flags[name] && err == nil && t != model.Unknown {
		return map[model.Tri]string{model.Yes: "true", model.No: "false"}[t]
	}
	return quote(value)
}

// sections converts "[element key]", "name = Dansk | English" and indented lines that go on with the one above.
func (c *converter) sections(text string) {
	name, value, from := "", "", 0
	flush := func() {
		if at := c.at; name != "" {
			c.at = from
			c.value(name, value)
			c.at = at
		}
		name = ""
	}
	for raw := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		c.at++
		line := strings.TrimSpace(raw)
		k, v, ok := strings.Cut(line, "=")
		switch m := oldSection.FindStringSubmatch(line); {
		case m != nil:
			flush()
			c.section(m[1], strings.TrimSpace(m[2]))
		case name != "" && line != "" && (raw[0] == ' ' || raw[0] == '\t'):
			value += " " + line
		case ok && line[0] != '#' && line[0] != '[':
			flush()
			name, value, from = strings.TrimSpace(k), strings.TrimSpace(v), c.at
		default:
			flush()
			c.put(line)
		}
	}
	flush()
	c.targets()
}

func (c *converter) section(kind, key string) {
	c.targets()
	c.kind = kind
	head := "[[" + kind + "]]"
	if kind == "programme" {
		head = "[programme]"
	}
	c.put(head, "key = "+quote(key))
}

func (c *converter) value(name, value string) {
	if c.kind == "figure" && name == "line" {
		head, said, _ := strings.Cut(value, ":")
		percent, kind, _ := strings.Cut(strings.Join(strings.Fields(strings.ReplaceAll(head, "%", " ")), " "), " ")
		c.target = append(c.target, "[[figure.line]]", "percent = "+percent, "kind = "+quote(kind))
		c.target = append(append(c.target, bilingual("name", said)...), "")
		for len(c.from) < len(c.target) {
			c.from = append(c.from, c.at)
		}
		return
	}
	to := name
	if r, ok := renamed[name]; ok {
		to = r
	}
	switch {
	case strings.Contains(value, "|"):
		c.put(bilingual(to, value)...)
	case number.MatchString(value) && !texts[name] && !lists[name]:
		c.put(to + " = " + value)
	case name == "group" && c.kind == "follow":
		c.put(to + " = " + quote(value))
	default:
		c.put(to + " = " + plain(name, value))
	}
}

// targets puts the tables of a figure below its other lines.
func (c *converter) targets() {
	at := c.at
	for i, l := range c.target {
		c.at = c.from[i]
		c.put(l)
	}
	c.at, c.target, c.from = at, nil, nil
}

func bilingual(name, value string) []string {
	da, en, _ := strings.Cut(value, "|")
	return []string{name + ".da = " + quote(strings.TrimSpace(da)), name + ".en = " + quote(strings.TrimSpace(en))}
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", " ").Replace(s) + `"`
}
