package matching

import (
	"strings"

	"jobspor/matching/search"
	"jobspor/model"
)

// What the search box finds each row by. Names lead; numbers, towns and the like help.

func companyDoc(c *model.Company) search.Doc {
	d := search.Doc{Kind: search.Company, ID: c.ID, Name: c.ShownName(),
		Extra: filled(c.Town, c.IndustryText, c.Postcode, c.CVR, c.PNumber)}
	if c.DailyName != "" {
		d.Alias = []string{c.Name}
	}
	return d
}

func taskDoc(t *model.Task) search.Doc {
	return search.Doc{Kind: search.Task, ID: t.ID, Name: t.Name, Alias: filled(t.Occupation), Extra: filled(t.About)}
}

func citizenDoc(c *model.Citizen) search.Doc {
	return search.Doc{Kind: search.Citizen, ID: c.ID, Name: c.Name(), Alias: filled(c.Ref), Extra: filled(c.CaseRef)}
}

func goalDoc(g *model.Goal) search.Doc {
	return search.Doc{Kind: search.Goal, ID: g.ID, Name: g.Words}
}

func listDoc(l *model.Shortlist) search.Doc {
	return search.Doc{Kind: search.Shortlist, ID: l.ID, Name: l.Title, Alias: filled(l.Ref), Extra: filled(l.GoalWords)}
}

// placementDoc is found by its number, what is tried, who and where; the last two stand in Extra in that order.
func placementDoc(p *model.Placement, citizen, company string) search.Doc {
	return search.Doc{Kind: search.Placement, ID: p.ID, Name: strings.TrimSpace(p.Ref + " " + p.TaskWords),
		Extra: []string{citizen, company}}
}

func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}
