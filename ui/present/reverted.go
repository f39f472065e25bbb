package present

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// Reverted says which entry of the log undo took back or redo did again, by number and words. key is the sentence:
// "undo.did", "undo.would", "redo.did" or "redo.would".
func (w Words) Reverted(key string, r model.Receipt, about service.Subjects) string {
	what := lowerFirst(w.ActionAbout(r.Reverts.Action, r.Reverts.Args, about))
	if len(r.Changes) == 1 {
		what = strings.Join(append([]string{what}, w.oneChange(r.Changes[0])...), " · ")
	}
	if rows := w.T("undo.rows", "n", len(r.Changes)); len(r.Changes) > 1 && !strings.Contains(what, rows) {
		what += " (" + rows + ")"
	}
	return w.T(key, "seq", int(r.Reverts.Seq), "what", what)
}

// fewFields and shortValue bound what is said of one change: so many fields, of so many letters.
const fewFields, shortValue = 3, 40

// weekHours are what is said of a week that was written or taken away.
var weekHours = []string{"trial", "paid"}

// oneChange says of the change of one row what it is now and will be again: its week, and the few fields that change,
// without personal texts.
func (w Words) oneChange(c model.Change) (said []string) {
	if week, ok := c.Row().(*model.Week); ok {
		said = append(said, w.WeekOf(week.Monday, 0))
	}
	t := schema.TypeOf(c.Row())
	if c.Before == nil || c.After == nil {
		for _, key := range weekHours {
			f, ok := t.Field(key)
			if ok && t.Name == "week" && f.Text(c.Row()) != "" {
				said = append(said, w.Field(t, f)+" "+w.Value(f, c.Row(), nil))
			}
		}
		return said
	}
	differ := schema.Differences(c.Before, c.After)
	if len(differ) > fewFields {
		return said
	}
	for _, f := range differ {
		from, to := w.Value(f, c.Before, nil), w.Value(f, c.After, nil)
		written := f.Kind == schema.Text || f.Kind == schema.LongText || f.Kind == schema.Lines
		if f.Kind == schema.Ref || f.Sealed && written || utf8.RuneCountInString(from+to) > shortValue {
			continue
		}
		none := w.T("log.nothing")
		said = append(said, w.Field(t, f)+" "+cmp.Or(from, none)+" → "+cmp.Or(to, none))
	}
	return said
}

// ActionAbout says what was done and about whom: "Kontakt logget · A.H. (B-0001) · Café Strandgården". Whom the action
// names itself is not named again.
func (w Words) ActionAbout(action string, args model.Args, about service.Subjects) string {
	said := w.Action(action, args)
	about.Names = slices.DeleteFunc(slices.Clone(about.Names), func(n string) bool { return strings.Contains(said, n) })
	return service.JoinNonEmpty(" · ", said, w.Subjects(about))
}

// Subjects lists the names of what a change is about.
func (w Words) Subjects(about service.Subjects) string {
	names := strings.Join(about.Names, " · ")
	if about.More > 0 {
		names += " " + w.T("subjects.more", "n", about.More)
	}
	return names
}

// lowerFirst makes the first letter of a sentence small where it goes on inside another; abbreviations stay.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if !unicode.IsLower(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}
