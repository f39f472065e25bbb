package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// matchOptions are the options of `match`.
type matchOptions struct {
	citizen, words, from  string
	weights, why, reverse string
	limit, seed           int
	whatIf, callSheet     bool
	leftOut               bool
}

func matchCommand() command {
	o := &matchOptions{}
	return command{
		name: "match", args: between(0, 1), check: o.check, run: o.run,
		flags: []flag{
			option(&o.words, "goal", "", "cli.flag.goal"),
			option(&o.from, "from", "", "cli.flag.from"),
			option(&o.limit, "limit", 0, "cli.flag.limit"),
			option(&o.seed, "seed", 0, "cli.flag.seed"),
			option(&o.weights, "weights", "", "cli.flag.weights"),
			option(&o.why, "why", "", "cli.flag.why"),
			option(&o.whatIf, "what-if", false, "cli.flag.what-if"),
			option(&o.callSheet, "call-sheet", false, "cli.flag.call-sheet"),
			option(&o.leftOut, "left-out", false, "cli.flag.left-out"),
			option(&o.reverse, "reverse", "", "cli.flag.reverse"),
		},
		json: []string{
			"rank", "company", "company_id", "town", "travel", "score", "ask", "task", "reasons", "reasons.criterion",
			"reasons.points", "reasons.max", "reasons.text", "reasons.unknown", "reasons.overruled", "questions",
			"standing", "block", "of", "needs", "text", "change", "gained", "candidates", "phone", "question", "field",
			"citizen", "citizen_id", "citizen_ref", "fit", "circumstances", "section", "low", "high", "points", "most",
			"base", "moves", "count", "workplaces", "workplaces.company", "workplaces.company_id", "workplaces.town",
			"workplaces.fit", "workplaces.task", "looks_for", "refused_on", "refused_why",
		},
	}
}

// check asks for somebody or something to match.
func (o *matchOptions) check(cmd *cobra.Command, args []string) error {
	o.citizen = strings.Join(args, "")
	if o.citizen == "" && strings.TrimSpace(o.words) == "" && o.reverse == "" {
		return usage(cmd, "err.cli.match.nothing", nil)
	}
	return nil
}

// run prints the ranking, or why not, what if, the call sheet, or citizens for a task.
func (o *matchOptions) run(ctx context.Context, s *session, _ []string) error {
	s.Service.Snapshots.RankOnly()
	if o.reverse != "" {
		return o.printReverse(ctx, s)
	}
	q, err := o.query(ctx, s)
	if err != nil {
		return err
	}
	m, err := s.Service.Match(ctx, q)
	if err != nil {
		return err
	}
	if m.Citizen != nil {
		s.look(m.Citizen)
	}
	if err := s.noteRules(ctx, 0); err != nil {
		return err
	}
	switch {
	case o.why != "":
		return s.printWhyNot(ctx, m, o.why)
	case o.whatIf:
		return s.printWhatIf(ctx, m)
	case o.leftOut:
		return s.printLeftOut(ctx, m)
	case o.callSheet:
		return s.printCallSheet(ctx, m)
	}
	return s.printRanking(m)
}

func (o *matchOptions) query(ctx context.Context, s *session) (service.MatchQuery, error) {
	q := service.MatchQuery{Words: strings.TrimSpace(o.words), From: o.from, Limit: o.limit, Seed: uint32(o.seed)}
	if o.limit == 0 && s.out.human() {
		q.Limit = defaultRows
	}
	var err error
	if o.from != "" {
		if err := model.CheckPostcode(o.from); err != nil {
			return q, err
		}
	}
	if q.Weights, err = s.weights(o.weights); err != nil {
		return q, err
	}
	if o.citizen != "" {
		e, err := s.find(ctx, "citizen", o.citizen)
		if err != nil {
			return q, err
		}
		q.CitizenID = e.Meta().ID
	}
	return q, nil
}

// weights reads "task=150,vej=50": criteria by key or by what they are called, in percent.
func (r *root) weights(list string) (matching.Weights, error) {
	out := matching.Weights{}
	for part := range strings.FieldsFuncSeq(list, func(c rune) bool { return c == ',' || c == ' ' }) {
		name, value, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(strings.TrimSuffix(value, "%"))
		if err != nil || n < 0 || n > matching.MaxWeight {
			args := model.Args{"value": part, "max": matching.MaxWeight}
			return nil, model.NewError(model.Usage, "err.cli.weight", args)
		}
		c, err := r.criterion(name)
		if err != nil {
			return nil, err
		}
		out[c.Key] = n
	}
	return out, nil
}

