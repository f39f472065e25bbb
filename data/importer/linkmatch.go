package importer

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// parents are the companies and citizens that the rows of a list can belong to.
type parents struct {
	typ       linkedType
	companyOf *schema.Type

	companies          map[string]*model.Company // by ID
	citizens           map[string]*model.Citizen // by ID
	byP, byCVR, byName map[string][]*model.Company
	byRef, byCase      map[string]*model.Citizen
	byCitizen          map[string][]*model.Citizen // by folded name
	people             map[string]string           // IDs of contact persons by company and folded name; "-" for two
}

func newParents(typ string) *parents {
	return &parents{typ: linkedTypes[typ], companyOf: schema.CompanyType(),
		companies: map[string]*model.Company{}, citizens: map[string]*model.Citizen{},
		byP: map[string][]*model.Company{}, byCVR: map[string][]*model.Company{}, byName: map[string][]*model.Company{},
		byRef: map[string]*model.Citizen{}, byCase: map[string]*model.Citizen{},
		byCitizen: map[string][]*model.Citizen{}, people: map[string]string{}}
}

// read reads them, and what leads to them since rows were merged.
func (p *parents) read(ctx context.Context, there Existing) error {
	if err := p.readRows(ctx, there); err != nil {
		return err
	}
	var gone []*model.Merged
	into := map[string]string{}
	err := there.Each(ctx, "merged", schema.Query{}, func(e model.Entity) error {
		m := e.(*model.Merged)
		gone, into[m.ID] = append(gone, m), m.Into
		return ctx.Err()
	})
	for _, m := range gone {
		id := m.Into
		for range gone { // what is left may be merged away in its turn
			next, again := into[id]
			if !again {
				break
			}
			id = next
		}
		p.know(m, id)
	}
	return err
}

// know lets the number and the names of a row that is gone lead to the row that is left. A row that is there goes
// before.
func (p *parents) know(m *model.Merged, id string) {
	company, citizen := p.companies[id], p.citizens[id]
	if citizen != nil && p.byRef[m.Ref] == nil && m.Ref != "" {
		p.byRef[m.Ref] = citizen
	}
	for _, name := range m.KnownAs {
		switch key := fold(name); {
		case company != nil && len(name) == 10 && allDigits(name) && len(p.byP[name]) == 0:
			p.byP[name] = []*model.Company{company}
		case company != nil && len(p.byName[key]) == 0:
			p.byName[key] = []*model.Company{company}
		case citizen != nil && len(p.byCitizen[key]) == 0:
			p.byCitizen[key] = []*model.Citizen{citizen}
		}
	}
}

func (p *parents) readRows(ctx context.Context, there Existing) error {
	if p.typ.company {
		fields := []string{"name", "daily_name", "cvr", "pnumber", "street", "postcode", "town"}
		err := there.Each(ctx, "company", schema.Query{Fields: fields}, func(e model.Entity) error {
			c := e.(*model.Company)
			add := func(m map[string][]*model.Company, key string) {
				if key != "" && !slices.Contains(m[key], c) {
					m[key] = append(m[key], c)
				}
			}
			p.companies[c.ID] = c
			add(p.byP, c.PNumber)
			add(p.byCVR, c.CVR)
			add(p.byName, fold(c.Name))
			add(p.byName, fold(c.DailyName))
			return ctx.Err()
		})
		if err != nil {
			return err
		}
	}
	if !p.typ.citizen {
		return nil
	}
	err := there.Each(ctx, "citizen", schema.Query{}, func(e model.Entity) error {
		c := e.(*model.Citizen)
		p.byRef[c.Ref], p.citizens[c.ID] = c, c
		if key := caseKey(c.CaseRef); key != "" {
			p.byCase[key] = c
		}
		p.byCitizen[fold(c.Name())] = append(p.byCitizen[fold(c.Name())], c)
		return ctx.Err()
	})
	if err != nil || !p.typ.company {
		return err
	}
	return there.Each(ctx, "person", schema.Query{}, func(e model.Entity) error {
		key := e.(*model.ContactPerson).CompanyID + " " + fold(e.(*model.ContactPerson).Name)
		if p.people[key] != "" {
			p.people[key] = "-"
		} else {
			p.people[key] = e.Meta().ID
		}
		return ctx.Err()
	})
}

// person is the ID of a company's contact person of a name, "" when there is not exactly one.
func (p *parents) person(company, name string) string {
	if id := p.people[company+" "+fold(name)]; id != "-" {
		return id
	}
	return ""
}

// stored is the form in which a company has a text.
func (p *parents) stored(key, text string) string {
	f, _ := p.companyOf.Field(key)
	return f.Stored(text)
}

