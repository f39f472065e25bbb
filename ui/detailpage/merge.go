package detailpage

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
)

// mergeKinds are the rows that can be merged, as the search box knows them.
var mergeKinds = map[string]search.Kind{"company": search.Company, "citizen": search.Citizen}

// MergeWith asks which row a row is merged with, and opens the two side by side: the row stays, the other goes.
func MergeWith(h *screen.Host, typ, id string) tea.Cmd {
	o := search.Options{Limit: 30, Kinds: search.Only(mergeKinds[typ])}
	find := func(ctx context.Context, query string) ([]kit.Item, error) {
		answer, err := h.Service.Search(ctx, query, o)
		if err != nil {
			return nil, err
		}
		var items []kit.Item
		for _, hit := range answer.Hits {
			if hit.ID == id {
				continue
			}
			items = append(items, kit.Item{
				ID: hit.ID, Label: hit.Name, Detail: Join(" · ", hit.Extra...), Hits: present.NameHits(hit),
			})
		}
		return items, nil
	}
	return h.PickFound(h.T("merge.ask"), find, func(a kit.Action) tea.Cmd {
		return h.Go(screen.Merge, screen.MergeArg{Type: typ, A: id, B: a.ID})
	})
}
