package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// headingsImportCommand reads a table of headings, or prints the one in force so that it can be changed.
func headingsImportCommand() command {
	o, show := &tableImportOptions{name: "headings"}, false
	c := tableImportCommand(o.name)
	c.flags = []flag{
		option(&o.dryRun, "dry-run", false, "cli.flag.dry-run"),
		option(&show, "show", false, "cli.import.headings.flag.show"),
	}
	c.json = append(c.json, "text")
	c.args = func(cmd *cobra.Command, args []string) error {
		if show {
			return exactly(0)(cmd, args)
		}
		return between(1, -1)(cmd, args)
	}
	c.run = func(ctx context.Context, s *session, files []string) error {
		if show {
			return s.printHeadings(ctx)
		}
		return o.run(ctx, s, files)
	}
	return c
}

// printHeadings prints the table of headings in force as a file that can be changed and loaded.
func (s *session) printHeadings(ctx context.Context) error {
	content, err := s.Service.Importer.Headings(ctx)
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"text", content}})
	}
	s.out.lines(content)
	return nil
}
