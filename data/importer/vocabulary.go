package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"jobspor/data/reference/headings"
	"jobspor/model/schema"
)

// sense is what a heading says its column contains.
type sense struct {
	key    string // such as "company.street", "person.phone", or "any.phone" for either of the two
	rank   int    // of several columns with one key, the lowest wins
	number int    // "Phone 2" is 2, no number is 0
	person int    // "Contact person 2 mail" is of the second contact person, 0 is the first
	label  bool   // what kind of value stands in the column of the same number: "Phone 1 - Label"
}

// vocabulary is a table of headings made ready for looking up.
type vocabulary struct {
	senses map[string]sense           // by squashed heading
	words  map[string]map[string]bool // squashed words by key
	before []wordsBefore
}

// wordsBefore are words before a heading, or in brackets behind it, which say whose it is.
type wordsBefore struct {
	key   string
	words []string
}

// squash is the form in which headings are compared: folded and without spaces.
func squash(s string) string { return strings.ReplaceAll(fold(s), " ", "") }

// newVocabulary joins the table of the program with the user's, whose names go first. Names of keys that the type does
// not have are left out, so that one heading can mean different things for companies and citizens.
func newVocabulary(typ *schema.Type, own *headings.Table) (*vocabulary, error) {
	builtIn, err := headings.Load()
	if err != nil {
		return nil, err
	}
	v := &vocabulary{senses: map[string]sense{}, words: map[string]map[string]bool{}}
	if IsLinked(typ.Name) {
		return v, v.addLinked(typ, own, builtIn)
	}
	for _, t := range []*headings.Table{own, builtIn} {
		if t == nil {
			continue
		}
		for _, n := range t.Headings {
			v.addHeadings(typ, n)
		}
		for _, n := range t.Words {
			v.addWords(n)
		}
	}
	for i := range typ.Fields {
		f := &typ.Fields[i]
		if f.Given && f.Key != "ref" {
			continue
		}
		for _, name := range append(slices.Clone(f.Import), f.Key) {
			v.add(squash(name), sense{key: typ.Name + "." + f.Key, rank: headings.UsualRank})
		}
	}
	slices.SortStableFunc(v.before, func(a, b wordsBefore) int { return len(b.words) - len(a.words) })
	return v, nil
}

// citizenFields are the keys of a citizen's fields among those of contact persons and companies.
var citizenFields = map[string]string{
	"any.name": "first_name", "person.name": "first_name", "person.full_name": "first_name",
	"person.first_name": "first_name",
	"person.last_name":  "last_name", "any.phone": "phone", "any.mobile": "phone", "any.mail": "mail",
	"any.note": "note", "company.postcode": "postcode",
}

func (v *vocabulary) addHeadings(typ *schema.Type, n headings.Names) {
	s := sense{key: n.Key, rank: headings.UsualRank}
	if n.Rank != nil {
		s.rank = *n.Rank
	}
	section, _, _ := strings.Cut(n.Key, ".")
	switch {
	case section == "cpr", section == "private", section == "coordinates", section == typ.Name:
	case typ.Name == "citizen":
		key, ok := citizenFields[n.Key]
		if !ok {
			return
		}
		s.key = "citizen." + key
	case section == "citizen", section == "task", section == "goal", section == "opening",
		section == "contact" && n.Key != "contact.name":
		return
	}
	if s.key == "citizen.name" {
		s.key = "citizen.first_name"
	}
	for _, name := range n.Names {
		v.add(squash(name), s)
	}
}

// addLinked makes the table ready for a list that belongs to companies or citizens: what is of the type itself goes
// before what is of them.
func (v *vocabulary) addLinked(typ *schema.Type, tables ...*headings.Table) error {
	for _, t := range tables {
		if t == nil {
			continue
		}
		for _, own := range []bool{true, false} {
			for _, n := range t.Headings {
				s := sense{key: n.Key, rank: headings.UsualRank}
				if n.Rank != nil {
					s.rank = *n.Rank
				}
				if n.Key != "cpr" && n.Key != "private" && n.Key != "coordinates" {
					s.key = linkedSense(typ.Name, n.Key)
				}
				if section, _, _ := strings.Cut(n.Key, "."); s.key == "" || own != (section == typ.Name) {
					continue
				}
				for _, name := range n.Names {
					v.add(squash(name), s)
				}
			}
			if own && t == tables[len(tables)-1] {
				v.addLinkedFields(typ, typ, true)
			}
		}
		for _, n := range t.Words {
			v.addWords(n)
		}
	}
	v.addLinkedFields(typ, schema.CompanyType(), false)
	v.addLinkedFields(typ, schema.CitizenType(), false)
	slices.SortStableFunc(v.before, func(a, b wordsBefore) int { return len(b.words) - len(a.words) })
	return nil
}

