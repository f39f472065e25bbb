package present

import (
	"strings"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// RuleAmount formats a value of the rules with its unit: "37 timer", "4 uger", "5.000 kr.", "ja".
func (w Words) RuleAmount(a rules.Amount) string {
	switch {
	case a.Text != "" && a.Unit == "order":
		return w.VitasOrder(a.Text)
	case a.Unit == "order":
		return w.T("rules.amount.order")
	case !a.Known:
		return w.T("rules.unknown")
	}
	switch a.Unit {
	case "weeks":
		return w.T("span.weeks", "weeks", a.N)
	case "months":
		return w.T("span.months", "months", a.N)
	case "hours":
		return w.T("rules.amount.hours", "hours", w.Hours(lang.Quarters(a.N)))
	case "kroner":
		return w.kroner(a.N)
	case "percent":
		return w.T("rules.amount.percent", "n", a.N)
	case "yesno":
		return w.T(map[bool]string{true: "value.yes", false: "value.no"}[a.N != 0])
	}
	return w.Int(a.N)
}

// RuleNote says of a value that it is the municipality's own, or that it is uncertain; "" of any other.
func (w Words) RuleNote(r *rules.Rule, name string) string {
	line, ok := r.Note(name)
	if !ok {
		return ""
	}
	return w.T(line.Text, w.Args(line.Args)...)
}

// VitasOrder names the fields of an order of VITAS.
func (w Words) VitasOrder(order string) string {
	var names []string
	for _, key := range strings.Split(order, ",") {
		names = append(names, w.T("vitas."+strings.TrimSpace(key)))
	}
	return strings.Join(names, ", ")
}

// RuleQuestion is what is asked about an uncertain value: "Uger i første periode (dagpengemodtager)"; that of a row
// still to come says from when it counts.
func (w Words) RuleQuestion(set *rules.Set, q rules.Question, today model.Date) string {
	text := lang.Capital(w.T("rules.value." + q.Rule.Kind + "." + q.Spec.Name))
	about := w.RuleAbout(set, q.Rule)
	if q.Rule.From > today {
		about = service.JoinNonEmpty(", ", w.Valid(q.Rule.From, 0), about)
	}
	if about != "" {
		return text + " (" + about + ")"
	}
	return text
}

// RuleAbout says whom and what a row is about: target groups, rates, schemes, public or private.
func (w Words) RuleAbout(set *rules.Set, r *rules.Rule) string {
	var parts []string
	for _, key := range r.Groups {
		parts = append(parts, w.GroupName(set, key))
	}
	if len(r.Rates) > 0 {
		parts = append(parts, r.Words(string(w.Code())))
	}
	for _, key := range r.Sectors {
		parts = append(parts, w.T("opt.sector."+key))
	}
	if len(parts) == 0 {
		for _, key := range r.Instruments {
			if w.Has("opt.placement_kind." + key) {
				parts = append(parts, w.T("opt.placement_kind."+key))
			}
		}
	}
	return strings.Join(parts, ", ")
}

// GroupName is the name of a target group.
func (w Words) GroupName(set *rules.Set, key string) string {
	if row := set.Group(key); row != nil {
		return row.Words(string(w.Code()))
	}
	return key
}
