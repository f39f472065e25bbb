package exporter

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-vcard"

	"jobspor/model"
)

// toVCF writes the document's cards, one after the other, as vCard 3.0: telephones read it as well as 4.0, and Outlook
// reads no 4.0. Only what a card has is written: no note, no category.
//
// A card's UID comes from its ID, so that an address book that reads a newer file changes the card instead of adding it
// again. The same document gives the same file.
func toVCF(w io.Writer, doc *model.Document) error {
	if len(doc.Cards) == 0 {
		return model.NewError(model.Invalid, "err.export.cards", nil)
	}
	for i := range doc.Cards {
		var b bytes.Buffer
		if err := vcard.NewEncoder(&b).Encode(cardOf(&doc.Cards[i])); err != nil {
			return fmt.Errorf("encode card: %w", err)
		}
		if _, err := w.Write(foldLines(b.Bytes())); err != nil {
			return fmt.Errorf("write card: %w", err)
		}
	}
	return nil
}

// semicolon stands for one inside a value until the encoder, which escapes only commas and backslashes, is done.
// Cleaned text never has it.
const semicolon = "\x00"

// value is text as the encoder takes it.
func value(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(oneLine(s)), ";", semicolon)
}

// parts is a value of several parts.
func parts(list ...string) string {
	for i, s := range list {
		list[i] = value(s)
	}
	return strings.Join(list, ";")
}

func cardOf(from *model.Card) vcard.Card {
	c := vcard.Card{}
	add := func(name, text string, types ...string) {
		if strings.Trim(text, "; ") == "" {
			return
		}
		f := &vcard.Field{Value: text}
		if len(types) > 0 {
			f.Params = vcard.Params{vcard.ParamType: types}
		}
		c.Add(name, f)
	}
	c.SetValue(vcard.FieldVersion, "3.0")
	add(vcard.FieldUID, uid(from.ID))
	add(vcard.FieldFormattedName, value(from.Name))
	if from.Person {
		first, last := splitName(from.Name)
		c.AddValue(vcard.FieldName, parts(last, first, "", "", ""))
	} else {
		c.AddValue(vcard.FieldName, parts(from.Name, "", "", "", ""))
		c.AddValue("X-ABShowAs", "COMPANY")
	}
	add(vcard.FieldOrganization, value(from.Organisation))
	add(vcard.FieldTitle, value(from.Title))
	add(vcard.FieldRole, value(from.Role))
	for _, p := range from.Phones {
		kind := "VOICE"
		if p.Mobile {
			kind = "CELL"
		}
		add(vcard.FieldTelephone, value(p.Number), "WORK", kind)
	}
	add(vcard.FieldEmail, value(from.Mail), "INTERNET", "WORK")
	if web := value(from.Web); web != "" {
		if !strings.Contains(web, "://") {
			web = "https://" + web
		}
		add(vcard.FieldURL, web, "WORK")
	}
	add(vcard.FieldAddress, parts("", "", from.Street, from.Town, "", from.Postcode, ""), "WORK")
	return c
}

// splitName takes the last word for the surname, as address books sort by it.
func splitName(name string) (first, last string) {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name, ""
	}
	n := len(words) - 1
	return strings.Join(words[:n], " "), words[n]
}

// foldOctets is the longest line of a card without its line end.
const foldOctets = 75

// foldLines breaks long lines between characters: what goes on begins with a space.
func foldLines(b []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(b) {
		line = bytes.ReplaceAll(bytes.TrimRight(line, "\r\n"), []byte(semicolon), []byte(`\;`))
		room := foldOctets
		for len(line) > room {
			cut := room
			for cut > 1 && !utf8.RuneStart(line[cut]) {
				cut--
			}
			out.Write(line[:cut])
			out.WriteString("\r\n ")
			line, room = line[cut:], foldOctets-1
		}
		out.Write(line)
		out.WriteString("\r\n")
	}
	return out.Bytes()
}
