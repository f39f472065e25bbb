package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// resolvedName is a row that a command found by a name or the start of an ID. What a name was taken for is printed
// before anything is written or exported.
type resolvedName struct {
	word  string
	row   model.Entity
	exact bool // the whole name, not a part of it
	told  bool // printed already
}

// resolve remembers what a word was taken for, once, however often it is looked up. A part of a name is told at once,
// also where nothing is written.
func (s *session) resolve(ctx context.Context, word string, row model.Entity, exact bool) {
	if slices.ContainsFunc(s.resolved, func(n resolvedName) bool {
		return n.word == word && n.row.Meta().ID == row.Meta().ID
	}) {
		return
	}
	s.resolved = append(s.resolved, resolvedName{word: word, row: row, exact: exact})
	if !exact {
		s.tellResolved(ctx, &s.resolved[len(s.resolved)-1])
	}
}

// tellResolved prints "Brugsen → Genbrugsen Anden Omgang, Ishøj", nothing where that would say the same twice.
func (s *session) tellResolved(ctx context.Context, n *resolvedName) {
	if !n.told {
		n.told = true
		if n.word == service.NameIn(n.row) {
			return
		}
		s.note("cli.resolved", "word", n.word, "row", s.described(ctx, n.row))
	}
}

// described names a row so that it can be told from others of the same name.
func (s *session) described(ctx context.Context, e model.Entity) string {
	s.look(e)
	name := s.Service.Describe(e)
	if owner := s.ownerName(ctx, e); owner != "" {
		name += ", " + owner
	}
	return name
}

// confirmResolved is called before anything is written or exported. It prints what names were taken for, and lets a
// part of a name pass only with a yes: without a terminal it is refused, and the error lists the row it fits.
func (s *session) confirmResolved(ctx context.Context) error {
	for i := range s.resolved {
		n := &s.resolved[i]
		s.tellResolved(ctx, n)
		if n.exact {
			continue
		}
		yes, err := s.confirm(ctx, s.T("cli.resolved.ask", "word", n.word))
		if err != nil {
			return err
		}
		if !yes {
			return &ambiguous{
				err:  model.NewError(model.NotFound, "err.cli.inexact", model.Args{"value": model.Clip(n.word)}),
				rows: []string{s.candidate(ctx, n.row)},
			}
		}
		n.exact = true
	}
	return nil
}

// resolvedObjects are the names of this command for JSON.
func (s *session) resolvedObjects() []object {
	out := []object{}
	for _, n := range s.resolved {
		t := schema.TypeOf(n.row)
		o := object{{"word", n.word}, {"type", t.Name}, {"id", n.row.Meta().ID}}
		if f, ok := t.Field("ref"); ok {
			o = append(o, member{"ref", f.Text(n.row)})
		}
		out = append(out, append(o, member{"name", s.Service.Describe(n.row)}, member{"exact", n.exact}))
	}
	return out
}

// confirm asks a person a question that is answered by yes or no. --yes answers it beforehand; without a terminal, and
// for JSON, nobody is asked and the answer is no.
func (r *root) confirm(ctx context.Context, question string) (bool, error) {
	switch {
	case r.yes:
		return true, nil
	case !r.env.Terminal.In || !r.env.Terminal.Err || r.json:
		return false, nil
	}
	_ = r.out.flush()
	if _, err := io.WriteString(r.env.Err, clean(question+" "+r.T("cli.ask.yesno"))+" "); err != nil {
		return false, err
	}
	answer, err := bufio.NewReader(r.env.In).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	t, err := model.ParseTri(strings.TrimSpace(answer))
	return err == nil && t == model.Yes, nil
}

// askLine asks a person for a line; without a terminal, and for JSON, nobody is asked and the answer is empty.
func (r *root) askLine(ctx context.Context, question string) (string, error) {
	if !r.env.Terminal.In || !r.env.Terminal.Err || r.json {
		return "", nil
	}
	_ = r.out.flush()
	if _, err := io.WriteString(r.env.Err, clean(question)+" "); err != nil {
		return "", err
	}
	answer, err := bufio.NewReader(r.env.In).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimSpace(answer), ctx.Err()
}
