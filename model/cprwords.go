package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numberWords are the words after which ten unbroken digits are a number of another kind than a CPR number, in Danish
// and English, without hyphens, full stops and the word for number; those of onlyWithNumber need that word. Words that
// stand before a person's number as well, such as sag, kunde, borger, tlf and id, are left out on purpose.
var numberWords = map[string]bool{
	"produktionsenhed": true, "produktionsenheds": true, "produktionsenheden": true, "penhed": true, "penheds": true,
	"productionunit": true, "pnumre": true, "pnumrene": true, "pnumbers": true,
	"ordre": true, "ordren": true, "order": true, "indkøbsordre": true, "rekvisition": true, "rekvisitions": true,
	"requisition": true, "purchaseorder": true, "faktura": true, "fakturaen": true, "invoice": true, "bilag": true,
	"bilags": true, "kreditnota": true, "creditnote": true, "følgeseddel": true, "kvittering": true,
	"kvitterings": true,
	"receipt":     true, "konto": true, "bankkonto": true, "account": true, "bankaccount": true, "isbn": true,
	"ean": true,
	"gln": true, "forsendelse": true, "forsendelses": true, "shipment": true, "tracking": true, "pakke": true,
	"parcel": true, "serie": true, "serial": true,
}

// onlyWithNumber are the words that name a number only together with the word number: P-nr., varenummer.
var onlyWithNumber = map[string]bool{
	"p": true, "vare": true, "item": true, "maskin": true, "artikel": true, "article": true, "stel": true,
	"betalings": true, "payment": true,
}

// wordsForNumber are what may stand after those words, longest first.
var wordsForNumber = []string{"nummeret", "nummer", "numre", "number", "num", "nr", "no"}

// NumberWord reports whether a heading names numbers that may look like CPR numbers: a column of P-numbers, of orders
// or of invoices.
func NumberWord(heading string) bool {
	if at := strings.IndexAny(heading, "([{"); at > 0 {
		heading = heading[:at]
	}
	return endsInNumberWord(heading)
}

// endsInNumberWord reports whether a text ends with such a word, perhaps with a colon or a hash and spaces after it, or
// with a list of such numbers after it.
func endsInNumberWord(before string) bool {
	for before != "" {
		before = strings.TrimRightFunc(before, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune(".:#=-–,;(&/", r)
		})
		digits := before[len(strings.TrimRight(before, "0123456789")):]
		if len(digits) != 10 && len(digits) != 4 { // the four are those of a bank
			break
		}
		before = before[:len(before)-len(digits)]
	}
	if before == "" {
		return false
	}
	word, before := lastWord(before)
	for range 3 {
		if numberWords[word] {
			return true
		}
		for _, number := range wordsForNumber {
			stem, ok := strings.CutSuffix(word, number)
			if ok && (numberWords[stem] || onlyWithNumber[stem]) {
				return true
			}
		}
		var first string
		if first, before = lastWord(before); first == "" {
			return false
		}
		word = first + word // "P nr", "production unit number", "purchase order"
	}
	return false
}

// lastWord takes the last word off a text: its letters in lower case, without hyphens and full stops inside.
func lastWord(s string) (word, before string) {
	s = strings.TrimRightFunc(s, func(r rune) bool { return r == ' ' || r == '.' || r == '\u00a0' || r == '-' })
	at := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\u2011' })
	if at >= 0 {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	} else {
		at = 0
	}
	if len(s)-at > 40 {
		return "", ""
	}
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s[at:], "-", ""), "\u2011", "")), s[:at]
}

// inAddress reports whether a text ends within an address of the web.
func inAddress(before string) bool {
	at := strings.LastIndexFunc(before, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`"<>()`, r)
	})
	word := strings.ToLower(before[at+1:])
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.")
}
