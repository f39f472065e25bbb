package present

import (
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// ChainText names the parts of a course (forløb i flere dele) with their days: "F-0041 7/9 – 2/12, forlængelse F-0052
// 3/12 – 29/1". It is empty for a course of one part.
func (w Words) ChainText(chain []*model.Placement, today model.Date) string {
	if len(chain) < 2 {
		return ""
	}
	day := func(d model.Date) string {
		if d == 0 {
			return ""
		}
		return w.Near(d.Time(), today.Time())
	}
	var parts []string
	for i, p := range chain {
		how := ""
		if i > 0 && p.ContinuesHow != "" {
			how = w.T("opt.continues." + p.ContinuesHow)
		}
		parts = append(parts, service.JoinNonEmpty(" ", how, p.Ref, day(p.StartOn), "–", day(p.Last())))
	}
	return w.T("placement.chain", "parts", strings.Join(parts, ", "))
}
