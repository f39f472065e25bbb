package matching

import (
	"cmp"
	"slices"
)

// This file chooses the workplaces of a call round: which few give most citizens a chance. It knows citizens, tasks and
// workplaces as numbers only.

// site is a workplace that could be called.
type site struct {
	room     int   // how many citizens a call can be about
	taskRoom []int // the same for each of its tasks, by offer.task
	offers   []offer
	tie      uint64
}

// offer is a real chance for a citizen at a site. A citizen has one at most at each.
type offer struct{ citizen, task, score int }

// chosenSite is a site of the round with the citizens the call is about.
type chosenSite struct {
	site int
	turn int // 1 gives citizens their first chance, 2 a second one, …
	by   []offer
}

// cover chooses up to calls sites, one after another: always the one that gives most further citizens a chance, of
// those the one with the better scores, then by tie. Somebody who already has a chance may be moved to another chosen
// site to make room. When nobody is left to be given a first chance, the next turn gives second ones, at other sites.
//
// How many citizens a set of sites can give a chance is the size of a largest flow from sites over tasks to citizens.
// It never falls when a site is added, and a site adds no more to a larger set than to a smaller, so that the greedy
// choice gives at least 1 − 1/e (63 percent) of what the best set of as many sites gives (Nemhauser, Wolsey and Fisher,
// 1978).
func cover(sites []site, citizens, calls int) []chosenSite {
	var out []chosenSite
	free := make([]int, len(sites))
	for i := range free {
		free[i] = i
	}
	for turn := 1; len(out) < calls; turn++ {
		c := newCovering(sites, citizens)
		free = c.choose(free, calls-len(out))
		if len(c.chosen) == 0 {
			break
		}
		c.improve()
		for _, s := range c.chosen {
			p := chosenSite{site: s, turn: turn}
			for _, o := range sites[s].offers {
				if c.at[o.citizen] == s {
					p.by = append(p.by, o)
				}
			}
			slices.SortStableFunc(p.by, func(a, b offer) int { return cmp.Compare(b.score, a.score) })
			out = append(out, p)
		}
	}
	return out
}

// reachable says who has a chance when every site is called: those in called, who keep theirs, and whoever there is
// room for beside them.
func reachable(sites []site, called []bool) []bool {
	c := newCovering(sites, len(called))
	for s := range sites {
		c.open(s)
	}
	for _, first := range []bool{true, false} {
		for z := range called {
			if called[z] == first {
				clear(c.seen)
				c.move(z)
			}
		}
	}
	out := make([]bool, len(called))
	for z, s := range c.at {
		out[z] = s != nowhere
	}
	return out
}

// nowhere is the site of a citizen without a chance.
const nowhere = -1

// covering is one turn: who has a chance where.
type covering struct {
	sites  []site
	chosen []int
	at     []int     // by citizen: the site, or nowhere
	has    []offer   // by citizen: the chance there
	can    [][]place // by citizen: the chances at chosen sites
	seen   []bool    // by citizen: already asked to move, in the search that runs
}

// place is an offer with its site.
type place struct {
	offer
	site int
}

func newCovering(sites []site, citizens int) *covering {
	c := &covering{sites: sites, at: make([]int, citizens), has: make([]offer, citizens),
		can: make([][]place, citizens), seen: make([]bool, citizens)}
	for z := range c.at {
		c.at[z] = nowhere
	}
	return c
}

// worth is what a site gives: how many further citizens, and the sum of their scores.
type worth struct{ citizens, score int }

// choose chooses sites out of free until nobody more can be given a chance, and gives those that are left. What a site
// gives only falls while others are chosen; a site is therefore looked at again only when what it gave before is more
// than the best gives now.
func (c *covering) choose(free []int, calls int) []int {
	gives := map[int]worth{}
	for _, s := range free {
		gives[s] = worth{min(c.sites[s].room, len(c.sites[s].offers)), c.bestScores(s)}
	}
	order := func(a, b int) int {
		return cmp.Or(cmp.Compare(gives[b].citizens, gives[a].citizens), cmp.Compare(gives[b].score, gives[a].score),
			cmp.Compare(c.sites[a].tie, c.sites[b].tie), cmp.Compare(a, b))
	}
	for len(c.chosen) < calls {
		slices.SortFunc(free, order)
		best := -1
		for n, s := range free {
			if best >= 0 && order(free[best], s) < 0 {
				break // the others gave less before
			}
			if gives[s] = (worth{c.gain(s), c.bestScores(s)}); best < 0 || order(s, free[best]) < 0 {
				best = n
			}
		}
		if best < 0 || gives[free[best]].citizens == 0 {
			break
		}
		c.open(free[best])
		c.fill()
		free = slices.Delete(free, best, best+1)
	}
	return free
}

