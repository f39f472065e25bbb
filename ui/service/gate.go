package service

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file is the gate: the one way by which anything leaves the program as a file, on the clipboard, on paper or to
// another program. A test proves that there is no other.
//
// It promises: what goes to a company needs the consent of each citizen in it, in force on the day and covering what
// is told, and no reason replaces one; what holds personal data and goes to a colleague, a caseworker or an own file
// needs a reason; what goes to the citizen, and figures with small numbers suppressed, need neither; the log is written
// before anything leaves, with whose data it was, the receiver and the reason.

// Receiver is whom data leaves to (modtager).
type Receiver string

// The receivers.
const (
	ToCompany    Receiver = "company"
	ToColleague  Receiver = "colleague"
	ToCaseworker Receiver = "caseworker"
	ToCitizen    Receiver = "citizen"
	ToOwnFile    Receiver = "own"
	ToEvaluator  Receiver = "evaluator" // rows under pseudonyms: a citizen's consent, or a reason for all
	ToAnybody    Receiver = "anybody"   // figures with small numbers suppressed
)

// Receivers are those that a person can name.
var Receivers = []Receiver{ToOwnFile, ToColleague, ToCaseworker, ToCitizen, ToCompany}

// needsReason are the receivers for whom it is said why.
var needsReason = []Receiver{ToOwnFile, ToColleague, ToCaseworker}

// NeedsReason reports whether it takes a reason to send something about persons to the receiver.
func (r Receiver) NeedsReason() bool { return slices.Contains(needsReason, r) }

// Share is a citizen's data that goes to a company, and which topics of a consent it tells.
type Share struct {
	CitizenID, CompanyID string
	Topics               []string
}

// Out is something that leaves: what it is, whose data it holds, to whom and why.
type Out struct {
	Action   string // of the log: "export.shortlist"
	Args     model.Args
	Rows     int
	To       Receiver
	Citizens []string // whose data is in it
	Persons  bool     // it holds personal fields of others than citizens: contact persons, notes about workplaces
	Whole    bool     // it is the whole database
	Shares   []Share  // to a company or an evaluator: whose data goes where
	Reason   string
}

// Personal reports whether it holds data about persons.
func (o Out) Personal() bool { return o.Whole || o.Persons || len(o.Citizens) > 0 }

// Why a consent does not hold.
const (
	ConsentNone      = "none"
	ConsentNotYet    = "notyet"
	ConsentOver      = "over"
	ConsentWithdrawn = "withdrawn"
	ConsentNoScope   = "noscope" // it does not say what may be shared, as those of other programs
	ConsentBeyond    = "beyond"  // it does not cover all that is sent
)

// MissingConsent is a share without a consent in force. On is the day from or since which the latest one does not hold.
type MissingConsent struct {
	Share
	Why              string
	On               model.Date
	Citizen, Company string         // names
	Held             *model.Consent // in force, but it does not say or cover what is sent
	Beyond           []string       // topics that the consents in force do not cover
}

// Permit is what the gate says before anything leaves.
type Permit struct {
	Missing  []MissingConsent
	Consents []*model.Consent // those in force that it relies on
	Unjudged []string         // topics sent that rest on a consent in own words: a person compares them
	Reason   bool             // a reason is needed and there is none
	Several  bool             // it goes to the citizen and holds others, too
}

// OK reports that it may leave.
func (p Permit) OK() bool { return len(p.Missing) == 0 && !p.Reason && !p.Several }

// Judge says whether something may leave today, and what is missing.
func (d *Session) Judge(ctx context.Context, o Out) (Permit, error) {
	var v Permit
	v.Several = o.To == ToCitizen && (o.Whole || len(o.Citizens) > 1)
	v.Reason = o.Personal() && o.To.NeedsReason() && !Explains(o.Reason)
	if o.To != ToCompany && o.To != ToEvaluator {
		return v, nil
	}
	for _, share := range o.Shares {
		missing, held, err := d.judgeShare(ctx, share)
		if err != nil {
			return v, err
		}
		if len(held) == 0 {
			v.Missing = append(v.Missing, missing)
			continue
		}
		v.Consents = append(v.Consents, held...)
		if slices.ContainsFunc(held, (*model.Consent).OwnWords) {
			v.Unjudged = model.SortTopics(append(v.Unjudged, beyond(share.Topics, held)...))
		}
	}
	if o.To == ToEvaluator {
		explained := Explains(o.Reason)
		if v.Reason = o.Personal() && len(o.Shares) == 0 && !explained; explained {
			v.Missing = nil
		}
	}
	return v, nil
}

