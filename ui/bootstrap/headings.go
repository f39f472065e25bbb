package bootstrap

import (
	"context"

	"jobspor/data/importer"
	"jobspor/data/reference/headings"
	"jobspor/model"
	"jobspor/ui/service"
)

// headingsIn returns the text of a file that looks like a table of headings.
func headingsIn(path string) (string, bool) { return textIn(path, headings.IsTable) }

// ownHeadings is the table of headings that the user has loaded, nil when there is none.
func ownHeadings(ctx context.Context, r service.Reader) (*headings.Table, error) {
	ref, err := service.One[model.Reference](ctx, r, "reference", headings.ID)
	if service.IsAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return importer.ParseHeadings(ref.Source, ref.Data)
}

// Headings returns the table of headings as a file: the user's own, or the one that comes with the program.
func (r importReader) Headings(ctx context.Context) (string, error) {
	ref, err := service.One[model.Reference](ctx, r.store, "reference", headings.ID)
	if service.IsAbsent(err) {
		return headings.Text(), nil
	}
	if err != nil {
		return "", err
	}
	return ref.Data, nil
}
