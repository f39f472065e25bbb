// Package bench sets the search of jobspor beside other people's, on the same lines, with the same
// keystrokes, in the same run. It is a module of its own so that the product carries none of it.
package bench

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
	"github.com/sahilm/fuzzy"
	_ "modernc.org/sqlite" // registers the "sqlite" driver

	"jobspor/matching/search"
)

// limit is how many lines every peer returns.
const limit = 50

// peer finds the best lines for what was typed.
type peer struct {
	name string
	find func(query string) ([]int, error)
}

// line is a document as one line, the way a line matcher is given it.
func line(d search.Doc) string { return d.Name + " " + strings.Join(d.Extra, " ") }

// fzfPeer is fzf's own way: every word of the query must match fuzzily, scores are added, and the best
// come first, then the shorter, then the earlier. Two goroutines take half of the lines each.
func fzfPeer(lines []string) peer {
	algo.Init("default")
	chars := make([]util.Chars, len(lines))
	for i, l := range lines {
		chars[i] = util.ToChars([]byte(l))
	}
	half := len(chars) / 2
	slabs := []*util.Slab{util.MakeSlab(100*1024, 2048), util.MakeSlab(100*1024, 2048)}
	return peer{"fzf", func(query string) ([]int, error) {
		terms := fzfTerms(query)
		var found [2][]scored
		var both sync.WaitGroup
		both.Go(func() { found[0] = fzfScan(chars[:half], 0, terms, slabs[0]) })
		both.Go(func() { found[1] = fzfScan(chars[half:], half, terms, slabs[1]) })
		both.Wait()
		return top(slices.Concat(found[0], found[1])), nil
	}}
}

type scored struct{ score, length, line int }

func fzfTerms(query string) [][]rune {
	var terms [][]rune
	for _, word := range strings.Fields(strings.ToLower(query)) {
		terms = append(terms, algo.NormalizeRunes([]rune(word)))
	}
	return terms
}

func fzfScan(chars []util.Chars, first int, terms [][]rune, slab *util.Slab) []scored {
	var found []scored
next:
	for i := range chars {
		score := 0
		for _, t := range terms {
			r, _ := algo.FuzzyMatchV2(false, true, true, &chars[i], t, false, slab)
			if r.Start < 0 {
				continue next
			}
			score += r.Score
		}
		found = append(found, scored{score, chars[i].Length(), first + i})
	}
	return found
}

// top orders what was found and cuts it.
func top(found []scored) []int {
	slices.SortFunc(found, func(x, y scored) int {
		return cmp.Or(y.score-x.score, x.length-y.length, x.line-y.line)
	})
	var lines []int
	for _, s := range found[:min(limit, len(found))] {
		lines = append(lines, s.line)
	}
	return lines
}

// fuzzyPeer is sahilm/fuzzy as its README uses it, over whole lines.
func fuzzyPeer(lines []string) peer {
	return peer{"sahilm/fuzzy", func(query string) ([]int, error) {
		matches := fuzzy.Find(query, lines)
		found := make([]int, 0, limit)
		for _, m := range matches[:min(limit, len(matches))] {
			found = append(found, m.Index)
		}
		return found, nil
	}}
}

// fts5Peer is a trigram index in SQLite, ranked by bm25. Its tokenizer needs three letters; shorter
// words are left out of the query, and a query of nothing else is not asked.
func fts5Peer(ctx context.Context, lines []string, file string) (peer, func() error, error) {
	db, err := sql.Open("sqlite",
		file+"?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=cache_size(-400000)")
	if err != nil {
		return peer{}, nil, fmt.Errorf("open fts5: %w", err)
	}
	db.SetMaxOpenConns(1)
	if err := fillFTS5(ctx, db, lines); err != nil {
		return peer{}, nil, fmt.Errorf("fill fts5: %w", err)
	}
	ask, err := db.PrepareContext(ctx, "SELECT rowid FROM line WHERE line MATCH ? ORDER BY rank LIMIT ?")
	if err != nil {
		return peer{}, nil, fmt.Errorf("prepare fts5: %w", err)
	}
	return peer{"fts5 trigram", func(query string) ([]int, error) { return askFTS5(ctx, ask, query) }}, db.Close, nil
}

func fillFTS5(ctx context.Context, db *sql.DB, lines []string) error {
	if _, err := db.ExecContext(ctx,
		"CREATE VIRTUAL TABLE line USING fts5(text, tokenize='trigram remove_diacritics 1')"); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	add, err := tx.PrepareContext(ctx, "INSERT INTO line(rowid, text) VALUES (?, ?)")
	if err != nil {
		return err
	}
	for i, l := range lines {
		if _, err := add.ExecContext(ctx, i, l); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func askFTS5(ctx context.Context, ask *sql.Stmt, query string) ([]int, error) {
	var match []string
	for _, word := range strings.Fields(query) {
		if len([]rune(word)) >= 3 {
			match = append(match, `"`+strings.ReplaceAll(word, `"`, `""`)+`"`)
		}
	}
	if len(match) == 0 {
		return nil, nil
	}
	rows, err := ask.QueryContext(ctx, strings.Join(match, " "), limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []int
	for rows.Next() {
		var i int
		if err := rows.Scan(&i); err != nil {
			return nil, err
		}
		found = append(found, i)
	}
	return found, rows.Err()
}
