package service

import (
	"context"
	"errors"
	"strings"

	"jobspor/model"
)

// NameOf is what a row is called in lists: a citizen's initials and number, a workplace's daily name.
func (d *Session) NameOf(ctx context.Context, typ, id string) (string, error) {
	e, err := d.Store.Get(ctx, typ, id)
	if err != nil {
		return "", err
	}
	return NameIn(e), nil
}

// NameIn is the name of a row that was read.
func NameIn(e model.Entity) string {
	switch r := e.(type) {
	case *model.Company:
		return r.ShownName()
	case *model.Citizen:
		return r.Initials() + " (" + r.Ref + ")"
	case *model.Consultant:
		return r.Name
	case *model.ContactPerson:
		return r.Name
	case *model.Task:
		return r.Name
	case *model.Goal:
		return r.Words
	case *model.Shortlist:
		if r.Title != "" {
			return r.Ref + " " + r.Title
		}
		return r.Ref
	case *model.LocalWord:
		return r.Word
	case *model.Placement:
		return r.Ref
	case *model.Enrolment:
		return r.Ref
	}
	return e.Meta().ID
}

// FieldErrors takes an error apart into those that name a field.
func FieldErrors(err error) []model.Error {
	var e *model.Error
	if !errors.As(err, &e) {
		return nil
	}
	var out []model.Error
	for _, one := range append([]model.Error{*e}, e.More...) {
		if one.Field != "" {
			one.More = nil
			out = append(out, one)
		}
	}
	return out
}

// joined puts what there is between separators.
func JoinNonEmpty(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
