package cli

import (
	"context"
)

// dossierOptions are the options of `citizen dossier`.
type dossierOptions struct {
	fileOptions
	language string
}

func dossierCommand() command {
	o := &dossierOptions{}
	return command{
		name: "dossier", args: exactly(1), json: []string{"file", "format", "rows", "missing"}, run: o.run,
		flags: append(o.fileOptions.flags(), option(&o.language, "paper", "", "cli.flag.paper")),
	}
}

// run writes everything that is kept about a citizen. That it was read is noted before it is read, so that the copy
// tells of itself.
func (o *dossierOptions) run(ctx context.Context, s *session, args []string) error {
	row, err := s.find(ctx, "citizen", args[0])
	if err != nil {
		return err
	}
	s.look(row)
	s.writeLooks(ctx)
	d, err := s.Service.Dossier(ctx, row.Meta().ID)
	if err != nil {
		return err
	}
	words, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	if s.json && o.out == "" && o.format == "" {
		o.format = "json"
	}
	doc := words.DossierDocument(d, s.Service.Today())
	if d.Crossed > 0 {
		s.note("cli.dossier.crossed", "n", d.Crossed)
	}
	return s.export(ctx, doc, o.fileOptions, d.Out())
}
