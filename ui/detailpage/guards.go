package detailpage

import (
	"jobspor/model/rules"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// guardRole colours a level; the sign in front says the same without colours.
func guardRole(level string) theme.Role {
	switch level {
	case rules.LevelOK:
		return theme.OK
	case rules.LevelAsk, rules.LevelWarn:
		return theme.Warn
	}
	return theme.Text
}

// guardSign is one cell that tells a guard's level without colours.
func guardSign(g theme.Glyphs, level string) string {
	return map[string]string{
		rules.LevelOK: g.Check, rules.LevelNote: g.Dot, rules.LevelAsk: g.Unknown, rules.LevelWarn: g.Alert,
	}[level]
}

// GuardLine is a guard on one line, for a list: sign, title, sentence.
func GuardLine(glyphs theme.Glyphs, w present.Words, g rules.Guard) kit.Line {
	return kit.Line{
		{Text: guardSign(glyphs, g.Level) + " ", Role: guardRole(g.Level)},
		{Text: w.GuardTitle(g) + ": ", Role: theme.Title}, {Text: w.GuardText(g), Role: theme.Text},
	}
}

// GuardLines is a guard with everything it has to say: its sentence, what is missing, what was counted, and the source.
func GuardLines(glyphs theme.Glyphs, w present.Words, g rules.Guard) []kit.Line {
	out := []kit.Line{GuardLine(glyphs, w, g)}
	for _, s := range w.GuardMissing(g) {
		out = append(out, kit.Line{{Text: "  " + glyphs.Box + " " + s, Role: theme.Warn}})
	}
	for _, s := range w.GuardSums(g) {
		out = append(out, kit.Line{{Text: "    " + s, Role: theme.Text}})
	}
	return append(out, kit.Line{{Text: "    " + w.GuardSource(g), Role: theme.Subtle}})
}
