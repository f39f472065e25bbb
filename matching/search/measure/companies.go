// Package measure makes companies that do not exist, types queries for them letter by letter, and
// reports how fast a search index answers. The same number and seed always make the same companies and
// the same keys; only the times differ.
package measure

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"jobspor/matching/search"
)

// Company is a generated company.
type Company struct {
	CVR       string // valid by modulus 11, different for each company
	Name      string
	Postcode  string
	Town      string
	Division  string // two-digit industry division
	Industry  string
	Employees int // full-time equivalents, mostly none to five, a few in the hundreds
	Tasks     []string
}

// Doc is the company as the search box knows it.
func (c Company) Doc() search.Doc {
	extra := append([]string{c.CVR, c.Postcode + " " + c.Town, c.Industry}, c.Tasks...)
	return search.Doc{Kind: search.Company, ID: c.CVR, Name: c.Name, Extra: extra}
}

// Companies yields n companies.
func Companies(n int, seed uint64) iter.Seq[Company] {
	return func(yield func(Company) bool) {
		m := maker{rand.New(rand.NewPCG(seed, 0x6a6f6273706f72))}
		number := uint32(0)
		for range n {
			var c Company
			c.CVR, number = nextCVR(number)
			m.fill(&c)
			if !yield(c) {
				return
			}
		}
	}
}

// nextCVR turns the n-th seven-digit number of a scattered row into a CVR number, past those whose check
// digit would be ten.
func nextCVR(n uint32) (cvr string, next uint32) {
	weights := [...]uint32{2, 7, 6, 5, 4, 3, 2}
	for {
		// 4,000,037 is a prime, so the row meets each of the nine million numbers once.
		seven := fmt.Sprint(1_000_000 + uint64(n)*4_000_037%9_000_000)
		n++
		sum := uint32(0)
		for i, w := range weights {
			sum += w * uint32(seven[i]-'0')
		}
		if check := (11 - sum%11) % 11; check < 10 {
			return seven + string(rune('0'+check)), n
		}
	}
}

type maker struct{ *rand.Rand }

// pick prefers the front of the list, as real names do.
func (m maker) pick(list []string) string {
	x := m.Float64()
	return list[int(x*x*float64(len(list)))]
}

func (m maker) any(list []string) string { return list[m.IntN(len(list))] }

func (m maker) fill(c *Company) {
	c.Postcode, c.Town, _ = strings.Cut(m.any(towns), " ")
	c.Division, c.Industry, _ = strings.Cut(m.any(industries), " ")
	c.Name = m.name(c.Town)
	if x := m.Float64(); x > 0.6 {
		c.Employees = int(1 / (1.002 - x))
	}
	for range m.IntN(4) {
		c.Tasks = append(c.Tasks, m.any(tasks))
	}
}

func (m maker) name(town string) string {
	form := m.any(forms)
	switch x := m.IntN(100); {
	case x < 20:
		return m.pick(firstNames) + " " + m.pick(surnames)
	case x < 32:
		return m.pick(surnames) + " " + m.any(trades) + " " + form
	case x < 40:
		return m.any(leads) + " " + m.pick(firstNames) + " " + m.pick(surnames)
	case x < 50:
		return town + " " + m.any(trades) + " " + form
	case x < 60:
		return m.initials() + " " + m.pick([]string{"Holding", "Invest", "Ejendomme", "Consult", "Byg"}) + " " + form
	case x < 68:
		return m.pick(surnames) + " & " + m.pick(surnames) + " " + form
	case x < 85:
		return m.coined() + " " + m.any(trades) + " " + form
	}
	return m.coined() + " " + form
}

func (m maker) initials() string {
	var b strings.Builder
	for range 2 + m.IntN(2) {
		b.WriteByte(byte('A' + m.IntN(26)))
	}
	return b.String()
}

// coined makes a name up.
func (m maker) coined() string {
	var b strings.Builder
	for range 1 + m.IntN(2) {
		b.WriteString(m.any(onsets) + m.any(nuclei))
		if m.IntN(2) == 0 {
			b.WriteString(m.any(codas))
		}
	}
	b.WriteString(m.any(tails))
	name := []rune(b.String())
	return strings.ToUpper(string(name[0])) + string(name[1:])
}
