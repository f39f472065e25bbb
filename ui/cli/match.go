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
			option(&o.reverse, "reverse", "", "cli.flag.reverse"),
		},
		json: []string{
			"rank", "company", "company_id", "town", "travel", "score", "ask", "task", "reasons", "reasons.criterion",
			"reasons.points", "reasons.max", "reasons.text", "reasons.unknown", "reasons.overruled", "questions",
			"standing", "block", "of", "needs", "text", "change", "gained", "candidates", "phone", "question", "field",
			"looks_for",
			"citizen", "citizen_id", "citizen_ref",
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
		if err := s.viewed(ctx, m.Citizen); err != nil {
			return err
		}
	}
	switch {
	case o.why != "":
		return s.printWhyNot(ctx, m, o.why)
	case o.whatIf:
		return s.printWhatIf(ctx, m)
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
		s.printReading(m.Ranking)
		s.out.line("")
	}
	t := documentTable(s.words.MatchDocument(m))
	if s.out.human() { // reasons and questions follow below, where there is room for them
		t = s.shortRanking(m)
	}
	for i := range t.rows { // minutes are numbers for a pipe
		for c, col := range t.cols {
			if col.key == "travel" {
				t.rows[i][c].raw = minutes(m.Rows[i])
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

// shortRanking is the list without reasons and questions, with a bar.
func (s *session) shortRanking(m *service.MatchList) table {
	t := dropColumns(documentTable(s.words.MatchDocument(m)), "reasons", "questions")
	t.cols = append(t.cols, column{key: "fit"})
	for i := range t.rows {
		t.rows[i] = append(t.rows[i], text(bar(m.Rows[i].Score)))
	}
	t.empty = s.T("cli.match.empty")
	return t
}

// defaultRows is how many workplaces a person is shown unless --limit names another number.
const defaultRows = 20

// reasonsFor is how many workplaces get their reasons printed under the list.
const reasonsFor = 3

// bar draws a score in ten cells, so that lengths can be compared without reading numbers.
func bar(score int) string {
	n := min(max((score+5)/10, 0), 10)
	return strings.Repeat("#", n) + strings.Repeat(".", 10-n)
}

func minutes(row matching.Row) string {
	for _, r := range row.Reasons {
		if m, ok := r.Args["minutes"]; ok && r.Criterion == "travel" && !r.Unknown {
			return fmt.Sprint(m)
		}
	}
	return ""
}

// printReading prints how the goal was understood, so that a wrong reading is seen at once.
func (s *session) printReading(m *matching.Ranking) {
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
}

// printReasons prints what counted for one workplace, and what to ask it.
func (s *session) printReasons(title string, row matching.Row) {
	if title != "" {
		s.out.heading(title)
	}
	var wide int
	for _, r := range row.Reasons {
		name, _ := s.words.Reason(r)
		wide = max(wide, len([]rune(name)))
	}
	for _, r := range row.Reasons {
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
		s.out.line("  - " + s.words.Question(q.Key, q.Args))
	}
}

// noteMatch prints on standard error how much is shown, what was left out and what would help.
func (s *session) noteMatch(m *service.MatchList) {
	s.notef("%s", s.words.MatchNote(m))
	for _, key := range slices.Sorted(maps.Keys(m.Blocked)) {
		s.notef("  %d: %s", m.Blocked[key], s.T("match.block."+key))
	}
	for _, a := range m.Ask {
		s.note("cli.match.ask", "question", s.T(a.Question))
	}
	s.note("match.note.advice")
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
	if n, err := strconv.Atoi(minutes(row)); err == nil {
		travel = n
	}
	return object{
		{"rank", i + 1}, {"company", m.Name(row)}, {"company_id", row.CompanyID}, {"town", town}, {"travel", travel},
		{"score", row.Score}, {"ask", len(matching.Questions(row))}, {"task", task}, {"reasons", s.reasonObjects(row)},
		{"questions", s.questions(row)},
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
