package schema

import "jobspor/model"

// This file holds how a field stands in a column of the database.

// SQL gives the value as the database holds it: text, int64 or nil for unknown. Hours are quarters, FTE hundredths,
// dates ISO text, lists text.
func (f *Field) SQL(e model.Entity) any {
	switch p := f.Pointer(e).(type) {
	case *model.Opt[int]:
		return optSQL(*p)
	case *model.Opt[model.Hours]:
		return optSQL(*p)
	case *model.Opt[model.FTE]:
		return optSQL(*p)
	case *bool:
		if *p {
			return int64(1)
		}
		return int64(0)
	case *model.Tri:
		if *p == model.Unknown {
			return nil
		}
		return int64(*p - model.No)
	}
	return f.Text(e)
}

func optSQL[T ~int | ~int32](o model.Opt[T]) any {
	if !o.Known {
		return nil
	}
	return int64(o.V)
}

// SetSQL reads back what SQL gave. It trusts the database and checks nothing but the type.
func (f *Field) SetSQL(e model.Entity, v any) error {
	n, isInt := v.(int64)
	s, isText := v.(string)
	if b, ok := v.([]byte); ok {
		s, isText = string(b), true
	}
	switch p := f.Pointer(e).(type) {
	case *model.Opt[int]:
		*p = model.Opt[int]{V: int(n), Known: isInt}
	case *model.Opt[model.Hours]:
		*p = model.Opt[model.Hours]{V: model.Hours(n), Known: isInt}
	case *model.Opt[model.FTE]:
		*p = model.Opt[model.FTE]{V: model.FTE(n), Known: isInt}
	case *bool:
		*p = n != 0
	case *model.Tri:
		*p = model.Unknown
		if isInt {
			*p = model.Tri(n) + model.No
		}
	case *string:
		*p = s
	case *model.Date:
		d, ok := model.ISODate(s)
		if !ok && s != "" {
			return model.NewError(model.Internal, "err.column", model.Args{"field": f.Key})
		}
		*p = d
	case *[]string:
		*p = f.split(s)
	}
	if v != nil && !isInt && !isText {
		return model.NewError(model.Internal, "err.column", model.Args{"field": f.Key})
	}
	return nil
}

// Column is the SQLite type of the field's column: INTEGER or TEXT.
func (f *Field) Column() string {
	switch f.Kind {
	case Number, HoursKind, FTEKind, Flag, TriKind:
		return "INTEGER"
	}
	return "TEXT"
}
