package wire

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"jobspor/data/intake"
	"jobspor/model"
	"jobspor/ui/desk"
)

// How much of a file is read to guess what it holds: all of a small one, the beginning of a long text.
const (
	guessWhole = 4 << 20
	guessStart = 64 << 10
)

// Guess says what a file seems to hold: "company", "citizen" or "reference". It goes by the headings: the type that
// takes more of the columns wins. What cannot be told is "company"; the plan then says what is wrong.
func (r reader) Guess(ctx context.Context, path string, w desk.FileWords) (string, error) {
	if _, ok := rulesIn(path); ok {
		return "reference", nil
	}
	src, err := intake.Open(ctx, path)
	if err != nil {
		return "", err
	}
	defer src.Close()
	if intake.IsReference(ctx, src) {
		return "reference", nil
	}
	if src.Kind != intake.Delimited && src.Kind != intake.Sheet && src.Kind != intake.Objects {
		return "company", nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "company", nil // the plan tells why
	}
	defer f.Close()
	size := src.Bytes
	if size > guessWhole {
		if src.Kind != intake.Delimited {
			return "company", nil
		}
		size = guessStart
	}
	best, most := "company", 0
	for _, typ := range []string{"company", "citizen"} {
		if n := r.columns(ctx, io.NewSectionReader(f, 0, size), size, filepath.Base(path), typ, w); n > most {
			best, most = typ, n
		}
	}
	return best, ctx.Err()
}

// columns counts the columns that a type takes, 0 when it takes the file not at all.
func (r reader) columns(ctx context.Context, f io.ReaderAt, size int64, name, typ string, w desk.FileWords) (n int) {
	src, err := intake.Read(ctx, f, size, name)
	if err != nil {
		return 0
	}
	defer src.Close()
	p, err := intake.NewPlan(ctx, src, nil, typ, intake.Options{Today: model.DateOf(r.store.Now()), Words: wordReader(w), Heading: headingReader(w)})
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
