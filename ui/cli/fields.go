package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/present"
)

// fieldNamed finds a field by its key, its label in either language, or a name that files give it.
func (r *root) fieldNamed(t *schema.Type, name string) (*schema.Field, error) {
	if f, ok := t.Field(name); ok && !f.Given {
		return f, nil
	}
	want := words.Fold(name)
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Given {
			continue
		}
		names := append([]string{f.Key}, f.Import...)
		for _, l := range r.languages() {
			names = append(names, l.Field(t, f))
		}
		if slices.ContainsFunc(names, func(n string) bool { return words.Fold(n) == want }) {
			return f, nil
		}
	}
	args := model.Args{"value": name, "fields": strings.Join(settable(t), ", ")}
	return nil, model.NewError(model.Usage, "err.cli.field", args)
}

// languages are the words of the run's language and of both that the program knows: input is read in either.
func (r *root) languages() []present.Words {
	return []present.Words{r.words, {Lang: lang.New(lang.Danish)}, {Lang: lang.New(lang.English)}}
}

// settable lists the keys of the fields that can be set.
func settable(t *schema.Type) []string {
	var keys []string
	for i := range t.Fields {
		if !t.Fields[i].Given {
			keys = append(keys, t.Fields[i].Key)
		}
	}
	return keys
}

// assign is one --set: a field and what it gets.
type assign struct{ name, value string }

func assigns(set []string) ([]assign, error) {
	var out []assign
	for _, s := range set {
		name, value, ok := strings.Cut(s, "=")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, model.NewError(model.Usage, "err.cli.set", nil)
		}
		out = append(out, assign{strings.TrimSpace(name), value})
	}
	return out, nil
}

// set puts typed values into a row and gives all that was wrong with them at once.
func (s *session) set(ctx context.Context, e model.Entity, list []assign) error {
	t := schema.TypeOf(e)
	var wrong []model.Error
	for _, a := range list {
		f, err := s.fieldNamed(t, a.name)
		if err != nil {
			return err
		}
		err = s.setField(ctx, e, f, a.value)
		var fault *model.Error
		if errors.As(err, &fault) && fault.Code == model.Invalid && fault.Field != "" {
			wrong = append(wrong, *fault)
		} else if err != nil {
			return err
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	first := wrong[0]
	first.More = wrong[1:]
	return withType(t, &first)
}

// setField reads a value as a person types it: option words in either language, names of rows, short dates.
func (s *session) setField(ctx context.Context, e model.Entity, f *schema.Field, value string) error {
	value = strings.TrimSpace(value)
	switch f.Kind {
	case schema.Choice, schema.Choices:
		value = s.options(f, value)
	case schema.Ref:
		if value != "" {
			row, err := s.find(ctx, f.To, value)
			if err != nil {
				return err
			}
			value = row.Meta().ID
		}
	}
	err := f.Knowing(s.Service.KnownPNumber).SetTextOn(e, value, s.Service.Today())
	if err != nil || f.Direction == model.Undirected {
		return err
	}
	for i, word := range strings.Split(value, "\n") {
		lines := strings.Split(f.Text(e), "\n")
		if d, ok := model.ISODate(lines[min(i, len(lines)-1)]); ok {
			s.tellDay(word, d)
		}
	}
	return nil
}

// options turns option words into keys; what is no option stays for the field to refuse. A word may hold a comma when
// it is one option's whole name.
func (r *root) options(f *schema.Field, value string) string {
	if k, ok := r.words.Key(f, value); ok {
		return k
	}
	if f.Kind == schema.Choice {
		return value
	}
	var keys []string
	for part := range strings.FieldsFuncSeq(value, func(c rune) bool { return c == ',' || c == ';' }) {
		part = strings.TrimSpace(part)
		if k, ok := r.words.Key(f, part); ok {
			part = k
		}
		keys = append(keys, part)
	}
	return strings.Join(keys, ", ")
}

// condition reads --where field=value into what the store can look for, or a test for what is sealed.
func (s *session) condition(
	ctx context.Context, t *schema.Type, a assign,
) (*schema.Cond, func(model.Entity) bool, error) {
	f, err := s.fieldNamed(t, a.name)
	if err != nil {
		if f, ok := t.Field(a.name); ok {
			return &schema.Cond{Field: f.Key, Op: schema.Is, Text: a.value}, nil, nil
		}
		return nil, nil, err
	}
	probe := t.New()
	// A required field may still be looked for when empty: that finds nothing, and is no mistake.
	if a.value != "" {
		if err := s.setField(ctx, probe, f, a.value); err != nil {
			return nil, nil, withType(t, err)
		}
	}
	want := f.Text(probe)
	switch {
	case f.Kind == schema.Choices && want != "":
		return nil, func(e model.Entity) bool { return hasAll(f.Text(e), want) }, nil
	case f.Sealed || f.Kind == schema.LongText || f.Kind == schema.Text && f.Check == nil:
		key := words.Fold(want)
		return nil, func(e model.Entity) bool {
			have := words.Fold(f.Text(e))
			return have == key || (key != "" && strings.Contains(have, key))
		}, nil
	case want == "" && f.Kind != schema.Flag:
		return &schema.Cond{Field: f.Key, Op: schema.IsNotSet}, nil, nil
	}
	return &schema.Cond{Field: f.Key, Op: schema.Is, Text: want}, nil, nil
}

func hasAll(have, want string) bool {
	all := strings.Split(have, ", ")
	for w := range strings.SplitSeq(want, ", ") {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return true
}