// addLinkedFields adds the names that the fields have in jobspor itself.
func (v *vocabulary) addLinkedFields(typ, of *schema.Type, keys bool) {
	for i := range of.Fields {
		f := &of.Fields[i]
		key := linkedSense(typ.Name, of.Name+"."+f.Key)
		if key == "" || f.Given && f.Key != "ref" {
			continue
		}
		for _, name := range f.Import {
			v.add(squash(name), sense{key: key, rank: headings.UsualRank})
		}
		if keys || f.Key == "cvr" || f.Key == "pnumber" || f.Key == "ref" {
			v.add(squash(f.Key), sense{key: key, rank: headings.UsualRank})
		}
	}
	for i := range of.Fields { // as jobspor's own lists name them
		if f := &of.Fields[i]; !keys {
			if key := linkedSense(typ.Name, of.Name+"."+f.Key); key != "" {
				v.add(squash(of.Name+" "+f.Key), sense{key: key, rank: headings.UsualRank})
			}
		}
	}
}

func (v *vocabulary) add(name string, s sense) {
	if _, taken := v.senses[name]; !taken && name != "" {
		v.senses[name] = s
	}
}

func (v *vocabulary) addWords(n headings.Names) {
	if v.words[n.Key] == nil {
		v.words[n.Key] = map[string]bool{}
	}
	for _, name := range n.Names {
		v.words[n.Key][squash(name)] = true
		if strings.HasPrefix(n.Key, "before.") {
			v.before = append(v.before, wordsBefore{n.Key, strings.Fields(fold(name))})
		}
	}
}

// is reports whether a text is one of the words of a key.
func (v *vocabulary) is(key, text string) bool { return v.words[key][squash(text)] }

// option turns a word that other programs have for a way or an outcome of contact into its key; key is what it is
// without that.
func (v *vocabulary) option(f *schema.Field, text, key string) string {
	if slices.Contains(f.Options, key) {
		return key
	}
	for _, option := range f.Options {
		if v.is(f.Key+"."+option, text) {
			return option
		}
	}
	return key
}

// maxHeading is the longest text that is looked up as a heading.
const maxHeading = 100

// find looks a heading up: as it stands, without numbering, without what stands in brackets, and without words that say
// whose it is.
func (v *vocabulary) find(heading string) (sense, bool) {
	heading = strings.TrimSpace(heading)
	if heading == "" || len(heading) > maxHeading {
		return sense{}, false
	}
	if s, ok := v.senses[squash(heading)]; ok {
		return s, true
	}
	heading = withoutNumbering(heading)
	if s, ok := v.senses[squash(heading)]; ok {
		return s, true
	}
	inside := ""
	if open := strings.IndexAny(heading, "([{"); open > 0 {
		heading, inside = heading[:open]+" "+afterBracket(heading[open:]), betweenBrackets(heading[open:])
	}
	words := strings.Fields(fold(splitCamel(heading)))
	owner := ""
	if inside != "" {
		for _, b := range v.before {
			if squash(inside) == strings.Join(b.words, "") {
				owner = b.key
				break
			}
		}
	}
	return v.findWords(words, owner)
}

// findWords looks up the words of a heading.
func (v *vocabulary) findWords(words []string, owner string) (sense, bool) {
	found := sense{}
	n := len(words)
	if n > 1 && v.words["behind.value"][words[n-1]] {
		words = words[:n-1]
	} else if n > 1 && v.words["behind.label"][words[n-1]] {
		words, found.label = words[:n-1], true
	}
	at := -1 // where the number stood
	if n > len(words) {
		// What has a value or a label behind it is numbered: "Address 1 - Label".
		if rest, number, i := withoutNumber(words); number > 0 && len(rest) > 0 {
			words, found.number, at = rest, number, i
		}
	}
	for {
		if s, ok := v.senses[strings.Join(words, "")]; ok {
			if at > 0 && v.ownerIs("before.person", words[:at]) {
				found.person, found.number = found.number, 0
			}
			return s.with(found, owner)
		}
		b, rest, behind := v.cutOwner(words)
		if s, ok := v.senses[strings.Join(rest, "")]; ok && at < 0 {
			return s.with(found, b.owner(owner))
		}
		if rest, n, i := withoutNumber(words); n > 0 && len(rest) > 0 {
			words, found.number, at = rest, n, i
			continue
		}
		if b.key == "" {
			return sense{}, false
		}
		if b.key == "before.person" && (at == len(b.words) && !behind || behind && at == len(words)) {
			found.person, found.number = found.number, 0
		}
		words, at = rest, -1
		owner = b.owner(owner)
	}
}

