package model

import (
	"regexp"
	"slices"
)

// InBoth is a text in Danish and English.
type InBoth struct {
	DA string `toml:"da"`
	EN string `toml:"en"`
}

// In is the text in a language; Danish where the other is not written.
func (b InBoth) In(code string) string {
	if code == "en" && b.EN != "" {
		return b.EN
	}
	return b.DA
}

// MailTemplate (skabelon) is a mail about a placement with places for what is known of it, such as "{start}".
type MailTemplate struct {
	Key     string   `toml:"key"`
	To      string   `toml:"to"` // one of MailReceivers
	Name    InBoth   `toml:"name"`
	Subject InBoth   `toml:"subject"`
	Body    InBoth   `toml:"body"`
	Attach  []string `toml:"attach"` // of MailAttachments, when nothing else is chosen
	Kinds   []string `toml:"kinds"`  // of PlacementKinds, those that it is true of; none is any
	States  []string `toml:"states"` // of PlacementStates, those that it is true of; none is any
}

// Fits reports whether the template's sentences are true of a placement of this kind.
func (t *MailTemplate) Fits(kind string) bool {
	return len(t.Kinds) == 0 || slices.Contains(t.Kinds, kind)
}

// FitsState reports whether the template's sentences are true of a placement in this state.
func (t *MailTemplate) FitsState(state string) bool {
	return len(t.States) == 0 || slices.Contains(t.States, state)
}

// MailReceivers are those who a mail can be for.
var MailReceivers = []string{"company", "citizen"}

// MailAttachments are the papers that a mail can bring along as PDF.
var MailAttachments = []string{"agreement", "vitas"}

// MailFields are the places that a template can have, without their braces. What each holds is for those who fill it.
var MailFields = []string{
	"citizen", "company", "contact", "task", "kind", "start", "end", "period", "hours", "week", "meeting", "place",
	"consultant", "municipality", "ref", "today",
}

// mailField finds a place, and braces that are none.
var mailField = regexp.MustCompile(`\{([^{}\n]*)\}|[{}]`)

// UnknownMailField is the first place of a text that no template can have, with its braces; "" when there is none.
func UnknownMailField(text string) string {
	for _, m := range mailField.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(MailFields, m[1]) {
			return m[0]
		}
	}
	return ""
}

// FillMail puts what is known into the places of a text.
func FillMail(text string, known func(field string) string) string {
	return mailField.ReplaceAllStringFunc(text, func(place string) string { return known(place[1 : len(place)-1]) })
}

// Mail is a letter that a mail program opens as a draft. The program sends none.
type Mail struct {
	To      string // address; "" is not known
	Name    string // of the receiver
	Subject string
	Text    string // lines of any length
	Attach  []Attachment
	Blank   []string // fields that were left blank in it, because nothing is known
}

// Attachment is a file that a mail brings along.
type Attachment struct {
	Name string
	Type string // media type
	Data []byte
}
