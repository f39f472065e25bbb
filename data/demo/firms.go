package demo

import "jobspor/model"

// ordering is the workplace that has given the municipality a job to fill.
const ordering = "Dør til Dør Vestegnen"

// firms adds what concerns companies beyond a placement, and what a team keeps: a job order with two candidates, the
// owners of a workplace, the prerequisites of a programme, and a value of the rules that the municipality has said.
func (w *builder) firms() {
	cafe := w.companies[Strandgaarden]
	order := &model.Opening{CompanyID: w.companies[ordering].ID, Kind: "order", Title: "Medhjælper",
		PublishedOn: w.day(-6),
		DeadlineOn:  w.day(20), Places: model.Some(1), Hours: model.Some(model.Hours(12 * 4)), Source: "demo",
		Consultant: ID("consultant", Mette)}
	w.add(order, ordering+" ordre")
	for _, c := range []struct {
		who, outcome, why string
		ago               int
	}{{"Gitte Skovgaard", "interview", "", 1}, {"Nadia Rahimi", "refused", "vagterne ligger for tidligt", 2}} {
		w.add(&model.Candidate{OpeningID: order.ID, CitizenID: ID("citizen", c.who), Outcome: c.outcome,
			On: w.day(-c.ago), Reason: c.why}, ordering+" "+c.who)
	}
	group, fund := businessNumber(9001), businessNumber(9002)
	for _, p := range []model.ParentUnit{{CVR: cafe.CVR, ParentCVR: group, ParentName: "Strandens Caféer ApS"},
		{CVR: group, ParentCVR: fund, ParentName: "Strandens Holding ApS"}} {
		p.Source, p.On = "virksomhedens hjemmeside", w.day(-30)
		w.add(&p, p.CVR)
	}
	for _, p := range []model.Prerequisite{ // nobody has looked at the first one yet
		{Item: "organisering", State: "begun", Who: "Karin Lund"},
		{Item: "faglighed", State: "in_place", Note: "Fælles kursus i foråret."},
		{Item: "ledelse", State: "missing", Who: "Karin Lund", Note: "Tages op på næste ledermøde."}} {
		p.Programme, p.On = "social-stoette", w.day(-25)
		p.ID = model.PrerequisiteID(p.Programme, p.Item)
		w.changes = append(w.changes, model.Add(&p))
	}
	w.changes = append(w.changes, model.Add(&model.Setting{Head: model.Head{ID: "rules.ratio.2027.trial"}, Value: "no",
		Source: "kommunens jurist", Date: w.day(-12)}))
}