// bestScores is the sum of the best scores of those without a chance, as many as a site has room for.
func (c *covering) bestScores(s int) (sum int) {
	var scores []int
	for _, o := range c.sites[s].offers {
		if c.at[o.citizen] == nowhere {
			scores = append(scores, o.score)
		}
	}
	slices.SortFunc(scores, func(a, b int) int { return cmp.Compare(b, a) })
	for _, v := range scores[:min(len(scores), c.sites[s].room)] {
		sum += v
	}
	return sum
}

// gain is how many more citizens have a chance with a site. It leaves everything as it was.
func (c *covering) gain(s int) int {
	at, has := slices.Clone(c.at), slices.Clone(c.has)
	c.open(s)
	n := c.fill()
	c.chosen = c.chosen[:len(c.chosen)-1]
	for _, o := range c.sites[s].offers {
		c.can[o.citizen] = c.can[o.citizen][:len(c.can[o.citizen])-1]
	}
	c.at, c.has = at, has
	return n
}

func (c *covering) open(s int) {
	c.chosen = append(c.chosen, s)
	for _, o := range c.sites[s].offers {
		c.can[o.citizen] = append(c.can[o.citizen], place{o, s})
	}
}

// fill gives everybody a chance who can have one, and counts those who had none before.
func (c *covering) fill() (n int) {
	for z := range c.at {
		if c.at[z] == nowhere && len(c.can[z]) > 0 {
			clear(c.seen)
			if c.move(z) {
				n++
			}
		}
	}
	return n
}

// move gives a citizen a chance elsewhere than now, moving others on where that makes room.
func (c *covering) move(z int) bool {
	c.seen[z] = true
	for _, p := range c.can[z] {
		if p.site == c.at[z] {
			continue
		}
		full, taskFull := c.full(p)
		if !full && !taskFull {
			c.at[z], c.has[z] = p.site, p.offer
			return true
		}
		for y := range c.at {
			if c.at[y] == p.site && !c.seen[y] && (!taskFull || c.has[y].task == p.task) && c.move(y) {
				c.at[z], c.has[z] = p.site, p.offer
				return true
			}
		}
	}
	return false
}

// full reports whether a site, and the task of a place there, have no room left.
func (c *covering) full(p place) (site, task bool) {
	n, same := 0, 0
	for z, s := range c.at {
		if s != p.site {
			continue
		}
		if n++; c.has[z].task == p.task {
			same++
		}
	}
	return n >= c.sites[p.site].room, same >= c.sites[p.site].taskRoom[p.task]
}

// improve gives citizens better chances at the chosen sites as long as one can move, or two can change places, to a
// higher sum of scores. Nobody loses a chance.
func (c *covering) improve() {
	for changed := true; changed; {
		changed = false
		for z := range c.at {
			for _, p := range c.can[z] {
				if c.at[z] == nowhere || p.site == c.at[z] {
					continue
				}
				if site, task := c.full(p); !site && !task && p.score > c.has[z].score {
					c.at[z], c.has[z], changed = p.site, p.offer, true
					continue
				}
				changed = c.exchange(z, p) || changed
			}
		}
	}
}

// exchange changes the places of a citizen and of one who is at p and could do the same task as the other.
func (c *covering) exchange(z int, p place) bool {
	for y := range c.at {
		if c.at[y] != p.site || c.has[y].task != p.task {
			continue
		}
		for _, back := range c.can[y] {
			if back.site == c.at[z] && back.task == c.has[z].task &&
				p.score+back.score > c.has[z].score+c.has[y].score {
				c.at[z], c.has[z], c.at[y], c.has[y] = p.site, p.offer, back.site, back.offer
				return true
			}
		}
	}
	return false
}
