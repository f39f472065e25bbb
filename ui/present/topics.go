package present

import (
	"jobspor/model"
	"jobspor/ui/service"
)

// This file says what the papers for a company tell of a citizen, as topics of a consent. A test proves that each line
// of a paper has a row here; what has no topic is not about the citizen.

// agreementTopics are those of the lines of a work agreement, by their word.
var agreementTopics = map[string]string{
	"paper.citizen": "name", "paper.company": "", "paper.contact": "", "paper.consultant": "",
	"agreement.purpose": "placement", "paper.kind": "placement", "paper.period": "placement",
	"agreement.trial_tasks": "placement", "agreement.paid_tasks": "placement", "agreement.pattern": "times",
	"agreement.conditions": "conditions", "paper.mentor": "followup", "agreement.mentor_tasks": "followup",
	"agreement.follow_how": "followup", "agreement.absence_rule": "followup", "agreement.at_end": "followup",
}

// agreementTables are those of its sections with a table.
var agreementTables = map[string]string{"ladder": "hours", "ack": "name"}

// vitasTopics are those of the fields of an application.
var vitasTopics = map[string]string{
	"company": "", "cvr": "", "pnumber": "", "contact": "", "contact_mail": "", "contact_phone": "", "rep": "",
	"rep_mail": "", "rep_phone": "", "fte": "", "kind": "placement", "period": "placement", "hours": "hours",
	"working_time": "times", "tasks": "placement", "purpose": "placement", "monthly_cost": "", "remark": "hours",
}

// mailTopics are those of the places of a mail.
var mailTopics = map[string]string{
	"citizen": "name", "company": "", "contact": "", "task": "placement", "kind": "placement", "start": "placement",
	"end": "placement", "period": "placement", "hours": "hours", "week": "times", "meeting": "followup", "place": "",
	"consultant": "", "municipality": "", "ref": "", "today": "",
}

// timeSheetTopics are those of a time sheet: the initials, the days of the placement, and the hours that come back.
var timeSheetTopics = []string{"name", "placement", "worked"}

// tell adds topics to what goes to a company.
func tell(out *service.Out, topics ...string) {
	for i, s := range out.Shares {
		out.Shares[i].Topics = model.SortTopics(append(topics, s.Topics...))
	}
}
