package bootstrap

import (
	"context"
	"strings"

	"jobspor/data/importer"
	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// noteLookAlikes writes beside each new row of a file which row of the database, or line of the file, it looks like.
// It comes in all the same: whether the two are one is for a person to say.
func noteLookAlikes(ctx context.Context, r service.Reader, p *importer.Plan, w service.FileWords) error {
	if p.Type != "company" && p.Type != "citizen" || p.Counts[importer.New] == 0 {
		return nil
	}
	var at []int
	added := func(yield func(model.Entity) bool) {
		for i, row := range p.All() {
			if row.Verdict == importer.New {
				at = append(at, i)
				if !yield(row.Change().After) {
					return
				}
			}
		}
	}
	found, err := service.LookAlikesOf(ctx, r, p.Type, added)
	for _, l := range found {
		i := at[l.Row]
		line := p.Row(i).Line
		if l.Into != nil {
			p.Note(i, model.NewError(model.Invalid, "import.note.merged", model.Args{
				"line": line, "name": present.ShownName(l.Into),
			}))
		}
		var words []string
		for _, key := range present.EvidenceKeys(l.Like) {
			words = append(words, w.T("duplicate."+key))
		}
		args := model.Args{"line": line, "evidence": strings.Join(words, ", ")}
		switch {
		case l.Like.Row != nil:
			args["name"] = present.ShownName(l.Like.Row)
			p.Note(i, model.NewError(model.Invalid, "import.note.like", args))
		case l.Other >= 0:
			args["other"] = p.Row(at[l.Other]).Line
			p.Note(i, model.NewError(model.Invalid, "import.note.twice", args))
		}
	}
	return err
}
