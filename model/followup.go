package model

// FollowUp (opfølgning) is a day agreed for looking at how a placement goes.
type FollowUp struct {
	Head
	PlacementID string
	On          Date
	How         string // one of FollowWays
	What        string // what it is about, in words
	DoneOn      Date   // held, or closed without being held
	Closed      string // why it was closed without being held
}

// FollowUpType is the field table of FollowUp.
func FollowUpType() *Type {
	type c = FollowUp
	return &Type{Name: "followup", Table: "followups", New: func() Entity { return &c{} }, Personal: true, Fields: []Field{
		field("placement", Ref, func(e *c) any { return &e.PlacementID }, to("placement"), required),
		field("on", DateKind, func(e *c) any { return &e.On }, required),
		field("how", Choice, func(e *c) any { return &e.How }, oneOf("follow_how", FollowWays...)),
		field("what", Text, func(e *c) any { return &e.What }, sealed),
		field("done_on", DateKind, func(e *c) any { return &e.DoneOn }),
		field("closed", Text, func(e *c) any { return &e.Closed }, sealed),
	}}
}

// Aside (lagt til side) is a consultant's decision that Today shall not show one thing, until a day or for good, with the
// reason. It names the occasion, so that the next one of the same kind is shown again.
type Aside struct {
	Head
	Kind     string // of the Due, see DueKinds
	RowType  string // the Due's row
	RowID    string
	Occasion string // what tells this time from the next, such as the day it was due
	Until    Date   // shown again from this day; 0 with Closed is never
	Closed   bool
	Reason   string
	By       string
	On       Date
}

// AsideType is the field table of Aside.
func AsideType() *Type {
	type c = Aside
	return &Type{Name: "aside", Table: "asides", New: func() Entity { return &c{} }, Personal: true, Fields: []Field{
		field("kind", Text, func(e *c) any { return &e.Kind }, required),
		field("row_type", Text, func(e *c) any { return &e.RowType }, required),
		field("row_id", Text, func(e *c) any { return &e.RowID }, required),
		field("occasion", Text, func(e *c) any { return &e.Occasion }),
		field("until", DateKind, func(e *c) any { return &e.Until }),
		field("closed", Flag, func(e *c) any { return &e.Closed }),
		field("reason", LongText, func(e *c) any { return &e.Reason }, sealed),
		field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
		field("on", DateKind, func(e *c) any { return &e.On }),
	}}
}