// company finds the company of a row: by P-number, else by CVR number, else by name. What else the row says of it must
// agree.
func (p *parents) company(cells map[string]string) (*model.Company, *model.Error) {
	name, street, postcode := cells["company.name"], cells["company.street"], cells["company.postcode"]
	name = cmp.Or(name, cells["company.daily_name"])
	if rest, code, _, ok := splitAddress(street); ok {
		street, postcode = rest, cmp.Or(postcode, code)
	}
	if m := codeTown.FindStringSubmatch(postcode); m != nil {
		postcode = m[1]
	}
	pnumber, cvr := p.stored("pnumber", cells["company.pnumber"]), p.stored("cvr", cells["company.cvr"])
	said := clip(cmp.Or(name, pnumber, cvr))
	if said == "" {
		return nil, fileError("err.import.link.company.blank", nil).WithField("company")
	}
	found := p.byP[pnumber]
	if pnumber == "" || len(found) == 0 {
		found = p.byCVR[cvr]
		if cvr == "" || len(found) == 0 {
			found = slices.DeleteFunc(slices.Clone(p.byName[fold(name)]), func(c *model.Company) bool {
				return cvr != "" && c.CVR != "" && c.CVR != cvr
			})
		}
		if pnumber != "" {
			found = slices.DeleteFunc(slices.Clone(found), func(c *model.Company) bool { return c.PNumber != "" })
		}
		found = narrowed(found, postcode != "", p.typ.here || len(p.byCVR[cvr]) == 0 || cvr == "",
			func(c *model.Company) bool { return c.Postcode == postcode || c.Postcode == "" })
		found = narrowed(found, name != "", false,
			func(c *model.Company) bool { return fold(c.Name) == fold(name) || fold(c.DailyName) == fold(name) })
		found = narrowed(found, street != "", false,
			func(c *model.Company) bool { return squash(c.Street) == squash(street) })
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, fileError("err.import.link.company.none", model.Args{"value": said}).WithField("company")
	}
	return nil, fileError("err.import.link.company.many",
		model.Args{"value": said, "n": len(found)}).WithField("company")
}

// narrowed leaves those that fit what a row says. Unless must is set, a sign that fits none tells nothing apart.
func narrowed(list []*model.Company, says, must bool, fits func(*model.Company) bool) []*model.Company {
	if !says {
		return list
	}
	out := slices.DeleteFunc(slices.Clone(list), func(c *model.Company) bool { return !fits(c) })
	if len(out) == 0 && !must {
		return list
	}
	return out
}

var citizenRef = regexp.MustCompile(`^(?i:b)[ -]?\d{1,9}$`)

// refWith writes a number of jobspor as the database has it: "b1" is B-0001.
func refWith(letter, s string) string {
	digits := strings.TrimLeft(strings.TrimLeft(strings.ToUpper(strings.TrimSpace(s)), letter+"- "), "0")
	if n, err := strconv.Atoi(digits); err != nil || n <= 0 {
		return ""
	}
	if len(digits) < 4 {
		digits = strings.Repeat("0", 4-len(digits)) + digits
	}
	return letter + "-" + digits
}

// citizen finds the citizen of a row: by number, by case, or by the whole name. must says that there has to be one. The
// errors never repeat what the row says.
func (p *parents) citizen(cells map[string]string, must bool) (*model.Citizen, *model.Error) {
	fault := func(key, field string) (*model.Citizen, *model.Error) {
		return nil, fileError("err.import.link.citizen."+key, nil).WithField(field)
	}
	ref, caseRef := cells["citizen.ref"], cells["citizen.case_ref"]
	name, field := cells["citizen.name"], "citizen"
	if name == "" {
		name = strings.TrimSpace(cells["citizen.first_name"] + " " + cells["citizen.last_name"])
		field = "citizen_first_name"
	}
	refField := "citizen_ref"
	if ref == "" && citizenRef.MatchString(name) {
		ref, refField = name, field
	}
	switch {
	case ref != "":
		if c := p.byRef[refWith("B", ref)]; c != nil {
			return c, nil
		}
		return fault("none", refField)
	case caseRef != "":
		if c := p.byCase[caseKey(caseRef)]; c != nil {
			return c, nil
		}
		return fault("none", "citizen_case_ref")
	case name == "" && !must:
		return nil, nil
	case name == "":
		return fault("blank", "citizen")
	}
	found := p.byCitizen[fold(name)]
	if last, first, ok := strings.Cut(name, ","); ok && len(found) == 0 {
		found = p.byCitizen[fold(first+" "+last)]
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return fault("none", field)
	}
	return fault("many", field)
}
