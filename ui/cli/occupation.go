package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"jobspor/matching/occupation"
	"jobspor/model"
)

func occupationCommand() command {
	return command{name: "occupation", subs: []command{linkCommand()}}
}

// linkOptions are the options of `occupation link`.
type linkOptions struct {
	labels    []string
	top       int
	noLexicon bool
}

func linkCommand() command {
	o := &linkOptions{}
	return command{
		name: "link", args: exactly(0), offline: o.run, reads: func([]string) []string { return o.labels },
		flags: []flag{
			option(&o.labels, "labels", nil, "cli.flag.labels"),
			option(&o.top, "top", 10, "cli.flag.top"),
			option(&o.noLexicon, "no-lexicon", false, "cli.flag.no-lexicon"),
		},
		json: []string{
			"query", "results", "results.id", "results.label", "results.isco", "results.score", "results.evidence",
			"results.by",
		},
	}
}

// maxTitle is the longest line that is read as a title, in bytes; the linker reads the beginning of it.
const maxTitle = 1 << 20

// run reads a title a line and prints the occupations it may mean, in the order of the input. It needs no database.
func (o *linkOptions) run(ctx context.Context, r *root, _ []string) error {
	if o.top < 1 {
		return model.NewError(model.Usage, "err.cli.top", nil)
	}
	linker, err := o.linker(ctx, r)
	if err != nil {
		return err
	}
	if !r.json && !r.env.Terminal.Out {
		r.out.tsvLine([]string{"query", "rank", "id", "label", "isco", "score", "evidence", "by"})
	}
	titles := make(chan inputLine)
	in, err := r.input.take("err.cli.input.twice")
	if err != nil {
		return err
	}
	go readTitles(ctx, in, titles)
	for {
		select {
		case <-ctx.Done(): // also while the input waits
			return ctx.Err()
		case t, more := <-titles:
			if !more {
				return nil
			}
			if t.err != nil {
				return model.NewError(model.Internal, "err.cli.input", nil).WithCause(t.err)
			}
			if err := r.printLinks(t.text, linker.Link(t.text, o.top)); err != nil {
				return err
			}
			// Whoever types titles one by one, by hand or through a pipe, waits for each answer.
			if t.last {
				if err := r.out.flush(); err != nil {
					return err
				}
			}
		}
	}
}

// inputLine is one title; last is true when nothing more has arrived yet.
type inputLine struct {
	text string
	last bool
	err  error
}

// readTitles reads lines in a goroutine of its own, so that a read that waits can be abandoned.
func readTitles(ctx context.Context, from io.Reader, to chan<- inputLine) {
	defer close(to)
	in := bufio.NewReaderSize(from, 64<<10)
	for {
		text, err := readTitle(in)
		if errors.Is(err, io.EOF) {
			return
		}
		select {
		case to <- inputLine{text, in.Buffered() == 0, err}:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// readTitle reads a line without its end; what goes beyond maxTitle is read past, so that no input uses up the memory.
func readTitle(in *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if room := maxTitle - len(line); room > 0 {
			line = append(line, part[:min(len(part), room)]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) == 0:
			return "", io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return "", err
		}
		return strings.ToValidUTF8(strings.TrimRight(string(line), "\r\n"), "\ufffd"), nil
	}
}

// printLinks prints the occupations that a title may mean.
func (r *root) printLinks(title string, found []occupation.Result) error {
	if r.json {
		results := []object{}
		for _, f := range found {
			results = append(results, object{
				{"id", f.ID}, {"label", f.Label}, {"isco", f.ISCO}, {"score", round(f.Score)},
				{"evidence", string(f.Evidence)}, {"by", f.By},
			})
		}
		return r.out.json(object{{"query", title}, {"results", results}})
	}
	if !r.env.Terminal.Out {
		for i, f := range found {
			score := strconv.FormatFloat(f.Score, 'f', 4, 64)
			r.out.tsvLine([]string{
				clean(title), strconv.Itoa(i + 1), clean(f.ID), clean(f.Label), f.ISCO, score, string(f.Evidence),
				clean(f.By),
			})
		}
		return nil
	}
	r.out.line(title)
	t := table{cols: []column{
		{"rank", "#", true},
		{"label", r.T("cli.col.occupation"), false},
		{"isco", "ISCO", false},
		{"score", r.T("match.col.fit"), true},
		{"evidence", r.T("cli.col.why"), false},
	}}
	for i, f := range found {
		why := r.T("cli.evidence.nothing")
		if key := "match.evidence." + string(f.Evidence); r.words.Has(key) {
			why = r.T(key, "by", f.By)
		}
		score := strconv.FormatFloat(f.Score, 'f', 2, 64)
		t.rows = append(t.rows, []cell{number(i + 1), text(f.Label), text(f.ISCO), text(score), text(why)})
	}
	r.out.aligned(t)
	r.out.line("")
	return nil
}

func round(f float64) float64 {
	v, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 4, 64), 64)
	return v
}

func (o *linkOptions) linker(ctx context.Context, r *root) (*occupation.Linker, error) {
	know, err := r.env.Databases.Knowledge(ctx)
	if err != nil {
		return nil, err
	}
	opt := occupation.Options{NoLexicon: o.noLexicon}
	at := map[string]int{}
	for _, path := range o.labels {
		list, err := r.readLabels(ctx, path)
		if err != nil {
			return nil, err
		}
		for _, l := range list {
			if i, there := at[l.ID]; there { // another name of the same entry
				opt.Targets[i].Synonyms = append(append(opt.Targets[i].Synonyms, l.Label), l.Synonyms...)
				continue
			}
			at[l.ID] = len(opt.Targets)
			opt.Targets = append(opt.Targets, l)
		}
	}
	return occupation.New(know, opt), nil
}

func (r *root) readLabels(ctx context.Context, path string) ([]model.Occupation, error) {
	f, name, err := r.openInput(ctx, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return occupation.ReadLabels(f, name)
}
