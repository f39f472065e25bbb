package occupation

import (
	"strings"

	"jobspor/matching/words"
)

// fold folds a title and spells out what its hyphens leave to the reader: "bore- og udvindingsarbejder"
// says borearbejder, "politibetjent/-assistent" says politiassistent.
func (f *features) fold(name string) string {
	if !strings.Contains(name, "-") {
		return words.Fold(name)
	}
	fields := strings.Fields(strings.ReplaceAll(name, "/", " / "))
	for i, w := range fields {
		front := strings.TrimRight(w, ",")
		switch {
		case strings.HasSuffix(front, "-") && len(front) > 1:
			fields[i] = words.Fold(front) + f.sharedHead(fields[i+1:])
		case strings.HasPrefix(w, "-") && len(w) > 1:
			fields[i] = f.sharedFront(fields[:i]) + words.Fold(w)
		}
	}
	return words.Fold(strings.Join(fields, " "))
}

// sharedHead gives the last part of the compound that ends a list such as "og naturtekniker".
func (f *features) sharedHead(rest []string) string {
	for _, w := range rest {
		key := words.Fold(w)
		if words.Stop(key) || strings.HasSuffix(strings.TrimRight(w, ","), "-") {
			continue
		}
		if parts := f.splitter.Split(key); len(parts) > 1 {
			return parts[len(parts)-1]
		}
		break
	}
	return ""
}

// sharedFront gives all but the last part of the compound that a list such as "politibetjent /" begins with.
func (f *features) sharedFront(before []string) string {
	for i := len(before) - 1; i >= 0; i-- {
		key := words.Fold(before[i])
		if key == "" || words.Stop(key) {
			continue
		}
		parts := f.splitter.Split(key)
		return strings.Join(parts[:len(parts)-1], "")
	}
	return ""
}

// join makes the known compounds that neighbouring words of a key would make, in either order:
// "assistent i rengøring" says rengøringsassistent. It reports whether there were any.
func (f *features) join(key string) (string, bool) {
	var out []string
	joined := false
	for w := range strings.FieldsSeq(key) {
		if words.Stop(w) {
			continue
		}
		if n := len(out); n > 0 {
			pair := append(f.splitter.Join(w, out[n-1]), f.splitter.Join(out[n-1], w)...)
			if len(pair) > 0 {
				out[n-1], joined = pair[0], true
				continue
			}
		}
		out = append(out, w)
	}
	return strings.Join(out, " "), joined
}

// traineeSuffixes are folded last parts that tell how far somebody has come in a trade, not which trade.
var traineeSuffixes = map[string]bool{"elev": true, "laerling": true, "svend": true, "aspirant": true, "trainee": true,
	"praktikant": true}

// withoutTraineeSuffix drops such a part: "køleteknikerlærling" asks for a køletekniker. It reports whether there was
// one, and what is left is known by itself.
func (f *features) withoutTraineeSuffix(key string) (string, bool) {
	tokens := f.tokens(key)
	var out []string
	found := false
	for _, t := range tokens {
		last := len(t.parts) - 1
		if !traineeSuffixes[t.parts[last]] {
			out = append(out, t.word)
			continue
		}
		front := strings.Join(t.parts[:last], "")
		if found = true; front != "" {
			if found = f.speller.count[front] > 0; !found {
				front = t.word
			}
			out = append(out, front)
		}
	}
	return strings.Join(out, " "), found && len(out) > 0
}
