package bootstrap

import (
	"context"
	"io"
	"os"

	"jobspor/data/importer"
	"jobspor/model"
	"jobspor/ui/service"
)

// How much of a file is read to guess its content: all of a small one, the beginning of a long text.
const (
	guessWhole = 4 << 20
	guessStart = 64 << 10
)

// guessed are the types that a file of rows may be of. Of two that recognise as many columns, the first is taken.
var guessed = []string{"company", "citizen", "task", "opening", "contact", "goal", "person"}

// Guess returns what a file probably holds: "reference" or one of the types of rows. It compares the headings: the type
// that recognises more of the columns wins. The default is "company"; the plan then reports the errors.
func (r importReader) Guess(ctx context.Context, path string, w service.FileWords) (string, error) {
	if _, ok := rulesIn(path); ok {
		return "reference", nil
	}
	if _, ok := headingsIn(path); ok {
		return "reference", nil
	}
	src, err := importer.Open(ctx, path)
	if err != nil {
		return "", err
	}
	defer src.Close()
	if importer.IsReference(ctx, src) {
		return "reference", nil
	}
	if src.Kind != importer.Delimited && src.Kind != importer.Sheet && src.Kind != importer.Objects {
		return "company", nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "company", nil // the plan reports the error
	}
	defer f.Close()
	size := src.Bytes
	if size > guessWhole {
		if src.Kind != importer.Delimited {
			return "company", nil
		}
		size = guessStart
	}
	best, most := "company", 0
	for _, typ := range guessed {
		if n := r.columns(ctx, io.NewSectionReader(f, 0, size), size, model.FileName(path), typ, w); n > most {
			best, most = typ, n
		}
	}
	return best, ctx.Err()
}

// columns counts the columns that a type recognises, 0 when it cannot read the file.
func (r importReader) columns(ctx context.Context, f io.ReaderAt, size int64, name, typ string,
	w service.FileWords) (n int) {
	src, err := importer.Read(ctx, f, size, name)
	if err != nil {
		return 0
	}
	defer src.Close()
	p, err := importer.NewPlan(ctx, src, nil, typ, importer.Options{
		Today: model.DateOf(r.store.Now()), Words: wordReader(w), Heading: headingReader(w),
	})
	if err != nil {
		return 0
	}
	for _, c := range p.Columns {
		if c.Field != "" {
			n++
		}
	}
	return n
}