// judgeShare judges the consents of a share, and names both sides when something is missing.
func (d *Session) judgeShare(ctx context.Context, s Share) (MissingConsent, []*model.Consent, error) {
	q := schema.Query{Where: []schema.Cond{
		{Field: "citizen", Op: schema.Is, Text: s.CitizenID}, {Field: "company", Op: schema.Is, Text: s.CompanyID},
	}}
	list, err := All[model.Consent](ctx, d.Store, "consent", q)
	if err != nil {
		return MissingConsent{}, nil, err
	}
	out, held := judgeConsents(list, s, d.Today())
	if len(held) > 0 {
		return out, held, nil
	}
	if out.Citizen, err = d.NameOf(ctx, "citizen", s.CitizenID); err != nil {
		return out, nil, err
	}
	out.Company, err = d.NameOf(ctx, "company", s.CompanyID)
	return out, nil, err
}

// judgeConsents gives those in force that a share rests on: those whose topics cover it together, else also those in
// own words. Without any it says what is missing.
func judgeConsents(list []*model.Consent, s Share, today model.Date) (MissingConsent, []*model.Consent) {
	out := MissingConsent{Share: s, Why: ConsentNone}
	var covering, inWords []*model.Consent
	for _, c := range list { // the one that says most: withdrawn before run out before not begun
		switch {
		case c.Holds(today) && c.OwnWords():
			inWords = append(inWords, c)
		case c.Holds(today) && c.Scoped():
			covering = append(covering, c)
		case c.Holds(today):
			out.Why, out.Held = ConsentNoScope, c
		case out.Why == ConsentNoScope:
		case c.WithdrawnOn != 0 && c.WithdrawnOn <= today:
			out.Why, out.On = ConsentWithdrawn, max(out.On, c.WithdrawnOn)
		case out.Why == ConsentWithdrawn:
		case c.Until != 0 && c.Until < today:
			out.Why, out.On = ConsentOver, max(out.On, c.Until)
		case out.Why == ConsentNone && c.GivenOn > today:
			out.Why, out.On = ConsentNotYet, c.GivenOn
		}
	}
	switch over := beyond(s.Topics, covering); {
	case len(covering) > 0 && len(over) == 0:
		return MissingConsent{}, covering
	case len(inWords) > 0:
		return MissingConsent{}, append(covering, inWords...)
	case len(covering) > 0:
		out.Why, out.Held, out.Beyond = ConsentBeyond, covering[0], over
	}
	return out, nil
}

// beyond are the topics that no consent covers.
func beyond(topics []string, list []*model.Consent) (out []string) {
	for _, topic := range topics {
		covers := func(c *model.Consent) bool { return slices.Contains(c.Covers, topic) }
		if !slices.ContainsFunc(list, covers) {
			out = append(out, topic)
		}
	}
	return out
}

// Render gives a document as bytes for another program or the clipboard.
func (d *Session) Render(ctx context.Context, o Out, doc model.Document, format string) ([]byte, error) {
	data, err := d.Files.Render(doc, format)
	if err != nil {
		return nil, err
	}
	return data, d.Leave(ctx, o)
}

// WriteFile writes a document to a file, completely or not at all; an existing file needs overwrite.
func (d *Session) WriteFile(
	ctx context.Context, o Out, path string, doc model.Document, format string, overwrite bool,
) error {
	path, err := d.Path(path)
	if err != nil {
		return err
	}
	old, err := os.Stat(path)
	if there := err == nil; overwrite || !there { // else nothing leaves: writing says so
		if err := d.fits(doc, format, old); err != nil {
			return err
		}
		if err := d.Leave(ctx, o); err != nil {
			return err
		}
	}
	return d.Files.Write(path, doc, format, overwrite)
}

// fits refuses a file that the folder has no room for, beside what it takes the place of.
func (d *Session) fits(doc model.Document, format string, old os.FileInfo) error {
	if d.Room == nil {
		return nil
	}
	data, err := d.Files.Render(doc, format)
	if err != nil {
		return err
	}
	left, err := d.Room()
	if old != nil {
		left += old.Size()
	}
	if err == nil && int64(len(data)) > left {
		err = model.NewError(model.Forbidden, "err.served.full", nil)
	}
	return err
}

