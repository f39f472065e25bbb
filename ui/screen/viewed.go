package screen

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/service"
)

// Viewed is a list as it is shown, with what can be done with it as a saved view (visning).
type Viewed struct {
	Host  *Host
	List  *service.ListSpec
	Setup service.ListSetup
	View  *model.SavedView // that is shown, nil for none
	Same  bool             // it is shown as it was saved
	Saved func(name string)
}

// ViewItems are lines of a menu for saved views.
func ViewItems(h *Host, views []*model.SavedView) (items []kit.Item) {
	for _, v := range views {
		items = append(items, kit.Item{ID: "view:" + v.ID, Label: h.T("view.item", "name", v.Name),
			Detail: map[bool]string{true: h.T("view.everybody")}[v.Consultant == ""]})
	}
	return items
}

// Items are the lines of a menu for what can be done; Do does it.
func (l Viewed) Items() []kit.Item {
	t := l.Host.T
	items := []kit.Item{{ID: "save", Label: t("view.save")}, {ID: "share", Label: t("view.save.shared")}}
	v := l.View
	if v == nil {
		return items
	}
	if !l.Same {
		items = append(items, kit.Item{ID: "update", Label: t("view.update", "name", v.Name)})
	}
	return append(items, kit.Item{ID: "rename", Label: t("view.rename", "name", v.Name)},
		kit.Item{ID: "remove", Label: t("view.remove", "name", v.Name)})
}

// Do does what a line of Items says.
func (l Viewed) Do(id string) tea.Cmd {
	v, d := l.View, l.Host.Service
	switch id {
	case "save", "share":
		title := map[string]string{"save": "view.save", "share": "view.save.shared"}[id]
		return l.askName(title, "", func(name string) tea.Cmd { return l.save(name, id == "share") })
	case "update":
		return l.save(v.Name, v.Consultant == "")
	case "rename":
		return l.askName("view.rename.title", v.Name, func(name string) tea.Cmd {
			return l.write(func(ctx context.Context) (model.ChangeSet, error) { return d.RenameView(ctx, v, name) }, "")
		})
	case "remove":
		return l.Host.Save("view", service.RemoveView(v))
	}
	return nil
}

func (l Viewed) askName(title, before string, then func(name string) tea.Cmd) tea.Cmd {
	t := l.Host.T
	d := kit.Prompt(l.Host.Theme, t(title), t("view.name.help"), t("view.name"), before, func(v string) string {
		if strings.TrimSpace(v) == "" {
			return t("err.view.name")
		}
		return ""
	})
	return l.Host.AskThen(d, func(a kit.Action) tea.Cmd { return then(a.Text) })
}

func (l Viewed) save(name string, shared bool) tea.Cmd {
	return l.write(func(ctx context.Context) (model.ChangeSet, error) {
		return l.Host.Service.SaveView(ctx, l.List, name, shared, l.Setup)
	}, name)
}

// write decides and writes a change of the views; name is the view that is shown then, "" leaves the one that is.
func (l Viewed) write(decide func(context.Context) (model.ChangeSet, error), name string) tea.Cmd {
	return Run(l.Host, "view", decide, func(cs model.ChangeSet) tea.Cmd {
		return l.Host.SaveThen(cs, func(model.Receipt) tea.Cmd {
			l.Saved(model.FoldSpaces(name))
			return nil
		})
	})
}
