package importer

import (
	"context"
	"crypto/sha256"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// How well a present row fits a row of the file, best last.
const (
	matchByName int8 = iota + 1 // the same name and place
	matchLikely                 // the same number and name, but one of them has no postcode
	matchSure                   // the same number, name and postcode
	matchExact                  // the same number, which nobody else has
)

// keys finds the rows of a file that a row, or a present entity, is the same as.
type keys interface {
	// title is the name of the entity for users.
	title(e model.Entity) string
	// add remembers the row; dup says that the row at first is the same one.
	add(row int32, d *converted) (first int32, dup bool)
	// candidates gives the rows of the file that a present entity may be.
	candidates(e model.Entity, yield func(row int32, rank int8))
}

func keysFor(typ string) keys {
	if typ == "citizen" {
		return &citizenKeys{byCase: map[string]int32{}, byRef: map[string]int32{}, byName: map[string][]citizenRow{}}
	}
	return &companyKeys{byP: map[uint64]int32{}, byName: map[key]int32{}, same: map[key]int32{}}
}

// companyKeys identifies workplaces by P-number, else by CVR number, postcode and name, else by name and postcode.
type companyKeys struct {
	byP    map[uint64]int32
	byName map[key]int32 // folded name: the last row in rows, from 1
	rows   longList[companyRow]
	same   map[key]int32 // rows without P-number that say the same number, name, postcode and street
}

type companyRow struct {
	row, next        int32 // next is the row before of the same name, in companyKeys.rows from 1; 0 for none
	cvr, p, postcode uint64
	bare             bool // a contact person's row that says nothing of the workplace but its name
}

// code is a number of digits as one; 0 when there is none.
func code(digits string) uint64 {
	if digits == "" {
		return 0
	}
	n, _ := strconv.ParseUint("1"+digits, 10, 64)
	return n
}

// key stands for texts that rows are told apart by: it takes less memory than they do.
type key [16]byte

func digest(texts ...string) (k key) {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	copy(k[:], sum[:])
	return k
}

func (k *companyKeys) title(e model.Entity) string { return e.(*model.Company).ShownName() }

func (k *companyKeys) add(row int32, d *converted) (int32, bool) {
	c := d.entity.(*model.Company)
	mine := companyRow{row: row, cvr: code(c.CVR), p: code(c.PNumber), postcode: code(c.Postcode)}
	place, named := fold(c.Street), digest(fold(c.Name))
	mine.bare = len(d.people) > 0 && place == "" && mine.cvr+mine.p+mine.postcode == 0
	if first, dup := k.byP[mine.p]; dup {
		return first, true
	}
	first, same := k.sameByName(named, mine, d)
	if !same {
		first = row
	}
	if mine.p != 0 {
		k.byP[mine.p] = first
	}
	if same {
		return first, true
	}
	if mine.p == 0 {
		key := digest(c.CVR, fold(c.Name), c.Postcode, place)
		if first, dup := k.same[key]; dup {
			return first, true
		}
		k.same[key] = row
	}
	mine.next = k.byName[named]
	k.rows.add(mine)
	k.byName[named] = int32(k.rows.n)
	return 0, false
}

// sameByName finds the one workplace of a name where the rows of a list of people say nothing else of it. The row that
// says more stands for it from then on.
func (k *companyKeys) sameByName(named key, mine companyRow, d *converted) (int32, bool) {
	at := k.byName[named]
	if len(d.people) == 0 || at == 0 {
		return 0, false
	}
	only := k.rows.at(int(at) - 1)
	if only.next != 0 || mine.bare == only.bare {
		return 0, false
	}
	first := only.row
	if only.bare {
		mine.row = first
		*only = mine
	}
	return first, true
}

func (k *companyKeys) candidates(e model.Entity, yield func(int32, int8)) {
	c := e.(*model.Company)
	mine := companyRow{cvr: code(c.CVR), p: code(c.PNumber), postcode: code(c.Postcode)}
	if row, ok := k.byP[mine.p]; ok {
		yield(row, matchExact)
		return
	}
	names := []string{fold(c.Name)}
	if daily := fold(c.DailyName); daily != "" && daily != names[0] {
		names = append(names, daily)
	}
	for _, name := range names {
		for at := k.byName[digest(name)]; at != 0; {
			r := k.rows.at(int(at) - 1)
			if rank := r.fits(&mine); rank > 0 {
				yield(r.row, rank)
			}
			at = r.next
		}
	}
}

// fits ranks a row of the file with the same name as the company.
func (r *companyRow) fits(c *companyRow) int8 {
	samePlace := r.postcode == c.postcode
	switch {
	case r.bare:
		return matchByName
	case r.p != 0 && c.p != 0:
		return 0 // two workplaces with numbers of their own
	case r.cvr != 0 && r.cvr == c.cvr:
		switch {
		case samePlace && r.p == 0 && c.p == 0:
			return matchExact
		case samePlace:
			return matchSure
		case r.postcode == 0 || c.postcode == 0:
			return matchLikely
		}
	case (r.cvr == 0 || c.cvr == 0) && samePlace:
		return matchByName
	}
	return 0
}

// citizenKeys identifies citizens by case number, else by jobspor's own number, else by name and telephone.
type citizenKeys struct {
	byCase, byRef map[string]int32
	byName        map[string][]citizenRow
}

type citizenRow struct {
	row                           int32
	caseRef, ref, phone, postcode string
}

func (k *citizenKeys) title(e model.Entity) string { return e.(*model.Citizen).Name() }

func (k *citizenKeys) add(row int32, d *converted) (int32, bool) {
	c := d.entity.(*model.Citizen)
	mine := citizenRow{row, caseKey(c.CaseRef), d.ref, model.PhoneKey(c.Phone), c.Postcode}
	if mine.caseRef != "" {
		if first, dup := k.byCase[mine.caseRef]; dup {
			return first, true
		}
		k.byCase[mine.caseRef] = row
	}
	if mine.ref != "" {
		if first, dup := k.byRef[mine.ref]; dup {
			return first, true
		}
		k.byRef[mine.ref] = row
	}
	name := fold(c.Name())
	for _, o := range k.byName[name] {
		if mine.caseRef == "" && o.caseRef == "" && mine.ref == "" && o.ref == "" && mine.phone == o.phone &&
			mine.postcode == o.postcode {
			return o.row, true
		}
	}
	k.byName[name] = append(k.byName[name], mine)
	return 0, false
}

func (k *citizenKeys) candidates(e model.Entity, yield func(int32, int8)) {
	c := e.(*model.Citizen)
	if row, ok := k.byCase[caseKey(c.CaseRef)]; ok && c.CaseRef != "" {
		yield(row, matchExact)
		return
	}
	if row, ok := k.byRef[c.Ref]; ok && c.Ref != "" {
		yield(row, matchExact)
		return
	}
	for _, r := range k.byName[fold(c.Name())] {
		if rank := r.fits(c); rank > 0 {
			yield(r.row, rank)
		}
	}
}

// fits ranks a row of the file with the same name as the citizen.
func (r citizenRow) fits(c *model.Citizen) int8 {
	phone := model.PhoneKey(c.Phone)
	switch {
	case r.caseRef != "" && c.CaseRef != "", r.ref != "":
		return 0 // two people with numbers of their own
	case r.phone != "" && r.phone == phone:
		return matchSure
	case (r.phone == "" || phone == "") && (r.postcode == c.Postcode || r.postcode == "" || c.Postcode == ""):
		return matchByName
	}
	return 0
}

func caseKey(s string) string { return strings.ReplaceAll(fold(s), " ", "") }

// merge writes the values of the file into the present row. Empty values of the file change nothing.
func merge(typ *schema.Type, into, file model.Entity, it *item) {
	before, _ := into.(*model.Company)
	var keep model.Company
	if before != nil {
		keep = *before
	}
	for i := range typ.Fields {
		f := &typ.Fields[i]
		offered := it.offered && f.Key == "phone" && f.Text(into) != ""
		text := f.Text(file)
		if !f.Given && !offered && text != "" && f.Stored(f.Text(into)) != text {
			f.Copy(into, file)
		}
	}
	if before != nil {
		reconcileCompany(before, &keep, file.(*model.Company), it.guessed)
	}
}

// reconcileCompany makes groups of dependent fields come from the same source.
func reconcileCompany(after, before, file *model.Company, guessed bool) {
	if guessed && before.Industry == file.Industry && before.IndustrySystem != "" {
		after.IndustrySystem = before.IndustrySystem
	}
	older := file.FTEOn != 0 && file.FTEOn < before.FTEOn
	same := file.FTE == before.FTE && (file.FTEOn == 0 || file.FTEOn == before.FTEOn)
	if file.FTE.Known && before.FTE.Known && (older || same) {
		after.FTE, after.FTEOn, after.FTESource = before.FTE, before.FTEOn, before.FTESource
	} else if file.FTE.Known && file.FTEOn == 0 {
		after.FTEOn = 0 // the old day is not the new number's
	}
	if file.Status == "active" && file.CeasedOn == 0 && before.Status == "ceased" {
		after.CeasedOn = 0 // it lives again
	}
}

// defaults fill what a new row has without the file saying so.
func defaults(e model.Entity, o *Options, file string) {
	switch e := e.(type) {
	case *model.Company:
		if e.Status == "" {
			e.Status = "active"
		}
		if e.Responsible == "" {
			e.Responsible = o.Responsible
		}
		e.Source = clipTo(file, 150)
	case *model.Citizen:
		if e.Status == "" {
			e.Status = "active"
		}
		if e.Responsible == "" {
			e.Responsible = o.Responsible
		}
	}
}

// compareGoals removes the goals that the citizens of the file already have, and ranks the others after those.
func (w *planner) compareGoals(ctx context.Context, there Existing) error {
	items := map[string]*linked{}
	for i := range w.items.n {
		if it := w.items.at(i); it.id != "" && it.linked != nil && len(it.linked.goals) > 0 {
			items[it.id] = it.linked
		}
	}
	if len(items) == 0 {
		return nil
	}
	return there.Each(ctx, "goal", schema.Query{}, func(e model.Entity) error {
		g := e.(*model.Goal)
		it := items[g.CitizenID]
		if it == nil {
			return ctx.Err()
		}
		kept := it.goals[:0]
		for _, words := range it.goals {
			if fold(words) != fold(g.Words) {
				kept = append(kept, words)
			}
		}
		it.goals = kept
		it.lastRank = max(it.lastRank, g.Rank.V)
		return ctx.Err()
	})
}

// addGoals makes the job goals of a row; a goal that cannot be stored refuses the row.
func (w *planner) addGoals(it *item, row *Row) {
	goals := it.linked
	seen := map[string]bool{}
	for _, words := range goals.goals {
		if seen[fold(words)] {
			continue
		}
		seen[fold(words)] = true
		goals.lastRank++
		g := &model.Goal{
			CitizenID: it.id, Rank: model.Some(goals.lastRank),
			Words: strings.Join(strings.Fields(words), " "), Status: "wish", SetOn: w.opts.Today,
		}
		if err := schema.Validate(g); err != nil {
			reason := w.conv.reason(err, row.Line, nil)
			reason.Args["column"], reason.Field = w.conv.heading("goal"), "goal"
			row.Verdict, row.before, row.after, row.Goals = Refused, "", "", nil
			row.Reasons = append(row.Reasons, reason)
			return
		}
		row.Goals = append(row.Goals, g)
	}
	if row.Verdict == Unchanged && len(row.Goals) > 0 {
		row.Verdict = Changed
	}
}
