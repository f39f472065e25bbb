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
	var rows []model.Entity
	var at []int
	for i := range p.Rows {
		if c := p.Rows[i].Change; c.Before == nil && c.After != nil && (p.Type == "company" || p.Type == "citizen") {
			rows, at = append(rows, c.After), append(at, i)
		}
	}
	found, err := service.LookAlikesOf(ctx, r, p.Type, rows)
	for _, l := range found {
		row := &p.Rows[at[l.Row]]
		if l.Into != nil {
			row.Notes = append(row.Notes, *model.NewError(model.Invalid, "import.note.merged", model.Args{
				"line": row.Line, "name": present.ShownName(l.Into),
			}))
		}
		var words []string
		for _, key := range present.EvidenceKeys(l.Like) {
			words = append(words, w.T("duplicate."+key))
		}
		args := model.Args{"line": row.Line, "evidence": strings.Join(words, ", ")}
		switch {
		case l.Like.Row != nil:
			args["name"] = present.ShownName(l.Like.Row)
			row.Notes = append(row.Notes, *model.NewError(model.Invalid, "import.note.like", args))
		case l.Other >= 0:
			args["other"] = p.Rows[at[l.Other]].Line
			row.Notes = append(row.Notes, *model.NewError(model.Invalid, "import.note.twice", args))
		}
	}
	return err
}
