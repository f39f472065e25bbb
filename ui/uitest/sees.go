package uitest

import (
	"context"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
)

// This file is what a test looks at: the screen, the clipboard, the database.

// Ready waits until everything that was typed has ended, as a person does who looks.
func (d *Driver) Ready() {
	d.T.Helper()
	d.settle()
}

// Session is the open database, after everything that was typed has ended.
func (d *Driver) Session() *bootstrap.Database {
	d.settle()
	return d.session
}

// Copied is what went to the clipboard.
func (d *Driver) Copied() []string {
	d.settle()
	return d.copied
}

// View is the screen as plain text, spaces at the ends of lines cut.
func (d *Driver) View() string {
	d.settle()
	lines := strings.Split(ansi.Strip(d.App.View().Content), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Coloured is the screen with its colours.
func (d *Driver) Coloured() string {
	d.settle()
	return d.App.View().Content
}

// Sees fails unless the screen shows every text.
func (d *Driver) Sees(texts ...string) {
	d.T.Helper()
	view := d.View()
	for _, s := range texts {
		if !strings.Contains(view, s) && !strings.Contains(d.App.Said(), s) {
			d.T.Fatalf("the screen does not show %q:\n%s", s, view)
		}
	}
}

// SeesNot fails when the screen shows any of the texts.
func (d *Driver) SeesNot(texts ...string) {
	d.T.Helper()
	view := d.View()
	for _, s := range texts {
		if strings.Contains(view, s) {
			d.T.Fatalf("the screen shows %q:\n%s", s, view)
		}
	}
}

// Rows reads rows of the database, to check what was written.
func Rows[T any](d *Driver, typ string, q schema.Query) []*T {
	d.T.Helper()
	d.settle()
	rows, err := d.session.Store.List(context.Background(), typ, q)
	if err != nil {
		d.T.Fatalf("read %s: %v", typ, err)
	}
	var out []*T
	for _, e := range rows {
		out = append(out, any(e).(*T))
	}
	return out
}