// Inside gives a document as bytes that do not leave by themselves: it is shown, or becomes part of something that
// passes the gate.
func (d *Session) Inside(doc model.Document, format string) ([]byte, error) {
	return d.Files.Render(doc, format)
}

// Leave lets something out that is written elsewhere, or refuses it with a sentence: it writes the log. Render and
// WriteFile have called it.
func (d *Session) Leave(ctx context.Context, o Out) error {
	if err := d.mayLeave(ctx, o); err != nil {
		return err
	}
	return d.Store.Exported(ctx, d.Actor(), o.Action, o.logArgs(), o.Citizens, o.Rows)
}

// LeaveRead lets out what a command prints about people for another program to read, or refuses it with a sentence. It
// is noted as looks with the reason, which wait where the log cannot take them: reading works on a full disk, too.
func (d *Session) LeaveRead(ctx context.Context, o Out) error {
	if err := d.mayLeave(ctx, o); err != nil {
		return err
	}
	said := model.Args{"reason": strings.TrimSpace(o.Reason)}
	if d.guard != nil {
		var err error
		if said, err = d.guard.piped(ctx, o); err != nil {
			return err
		}
	}
	d.explainLooks(o.Action, o.Args, said)
	return nil
}

// mayLeave refuses with a sentence what may not leave.
func (d *Session) mayLeave(ctx context.Context, o Out) error {
	v, err := d.Judge(ctx, o)
	if err != nil {
		return err
	}
	if err := d.CheckReason(o.Reason); err != nil {
		return err
	}
	return v.refusal()
}

// CheckReason refuses a reason in which what looks like a CPR number stands.
func (d *Session) CheckReason(reason string) error {
	if model.HasCPRBut(reason, d.KnownPNumber) {
		return model.NewError(model.Invalid, "err.gate.cpr", nil)
	}
	return nil
}

// refusal is why something may not leave, nil when it may.
func (p Permit) refusal() error {
	of := map[string]bool{}
	for _, m := range p.Missing {
		of[m.CitizenID] = true
	}
	switch n := len(of); {
	case n > 0:
		return model.NewError(model.Forbidden, "err.gate.consent", model.Args{"n": n})
	case p.Reason:
		return model.NewError(model.Forbidden, "err.gate.reason", nil)
	case p.Several:
		return model.NewError(model.Forbidden, "err.gate.several", nil)
	}
	return nil
}

// logArgs are what the log stores of it. IDs and codes stay as they are; the reason is sealed with them.
func (o Out) logArgs() model.Args {
	args := maps.Clone(o.Args)
	if args == nil {
		args = model.Args{}
	}
	if o.To != "" {
		args["receiver"] = string(o.To)
	}
	if reason := strings.TrimSpace(o.Reason); reason != "" {
		args["reason"] = reason
	}
	var companies []string
	for _, s := range o.Shares {
		if !slices.Contains(companies, s.CompanyID) {
			companies = append(companies, s.CompanyID)
		}
	}
	if len(companies) > 0 {
		args["companies"] = strings.Join(companies, " ")
	}
	return args
}

// leastReason is how many letters the longest word of a reason has at least.
const leastReason = 3

// Explains reports whether a text can be a reason: it has a word.
func Explains(reason string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(reason, func(r rune) bool { return !unicode.IsLetter(r) }),
		func(word string) bool { return utf8.RuneCountInString(word) >= leastReason })
}

// ReasonFor is the reason that was given last in this session for the receiver, "" before there is one.
func (d *Session) ReasonFor(to Receiver) string {
	d.reasons.Lock()
	defer d.reasons.Unlock()
	return d.reasons.of[to]
}

// RememberReason keeps a reason until the program ends, so that the next thing to the same receiver begins with it.
func (d *Session) RememberReason(to Receiver, reason string) {
	d.reasons.Lock()
	defer d.reasons.Unlock()
	if d.reasons.of == nil {
		d.reasons.of = map[Receiver]string{}
	}
	d.reasons.of[to] = strings.TrimSpace(reason)
}

// usualReasons are the keys of the reasons that are offered, the most usual first; their words are "reason.<key>".
var usualReasons = map[Receiver][]string{
	ToOwnFile:    {"casework", "meeting", "followup", "lead"},
	ToColleague:  {"takeover", "cover", "sparring"},
	ToCaseworker: {"file", "decision", "coordination"},
}

// UsualReasons are the keys of the reasons that are offered for a receiver.
func UsualReasons(to Receiver) []string { return usualReasons[to] }