// owner is whose a heading is with these words before it, and others already.
func (b wordsBefore) owner(already string) string {
	if already == "" || already == "before.work" || b.key == "before.private" {
		return b.key
	}
	return already
}

// ownerIs reports whether words say whose a heading is.
func (v *vocabulary) ownerIs(key string, words []string) bool {
	return slices.ContainsFunc(v.before, func(b wordsBefore) bool {
		return b.key == key && slices.Equal(b.words, words)
	})
}

// cutOwner takes the words that say whose a heading is from its start, or from its end.
func (v *vocabulary) cutOwner(words []string) (b wordsBefore, rest []string, behind bool) {
	n := len(words)
	for _, b := range v.before {
		if n > len(b.words) && slices.Equal(words[:len(b.words)], b.words) {
			return b, words[len(b.words):], false
		}
	}
	for _, b := range v.before {
		if n > len(b.words) && slices.Equal(words[n-len(b.words):], b.words) {
			return b, words[:n-len(b.words)], true
		}
	}
	return wordsBefore{}, nil, false
}

// with adds what the words around a heading say.
func (s sense) with(found sense, owner string) (sense, bool) {
	s, ok := s.ownedBy(owner)
	if !ok || found.label && !labelled[s.key] {
		return sense{}, false
	}
	s.label, s.number, s.person = found.label, found.number, found.person
	if s.key == "person.name" && s.number > 0 {
		s.person, s.number = s.number, 0
	}
	return s, true
}

// labelled are the values that have a label in a column of their own: "Phone 1 - Label" says "Mobile".
var labelled = map[string]bool{
	"any.phone": true, "any.mail": true, "person.phone": true, "person.work_phone": true, "person.mail": true,
	"company.street": true, "company.web": true,
}

// ownedBy is the sense of a heading with words before it that say whose it is; ok is false when that cannot be.
func (s sense) ownedBy(owner string) (sense, bool) {
	section, key, _ := strings.Cut(s.key, ".")
	switch owner {
	case "before.company":
		if section == "any" || section == "contact" {
			s.key, section = "company."+key, "company"
		}
		if section == "company" && key == "mobile" {
			s.key = "company.other_phone"
		}
		return s, section == "company"
	case "before.person":
		if section == "any" || section == "contact" {
			s.key, section = "person."+key, "person"
		}
		return s, section == "person" || s.key == "company.name"
	case "before.private":
		if section == "citizen" {
			return s, true
		}
		return sense{key: "private", rank: s.rank}, true
	case "before.work":
		if s.key == "any.phone" {
			s.key = "person.work_phone"
		}
	}
	return s, true
}

// withoutNumbering takes "1. " or "2) " from the start of a heading.
func withoutNumbering(s string) string {
	rest := strings.TrimLeft(s, "0123456789")
	if rest == s || rest == "" || !strings.ContainsRune(".):- ", rune(rest[0])) {
		return s
	}
	return strings.TrimLeft(rest, ".):- ")
}

// withoutNumber takes the first word that is a small number out of the words, and says where it stood.
func withoutNumber(words []string) (rest []string, n, at int) {
	for i, w := range words {
		if v, err := strconv.Atoi(w); err == nil && v > 0 && v < 100 {
			return slices.Concat(words[:i], words[i+1:]), v, i
		}
	}
	return words, 0, -1
}

func betweenBrackets(s string) string {
	inside, _, _ := strings.Cut(s[1:], closing(s[0]))
	return inside
}

func afterBracket(s string) string {
	_, after, _ := strings.Cut(s, closing(s[0]))
	return after
}

func closing(open byte) string {
	return map[byte]string{'(': ")", '[': "]", '{': "}"}[open]
}

// splitCamel puts a space where a small letter or digit is followed by a capital: "firstName" has two words.
func splitCamel(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if unicode.IsUpper(r) && (unicode.IsLower(last) || unicode.IsDigit(last)) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
