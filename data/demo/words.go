package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Lists of names and towns, and functions that draw values from them.

// towns are the towns of the postcodes that the tables use.
func towns() map[string]string {
	return map[string]string{
		"2600": "Glostrup", "2605": "Brøndby", "2620": "Albertslund", "2625": "Vallensbæk", "2630": "Taastrup",
		"2635": "Ishøj",
		"2640": "Hedehusene", "2650": "Hvidovre", "2660": "Brøndby Strand", "2665": "Vallensbæk Strand",
		"2670": "Greve",
		"2680": "Solrød Strand", "2690": "Karlslunde", "4600": "Køge",
	}
}

// streets are invented, or so common that every town has one.
func streets() []string {
	return []string{
		"Tangvej", "Ternevænget", "Møllekrogen", "Pilekrogen", "Havneladen", "Lærkebakken", "Bredholmvej",
		"Industrikrogen", "Værkstedsgangen",
		"Strandsvinget", "Torvegangen", "Kobbervænget", "Gartnerstien", "Sivvænget", "Skibsladen", "Hedelyngen",
		"Kornloftet", "Brolæggervej",
		"Elmekrogen", "Rughaven", "Tranevænget", "Mågebakken", "Kajgangen", "Smedekrogen", "Vesterledet", "Åmosevej",
		"Lindelyvej", "Søtorvet",
	}
}

func firstNames() []string {
	return []string{
		"Lis", "Bente", "Hanne", "Kirsten", "Yasmin", "Birgitte", "Tove", "Merete", "Sanne", "Lone", "Fatma",
		"Rikke", "Dorte", "Helle", "Maja",
		"Ole", "Jørgen", "Mehmet", "Torben", "Claus", "Ali", "Henrik", "Kim", "Bo", "Flemming", "Jesper", "Marek",
		"Lasse", "Anders", "Tariq",
	}
}

func lastNames() []string {
	return []string{
		"Vestergaard", "Bruun", "Toft", "Dalsgaard", "Yildiz", "Kjær", "Mørch", "Ravn", "Lind", "Østergaard",
		"Hedegaard", "Ahmad", "Bæk", "Skov",
		"Juhl", "Winther", "Nowak", "Hald", "Krogsgaard", "Thygesen", "Aagaard", "Brandt", "Karim", "Frost",
		"Gade", "Høy", "Storm", "Balle",
	}
}

func drawName(r *rand.Rand) string { return pick(r, firstNames()) + " " + pick(r, lastNames()) }

// businessNumber returns a number with a valid check digit that is never issued, because it begins with a zero.
func businessNumber(at int) string {
	for n := 1_000_000 + at*211; ; n++ {
		if s := fmt.Sprintf("%08d", n); model.CheckCVR(s) == nil {
			return s
		}
	}
}

// phone returns a number that no network has: 00 00 and four digits.
func phone(r *rand.Rand) string { return fmt.Sprintf("00 00 %02d %02d", r.IntN(100), r.IntN(100)) }

// band returns the number of employees as an interval of the register.
func band(n int) string {
	least := []int{1, 2, 5, 10, 20, 50, 100, 200}
	for i := 1; i < len(least); i++ {
		if n < least[i] {
			if least[i]-1 == least[i-1] {
				return strconv.Itoa(least[i-1])
			}
			return fmt.Sprintf("%d-%d", least[i-1], least[i]-1)
		}
	}
	return "200-499"
}

// ascii returns a name in the letters of mail addresses.
func ascii(s string) string {
	s = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "é", "e", "ì", "i").Replace(strings.ToLower(s))
	return strings.Map(func(r rune) rune {
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
			return r
		}
		return -1
	}, s)
}

// domain returns a domain that can never exist, made of the last words of the name.
func domain(name string) string {
	words := strings.Fields(name)
	return ascii(strings.Join(words[max(0, len(words)-2):], "")) + ".example"
}

func fields(s string) []string { return strings.Fields(s) }

// options sorts the keys of a task's field in the order of its list, as the store returns them.
func options(field, keys string) []string {
	f, _ := schema.TaskType().Field(field)
	return inOrder(f.Options, strings.Fields(keys))
}

func inOrder(list, keys []string) (out []string) {
	for _, o := range list {
		if slices.Contains(keys, o) {
			out = append(out, o)
		}
	}
	return out
}

// textOrUnknown returns the text in n of 100 cases, else "" for unknown.
func textOrUnknown(r *rand.Rand, n int, s string) string {
	if percent(r, n) {
		return s
	}
	return ""
}

// someOf returns each condition in n of 100 cases, in the order of the list.
func someOf(r *rand.Rand, n int, keys string) []string {
	var kept []string
	for _, k := range strings.Fields(keys) {
		if percent(r, n) {
			kept = append(kept, k)
		}
	}
	return inOrder(model.ConditionKeys(), kept)
}
