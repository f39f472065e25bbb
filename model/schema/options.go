package schema

import "jobspor/model"

// This file holds what the rows of the field tables are written with.

// field makes a table row out of a typed accessor.
func field[E any](key string, kind Kind, at func(*E) any, opts ...func(*Field)) Field {
	f := Field{Key: key, Kind: kind, Free: kind == LongText}
	f.Pointer = func(e model.Entity) any { return at(any(e).(*E)) }
	for _, o := range opts {
		o(&f)
	}
	return f
}

func past(f *Field)    { f.Direction = model.Past }
func future(f *Field)  { f.Direction = model.Future }
func near(f *Field)    { f.Direction = model.Near }
func lastDay(f *Field) { f.WeekEnd = true }
func workday(f *Field) { f.Workday = true }

// dayLines makes each line a planned date.
func dayLines(f *Field) { f.DayLines, f.Direction, f.Workday = true, model.Future, true }

// notAhead refuses a day after today with a sentence.
func notAhead(key string) func(*Field) { return func(f *Field) { f.Ahead = key } }

func sealed(f *Field)   { f.Sealed = true }
func required(f *Field) { f.Required = true }
func given(f *Field)    { f.Given = true }
func mayCPR(f *Field)   { f.MayCPR = true }
func unique(f *Field)   { f.Unique = true }
func later(f *Field)    { f.Later = true }
func anyCase(f *Field)  { f.AnyCase = true }

// free is a text in own words; long texts are that by themselves, but for those that are impersonal.
func free(f *Field)       { f.Free = true }
func impersonal(f *Field) { f.Free = false }

// telephone is a field whose number can be searched for.
func telephone(f *Field) { f.Check, f.Normal, f.Phone = model.CheckPhone, model.NormalPhone, true }

func to(typ string) func(*Field)                { return func(f *Field) { f.To = typ } }
func typeIn(key string) func(*Field)            { return func(f *Field) { f.TypeIn = key } }
func inForm(n func(string) string) func(*Field) { return func(f *Field) { f.Normal = n } }
func atMost(n int) func(*Field)                 { return func(f *Field) { f.Max = n } }
func importedAs(names ...string) func(*Field)   { return func(f *Field) { f.Import = names } }

// check sets the rule of a text, and the form that it is brought into before.
func check(c func(string) error, normal ...func(string) string) func(*Field) {
	return func(f *Field) {
		f.Check = c
		for _, n := range normal {
			f.Normal = n
		}
	}
}

// oneOf names the list that the field chooses from and its keys.
func oneOf(list string, keys ...string) func(*Field) {
	return func(f *Field) { f.List, f.Options = list, keys }
}

func keysOf[T ~string](list []T) (keys []string) {
	for _, v := range list {
		keys = append(keys, string(v))
	}
	return keys
}
