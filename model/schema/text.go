package schema

import (
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// This file holds how a field gives its value as text and reads it, whatever it comes from.

// Text gives the value in its canonical form: ISO dates, point decimals, option keys joined by ", ", lines by line
// feeds, "yes"/"no", "" for unknown. SetText reads it back to the same value.
func (f *Field) Text(e model.Entity) string {
	switch p := f.Pointer(e).(type) {
	case *string:
		return *p
	case *model.Opt[int]:
		if p.Known {
			return strconv.Itoa(p.V)
		}
	case *model.Opt[model.Hours]:
		if p.Known {
			return p.V.String()
		}
	case *model.Opt[model.FTE]:
		if p.Known {
			return p.V.String()
		}
	case *model.Date:
		return p.String()
	case *bool:
		if *p {
			return "yes"
		}
		return "no"
	case *model.Tri:
		return p.String()
	case *[]string:
		if f.Kind == Lines {
			return strings.Join(*p, "\n")
		}
		return strings.Join(*p, ", ")
	}
	return ""
}

// SetText reads a value as a person, a file or --set gives it. Option words in other languages are the caller's to
// translate to keys first. It refuses what the field cannot hold with an *Error that names the field, and leaves the
// entity unchanged then. Dates need the full form; see SetTextOn for words such as "fre".
func (f *Field) SetText(e model.Entity, s string) error { return f.SetTextOn(e, s, 0) }

// SetTextOn is SetText with a today, so that short dates and day words are read too.
func (f *Field) SetTextOn(e model.Entity, s string, today model.Date) error {
	if err := f.set(e, s, today); err != nil {
		if fe, ok := err.(*model.Error); ok {
			return fe.WithField(f.Key)
		}
		return err
	}
	return nil
}

// Stored gives a text in the form in which the field stores it: composed, trimmed, a line without line ends and with
// single spaces, identifiers in their one form.
func (f *Field) Stored(s string) string {
	s = model.ComposeText(s)
	switch f.Kind {
	case LongText, Lines:
		if strings.Contains(s, "\r") {
			s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
		}
		s = strings.TrimSpace(s)
	default:
		s = model.FoldSpaces(s)
	}
	if f.Normal != nil {
		s = f.Normal(s)
	}
	return s
}

func (f *Field) set(e model.Entity, s string, today model.Date) (err error) {
	if f.MayCPR && model.HasCPR(s) && strings.Trim(s, "0123456789 \t\n") == "" && len(strings.TrimSpace(s)) != 10 {
		return model.NewError(model.Invalid, "err.cpr", nil) // ten digits are expected, not a number with its groups
	}
	s = f.Stored(s)
	if f.DayLines {
		if s, err = f.days(s, today); err != nil {
			return err
		}
	}
	if err := f.CheckText(s); err != nil {
		return err
	}
	switch p := f.Pointer(e).(type) {
	case *string:
		*p = s
	case *model.Opt[int]:
		return setOpt(p, s, func(s string) (int, error) { return model.ParseNumber(s, f.Max) })
	case *model.Opt[model.Hours]:
		return setOpt(p, s, model.ParseHours)
	case *model.Opt[model.FTE]:
		return setOpt(p, s, model.ParseFTE)
	case *model.Date:
		var d model.Date
		if d, err = f.ParseDay(s, today); err == nil {
			*p = d
		}
	case *bool:
		var t model.Tri
		if t, err = model.ParseTri(s); err == nil {
			*p = t == model.Yes
		}
	case *model.Tri:
		var t model.Tri
		if t, err = model.ParseTri(s); err == nil {
			*p = t
		}
	case *[]string:
		*p = f.split(s)
	}
	return err
}

// ParseDay reads a date as the field takes it.
func (f *Field) ParseDay(s string, today model.Date) (model.Date, error) {
	d, err := model.ParseDate(s, f.Anchor(today))
	if err == nil && f.Ahead != "" && today != 0 && d > today {
		return 0, model.NewError(model.Invalid, f.Ahead, model.Args{"day": d})
	}
	return d, err
}

// days puts the dates of several lines into their canonical form.
func (f *Field) days(s string, today model.Date) (string, error) {
	lines := f.split(s)
	for i, line := range lines {
		d, err := f.ParseDay(line, today)
		if err != nil {
			return "", err
		}
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n"), nil
}

// CheckText says whether the text is acceptable for the field, apart from being parsed.
func (f *Field) CheckText(s string) error {
	if !f.MayCPR && model.HasCPRBut(s, f.known) {
		return model.NewError(model.Invalid, "err.cpr", nil)
	}
	if f.Required && s == "" {
		return model.NewError(model.Invalid, "err.required", nil)
	}
	switch f.Kind {
	case Text, LongText, Lines:
		limit := f.Max
		if limit == 0 {
			limit = 10_000
			if f.Kind == Text {
				limit = 200
			}
		}
		if len(s) > limit && len([]rune(s)) > limit {
			return model.NewError(model.Invalid, "err.long", model.Args{"max": limit})
		}
		if model.HasControl(s, f.Kind != Text) {
			return model.NewError(model.Invalid, "err.control", nil)
		}
		if f.Check != nil && s != "" {
			return f.Check(s)
		}
	case Choice:
		if s != "" && !slices.Contains(f.Options, s) {
			return model.NewError(model.Invalid, "err.choice", model.Args{
				"value": model.Clip(s), "options": strings.Join(f.Options, ", "),
			})
		}
	case Choices:
		for _, v := range model.SplitList(s) {
			if !slices.Contains(f.Options, v) {
				return model.NewError(model.Invalid, "err.choice", model.Args{
					"value": model.Clip(v), "options": strings.Join(f.Options, ", "),
				})
			}
		}
	}
	return nil
}

func (f *Field) split(s string) []string {
	if f.Kind == Lines {
		var out []string
		for l := range strings.SplitSeq(s, "\n") {
			if l = strings.TrimSpace(l); l != "" {
				out = append(out, l)
			}
		}
		return out
	}
	chosen := model.SplitList(s)
	var out []string
	for _, o := range f.Options {
		if slices.Contains(chosen, o) {
			out = append(out, o)
		}
	}
	return out
}

func setOpt[T any](p *model.Opt[T], s string, parse func(string) (T, error)) error {
	if s == "" || s == "?" {
		*p = model.Opt[T]{}
		return nil
	}
	v, err := parse(s)
	if err != nil {
		return err
	}
	*p = model.Some(v)
	return nil
}
