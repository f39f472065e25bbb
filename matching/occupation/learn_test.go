package occupation

import (
	"math"
	"os"
	"testing"
)

// example is what a title leaves to put in order: the features of its best targets, and which are right.
type example struct {
	rows     []featureRow
	right    []bool
	fold     int
	checking bool
}

// The learning of the final order.
const (
	folds     = 5
	kept      = 80   // targets of an example
	sharpness = 10.0 // how much surer a score of 1 more makes a target
	steps     = 300
)

// TestLearnOrder learns the weights of the final order from the titles' links and shows what they are worth on titles
// left out of the learning. The weights in weights.go are those of the strongest pull towards simple numbers, rounded:
// on titles left out no freer ones did better.
func TestLearnOrder(t *testing.T) {
	if os.Getenv("JOBSPOR_LEARN") == "" {
		t.Skip("set JOBSPOR_LEARN to learn the weights of the final order")
	}
	titles, k := readTitles(t), knowledge(t)
	var list []example
	for _, file := range labelFiles(t)[1:] {
		list = append(list, examples(titles, file, New(k, Options{Targets: file.targets}))...)
	}
	show := func(what string, w func(fold int) featureRow) {
		t.Logf("%-24s tuning half %s", what, ordered(list, false, w))
		t.Logf("%-24s checking half %s", what, ordered(list, true, w))
	}
	show("as written", func(int) featureRow { return standard.order })
	for _, pull := range []float64{0.05, 0.2, 1} {
		var w [folds]featureRow
		for fold := range folds {
			w[fold] = learnOrder(list, func(e *example) bool { return e.fold != fold }, pull)
		}
		show("learnt on other folds", func(fold int) featureRow { return w[fold] })
		t.Logf("pull %.2f, learnt on all: %.3f", pull, learnOrder(list, func(*example) bool { return true }, pull))
	}
}

func examples(titles []title, file labelFile, l *Linker) []example {
	var out []example
	for i := range titles {
		gold := titles[i].gold[goldBenchmark]
		if len(gold) == 0 {
			continue
		}
		s := l.scratch.Get().(*scratch)
		l.rank(s, titles[i].text)
		e := example{fold: int(fnv1a(7, titles[i].text) % folds), checking: titles[i].checking}
		for _, j := range s.targets.best(kept) {
			id := file.id(l.targets.occ[s.targets.hits[j].target].ID)
			e.rows, e.right = append(e.rows, s.rows[j]), append(e.right, gold[id])
		}
		l.scratch.Put(s)
		out = append(out, e)
	}
	return out
}

// learnOrder finds the weights that make the right targets likeliest (conditional logit) by gradient ascent; pull draws
// them to those of weights.go.
func learnOrder(list []example, use func(*example) bool, pull float64) featureRow {
	w, speed := standard.order, featureRow{}
	for range steps {
		var slope featureRow
		n := 0.0
		for i := range list {
			if e := &list[i]; use(e) && e.slope(&w, &slope) {
				n++
			}
		}
		for k := range w {
			speed[k] = 0.9*speed[k] + 0.05*(slope[k]/n-pull*(w[k]-standard.order[k]))
			w[k] += speed[k]
		}
	}
	return w
}

// slope adds an example's slope of the likelihood; it reports false when no target is right.
func (e *example) slope(w, out *featureRow) bool {
	p, all, right := make([]float64, len(e.rows)), 0.0, 0.0
	for j := range e.rows {
		p[j] = math.Exp(sharpness * e.rows[j].dot(w))
		if all += p[j]; e.right[j] {
			right += p[j]
		}
	}
	if right == 0 {
		return false
	}
	for j := range p {
		g := -p[j] / all
		if e.right[j] {
			g += p[j] / right
		}
		for k := range out {
			out[k] += g * e.rows[j][k]
		}
	}
	return true
}

// ordered is what weights are worth on one half; each example is put in order by the weights of its fold.
func ordered(list []example, checking bool, weights func(fold int) featureRow) figures {
	var f figures
	for i := range list {
		e := &list[i]
		if e.checking != checking {
			continue
		}
		f.n++
		w := weights(e.fold)
		best := math.Inf(-1)
		for j := range e.rows {
			if e.right[j] {
				best = max(best, e.rows[j].dot(&w))
			}
		}
		if math.IsInf(best, -1) {
			continue
		}
		place := 1
		for j := range e.rows {
			if !e.right[j] && e.rows[j].dot(&w) > best {
				place++
			}
		}
		f.mrr += 1 / float64(place)
		for limit, sum := range map[int]*float64{1: &f.h1, 5: &f.h5, 10: &f.h10} {
			if place <= limit {
				*sum++
			}
		}
	}
	n := float64(max(f.n, 1))
	f.h1, f.h5, f.h10, f.mrr = f.h1/n, f.h5/n, f.h10/n, f.mrr/n
	return f
}
