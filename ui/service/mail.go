package service

import (
	"context"
	"slices"

	"jobspor/model"
)

// MailRow is the ID of the reference row that stores mail templates loaded from a file.
const MailRow = "mail"

// MailSource provides the built-in templates of mails, and reads files of them.
type MailSource interface {
	BuiltIn() ([]model.MailTemplate, error)
	// Text is the built-in file, with its remarks.
	Text() string
	// Parse reads a file; its error names file and line.
	Parse(name, text string) ([]model.MailTemplate, error)
}

// MailTemplates returns the templates in force: those loaded from a file, else the built-in ones.
func (d *Session) MailTemplates(ctx context.Context) ([]model.MailTemplate, error) {
	ref, err := d.MailFile(ctx)
	switch {
	case err != nil:
		return nil, err
	case ref == nil:
		return d.MailSource.BuiltIn()
	}
	return d.MailSource.Parse(ref.Source, ref.Data)
}

// MailTemplate is the template with a key.
func (d *Session) MailTemplate(ctx context.Context, key string) (*model.MailTemplate, error) {
	list, err := d.MailTemplates(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(t model.MailTemplate) bool { return t.Key == key })
	if i < 0 {
		return nil, model.NewError(model.NotFound, "err.mail.none", model.Args{"value": key})
	}
	return &list[i], nil
}

// MailFile is the row of the loaded templates, nil when the built-in ones are in force.
func (d *Session) MailFile(ctx context.Context) (*model.Reference, error) {
	return optional[model.Reference](ctx, d.Store, "reference", MailRow)
}

// MailText is the file of the templates in force, to be copied and changed.
func (d *Session) MailText(ref *model.Reference) string {
	if ref == nil {
		return d.MailSource.Text()
	}
	return ref.Data
}

// LoadMail returns the change set that puts a file's templates in force.
func (d *Session) LoadMail(ctx context.Context, text, name string) (model.ChangeSet, error) {
	list, err := d.MailSource.Parse(name, text)
	if err != nil {
		return model.ChangeSet{}, err
	}
	before, err := d.MailFile(ctx)
	if err != nil {
		return model.ChangeSet{}, err
	}
	after := &model.Reference{Source: name, Date: d.Today(), Rows: model.Some(len(list)), Data: text}
	after.ID = MailRow
	cs := model.ChangeSet{Action: "mail.load", Args: model.Args{"file": name, "n": len(list)}}
	switch {
	case before == nil:
		cs.Changes = []model.Change{model.Add(after)}
	case before.Data != text || before.Source != name:
		after.Head = before.Head
		cs.Changes = []model.Change{model.Edit(before, after)}
	}
	return cs, nil
}

// ResetMail returns the change set that puts the built-in templates in force again; it is empty when they already are.
func (d *Session) ResetMail(ctx context.Context) (model.ChangeSet, error) {
	before, err := d.MailFile(ctx)
	cs := model.ChangeSet{Action: "mail.reset"}
	if before != nil {
		cs.Changes = []model.Change{model.Remove(before)}
	}
	return cs, err
}