// criterion finds one by key or by what it is called in either language.
func (r *root) criterion(name string) (matching.Criterion, error) {
	var keys []string
	for _, c := range matching.Criteria() {
		called := func(w present.Words) bool { return strings.EqualFold(w.T("match.criterion."+c.Key), name) }
		if c.Key == name || slices.ContainsFunc(r.languages(), called) {
			return c, nil
		}
		keys = append(keys, c.Key)
	}
	args := model.Args{"value": name, "known": strings.Join(keys, ", ")}
	return matching.Criterion{}, model.NewError(model.Usage, "err.cli.criterion", args)
}

// printRanking prints the list: the same columns as the screen and its files; in JSON each reason apart.
func (s *session) printRanking(m *service.MatchList) error {
	if s.json {
		return s.out.array(len(m.Rows), func(i int) any { return s.matchRow(m, i) })
	}
	if s.out.human() {
		s.out.line(s.T("match.title", "goal", m.GoalWords()))
		s.printReading(m)
		s.out.line("")
	}
	t := documentTable(s.words.MatchDocument(m))
	if s.out.human() { // reasons and questions follow below, where there is room for them
		t = s.shortRanking(m)
	}
	for i := range t.rows { // a pipe gets minutes and fits as numbers, and sections by key
		for c, col := range t.cols {
			switch col.key {
			case "travel":
				t.rows[i][c].raw = s.words.Minutes(m.Rows[i])
			case "fit":
				t.rows[i][c].raw = strconv.Itoa(m.Rows[i].Fit)
			case "section":
				t.rows[i][c].raw = string(m.Rows[i].Section)
			}
		}
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if s.out.human() {
		for i := range min(len(m.Rows), reasonsFor) {
			s.printReasons(fmt.Sprintf("%d. %s", i+1, m.Name(m.Rows[i])), m.Rows[i])
		}
	}
	s.noteMatch(m)
	return nil
}

// shortRanking is the list under its sections, without reasons and questions.
func (s *session) shortRanking(m *service.MatchList) table {
	t := dropColumns(documentTable(s.words.MatchDocument(m)), "reasons", "questions", "section")
	t.headings = map[int][]string{}
	for _, part := range m.Sections() {
		title, note := s.words.SectionHeading(m, part)
		t.headings[part.At] = append(t.headings[part.At], joined(title, note))
		if part.Tied {
			t.headings[part.At] = append(t.headings[part.At], s.T("match.section.tied"))
		}
	}
	t.empty = s.T("cli.match.empty")
	return t
}

// joined is a heading with its remark.
func joined(title, note string) string {
	if note == "" {
		return title
	}
	return title + " · " + note
}

// defaultRows is how many workplaces a person is shown unless --limit names another number.
const defaultRows = 20

// reasonsFor is how many workplaces get their reasons printed under the list.
const reasonsFor = 3

// printReading prints how the goal was understood, so that a wrong reading is seen at once.
func (s *session) printReading(m *service.MatchList) {
	for _, g := range m.Read.Goals {
		var names []string
		for i, o := range g.Occupations {
			if i == 4 {
				break
			}
			names = append(names, o.Label)
		}
		if len(names) > 0 {
			s.out.line(s.T("cli.match.read", "words", g.Words, "occupations", strings.Join(names, ", ")))
		} else {
			s.out.line(s.T("cli.match.unread", "words", g.Words))
		}
	}
	if m.Unread() {
		s.out.line(s.words.Unread(m))
	}
}

// printReasons prints what counted for one workplace, and what to ask it.
func (s *session) printReasons(title string, row matching.Row) {
	if title != "" {
		s.out.heading(title)
	}
	terms, source := row.Reasons, ""
	if len(terms) > 0 && terms[0].Criterion == "task" {
		_, source = s.words.Reason(terms[0])
		terms = terms[1:]
	}
	for _, said := range []string{joined(s.words.FitSum(row), source), s.words.TermsSum(row), s.words.OrderSum(row),
		s.words.RangeSum(row)} {
		if said != "" {
			s.out.wrapIndented("  ", said)
		}
	}
	var wide int
	for _, r := range terms {
		name, _ := s.words.Reason(r)
		wide = max(wide, len([]rune(name)))
	}
	for _, r := range terms {
		name, text := s.words.Reason(r)
		if r.Overruled != "" {
			text += " (" + s.T("match.overruled", "reason", r.Overruled) + ")"
		}
		mark := " "
		if r.Unknown {
			mark = "?"
		}
		s.out.line(fmt.Sprintf("  %s %-*s %3d/%-3d %s", mark, wide, name, r.Points, r.Max, text))
	}
	for _, q := range matching.Questions(row) {
		s.out.line("  - " + s.words.Question(q.Key, q.Args) + s.moves(q))
	}
}

// moves says what the answer to a question can move.
func (s *session) moves(q matching.Question) string {
	var parts []string
	if q.Swing > 0 {
		parts = append(parts, s.T("match.ask.upto", "n", q.Swing)+" "+s.T("match.ask.points"))
	}
	if q.Blocks {
		parts = append(parts, s.T("match.ask.blocks"))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// noteMatch prints on standard error how much is shown, what was left out and what would help.
func (s *session) noteMatch(m *service.MatchList) {
	s.notef("%s", s.words.MatchNote(m))
	for _, key := range slices.Sorted(maps.Keys(m.Blocked)) {
		s.notef("  %d: %s", m.Blocked[key], s.T("match.block."+key))
	}
	for _, row := range m.Rows {
		if r, ref, ok := m.Refusal(row); ok {
			s.notef("%s %s", m.Name(row), s.words.RefusalText(r, ref, s.Service.Today()))
		}
	}
	for _, a := range m.Ask {
		s.note("cli.match.ask", "question", s.T(a.Question))
	}
	s.tip(s.T("match.note.advice"))
}

// matchRow is one ranked workplace for JSON.
func (s *session) matchRow(m *service.MatchList, i int) object {
	row := m.Rows[i]
	town, task := "", ""
	if c := m.Companies[row.CompanyID]; c != nil {
		town = c.Town
	}
	if t := m.Tasks[row.TaskID]; t != nil {
		task = t.Name
	}
	var travel any
	if n, err := strconv.Atoi(s.words.Minutes(row)); err == nil {
		travel = n
	}
	var refusedOn any
	refused, _, _ := m.Refusal(row)
	if refused.On != 0 {
		refusedOn = refused.On
	}
	return object{
		{"rank", i + 1}, {"company", m.Name(row)}, {"company_id", row.CompanyID}, {"town", town}, {"travel", travel},
		{"score", row.Score}, {"ask", len(matching.Questions(row))}, {"task", task}, {"reasons", s.reasonObjects(row)},
		{"questions", s.questions(row)},
	}.with(s.numbers(row)...).with(member{"refused_on", refusedOn}, member{"refused_why", refused.Why})
}

// numbers are what the score is made of: with them anybody can add it up.
func (s *session) numbers(row matching.Row) []member {
	return []member{
		{"section", labelled{string(row.Section), s.words.Section(row.Section)}}, {"fit", row.Fit},
		{"circumstances", row.Circumstances}, {"points", row.Points}, {"most", row.Most}, {"base", row.Base},
		{"low", row.Low}, {"high", row.High},
	}
}

func (s *session) reasonObjects(row matching.Row) []object {
	out := []object{}
	for _, r := range row.Reasons {
		name, _ := s.words.Reason(r)
		text := both(s.root, func(w present.Words) string { _, t := w.Reason(r); return t })
		out = append(out, object{
			{"criterion", labelled{r.Criterion, name}}, {"points", r.Points}, {"max", r.Max}, {"text", text},
			{"unknown", r.Unknown}, {"overruled", r.Overruled},
		})
	}
	return out
}

func (s *session) questions(row matching.Row) labelled {
	return both(s.root, func(w present.Words) []string {
		out := []string{}
		for _, q := range matching.Questions(row) {
			out = append(out, w.Question(q.Key, q.Args))
		}
		return out
	})
}
