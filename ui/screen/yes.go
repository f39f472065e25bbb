package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// AskYes asks by whom and when a party said yes to the newest agreement, with the known name and today filled in.
func (h *Host) AskYes(v *service.PlacementView, party string) tea.Cmd {
	a, words, today := agreement.Latest(v.Agreements), present.WordsIn(h.Theme.Lang), h.Service.Today()
	initial := h.Theme.Lang.Date(today.Time())
	if party != "citizen" {
		initial = strings.TrimPrefix(v.PartyName(a, party)+", "+initial, ", ")
	}
	decide := func(text string) (model.ChangeSet, error) {
		by, day := whoAndWhen(text, today)
		return agreement.Acknowledge(h.Service.Actor(), a, party, by, day, today, v.Agreements, v.FollowUps)
	}
	read := func(text string) string {
		by, day := whoAndWhen(text, today)
		return strings.TrimPrefix(by+", "+words.ReadDay(day, today), ", ")
	}
	return h.AskLine("ack", h.T("paper.party."+party), h.T("agreement.ack.who."+party), h.T("agreement.ack.label"),
		initial, decide, read)
}

// whoAndWhen reads "Lis Bæk, 25/11": the name before the last comma, the day after it; either may be left out, and
// without a day it is today.
func whoAndWhen(text string, today model.Date) (string, model.Date) {
	name, day := strings.TrimSpace(text), today
	head, tail := "", name
	if i := strings.LastIndex(name, ","); i >= 0 {
		head, tail = strings.TrimSpace(name[:i]), strings.TrimSpace(name[i+1:])
	}
	if d, err := model.ParseDate(tail, model.Past.From(today)); err == nil && d != 0 {
		name, day = head, d
	}
	return name, day
}

// AskLine asks for a line that a change set is made of, and saves that.
func (h *Host) AskLine(tag, title, text, label, initial string, decide func(string) (model.ChangeSet, error),
	read func(string) string) tea.Cmd {
	return h.AskThen(kit.Prompt(h.Theme, title, text, label, initial, func(typed string) string {
		if _, err := decide(typed); err != nil {
			return present.WordsIn(h.Theme.Lang).Error(err)
		}
		return ""
	}).WithReading(read), func(a kit.Action) tea.Cmd {
		cs, err := decide(a.Text)
		return h.SaveOr(tag, cs, err)
	})
}
