package model

// Approval (godkendelse) is what one person has asked another with the same right to say yes to, where the program is
// served to a team: an erasure, another role, an export of many. What was asked for never changes; it is answered once,
// and done once.
type Approval struct {
	Head
	Ref    string
	Asker  string   // consultant
	Right  string   // that both need, one of ApprovalRights
	Action string   // of the log, of what would be done
	Args   string   // for its words, as JSON
	About  []string // IDs of consultants where it is about roles, else of citizens
	Sets   []string // fields of a consultant as they would be: "role=admin"
	Reason string
	Digest string // of exactly what would be done
	On     Date   // it was asked
	Until  Date   // the last day on which it is answered, and done

	Answer     string // one of ApprovalAnswers, "" while it waits
	AnsweredBy string // consultant
	AnsweredOn Date
	DoneOn     Date
}

// ApprovalRights are the rights that are used by two, see package service.
var ApprovalRights = []string{"erase", "roles", "bulk"}

// ApprovalAnswers are the answers (ja, nej).
var ApprovalAnswers = []string{"yes", "no"}

// Citizens are the IDs of those it is about.
func (a *Approval) Citizens() []string {
	if a.Right == ApprovalRights[1] {
		return nil
	}
	return a.About
}
