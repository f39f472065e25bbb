package matching

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"jobspor/matching/search"
	"jobspor/model"
)

// Snapshot is what matching and the search box read: everything needed of companies, tasks, citizens, goals and
// contacts, as it stood at one moment. It never changes; Patch gives another one that shares what stayed the same, and
// whoever holds a snapshot goes on reading the old state. Safe for concurrent use.
type Snapshot struct {
	*knowledge
	chunks    []*chunk
	slots     [][]uint32 // company numbers by hash of their ID
	companies int        // not gone
	people    shards[*person]
	lists     shards[listing]     // shortlists, for the picks that stand on them
	overrules shards[[]Overruled] // by citizen ID
	// placement IDs by the company's and by the citizen's ID, for the names they are found by.
	placementIDs shards[[]string]
	index        *search.Index
	// seen tells of which citizens Reverse and CallRound may tell; nil is all.
	seen func(citizenID string) bool
}

// Seen is the snapshot for somebody who sees only some citizens: nothing that it gives names another.
func (s *Snapshot) Seen(seen func(citizenID string) bool) *Snapshot {
	out := *s
	out.seen = seen
	return &out
}

// person is a citizen who may be told of.
func (s *Snapshot) person(id string) (*person, bool) {
	if s.seen != nil && !s.seen(id) {
		return nil, false
	}
	return s.people.get(id)
}

// chunkSize is how many companies stand together. A change copies one chunk, so it is small enough to copy in a
// fraction of a millisecond and large enough that a million companies are a thousand chunks.
const chunkSize = 1024

// chunk is a run of companies with all that hangs on them.
type chunk struct {
	companies []company
	tasks     []task               // by company
	histories [][]event            // by company.history; the first is empty
	openings  map[uint16][]opening // by the company's place in the chunk
	ids       string               // company IDs one after another
	idEnds    []uint32
	text      string // task IDs and names
}

func (c *chunk) id(i int) string {
	at := uint32(0)
	if i > 0 {
		at = c.idEnds[i-1]
	}
	return c.ids[at:c.idEnds[i]]
}

func (c *chunk) tasksOf(i int) []task {
	r := &c.companies[i]
	return c.tasks[r.taskAt : r.taskAt+uint32(r.tasks)]
}

func (c *chunk) taskID(t *task) string { return c.text[t.textAt : t.textAt+uint32(t.idLen)] }

func (c *chunk) taskName(t *task) string {
	at := t.textAt + uint32(t.idLen)
	return c.text[at : at+uint32(t.nameLen)]
}

// openChunk is a chunk that can be changed; it shares nothing with other chunks.
type openChunk struct {
	companies []company
	ids       []string
	tasks     [][]taskRow
	histories [][]event
	openings  [][]opening
}

func newOpenChunk() *openChunk {
	return &openChunk{companies: make([]company, 0, chunkSize), ids: make([]string, 0, chunkSize),
		tasks: make([][]taskRow, 0, chunkSize), histories: make([][]event, 0, chunkSize),
		openings: make([][]opening, 0, chunkSize)}
}

// add puts a company in the next place.
func (d *openChunk) add(id string, c company) int {
	d.companies = append(d.companies, c)
	d.ids = append(d.ids, id)
	d.tasks = append(d.tasks, nil)
	d.histories = append(d.histories, nil)
	d.openings = append(d.openings, nil)
	return len(d.companies) - 1
}

// open takes a chunk apart.
func (c *chunk) open() *openChunk {
	d := &openChunk{companies: slices.Clone(c.companies), ids: make([]string, len(c.companies)),
		tasks: make([][]taskRow, len(c.companies)), histories: make([][]event, len(c.companies)),
		openings: make([][]opening, len(c.companies))}
	for i := range c.companies {
		d.ids[i] = c.id(i)
		d.histories[i] = c.histories[c.companies[i].history]
		d.openings[i] = c.openings[uint16(i)]
		tasks := c.tasksOf(i)
		if len(tasks) == 0 {
			continue
		}
		rows := make([]taskRow, len(tasks))
		for j := range tasks {
			rows[j] = taskRow{task: tasks[j], id: c.taskID(&tasks[j]), name: c.taskName(&tasks[j])}
		}
		d.tasks[i] = rows
	}
	return d
}

// maxTasks bounds the tasks of one workplace that are kept.
const maxTasks = 10_000

// close packs a draft. Tasks stand by ID, so that a snapshot is the same however it came about.
func (d *openChunk) close() *chunk {
	c := &chunk{companies: slices.Clip(d.companies), histories: [][]event{nil},
		idEnds: make([]uint32, len(d.companies))}
	var ids, text []byte
	for i := range d.companies {
		r := &d.companies[i]
		ids = append(ids, d.ids[i]...)
		c.idEnds[i] = uint32(len(ids))
		r.history = 0
		if h := d.histories[i]; len(h) > 0 {
			r.history = uint32(len(c.histories))
			c.histories = append(c.histories, h)
		}
		rows := d.tasks[i]
		slices.SortFunc(rows, func(a, b taskRow) int { return strings.Compare(a.id, b.id) })
		rows = rows[:min(len(rows), maxTasks)]
		r.taskAt, r.tasks = uint32(len(c.tasks)), uint16(len(rows))
		r.untold = r.isUntold() && len(d.openings[i]) == 0
		for _, row := range rows {
			t := row.task
			t.textAt, t.idLen, t.nameLen = uint32(len(text)), uint8(len(row.id)), uint8(len(row.name))
			text = append(append(text, row.id...), row.name...)
			c.tasks = append(c.tasks, t)
		}
	}
	c.tasks, c.openings = slices.Clip(c.tasks), packed(d.openings)
	c.ids, c.text = string(ids), string(text)
	return c
}

// slot finds a company by its ID.
func (s *Snapshot) slot(id string) (uint32, bool) {
	if len(s.slots) == 0 {
		return 0, false
	}
	for _, n := range s.slots[hash(id)%uint32(len(s.slots))] {
		if ch, i := s.at(n); ch.id(i) == id && ch.companies[i].state != gone {
			return n, true
		}
	}
	return 0, false
}

func (s *Snapshot) at(slot uint32) (*chunk, int) {
	return s.chunks[slot/chunkSize], int(slot % chunkSize)
}

// Companies is the number of companies, ceased ones included.
func (s *Snapshot) Companies() int { return s.companies }

// Citizens is the number of citizens, closed ones included.
func (s *Snapshot) Citizens() int { return s.people.len() }

// Search is the search box's index of the same moment.
func (s *Snapshot) Search() *search.Index { return s.index }

// Bytes is about what the snapshot holds in memory, the search index included.
func (s *Snapshot) Bytes() int {
	n := s.index.Bytes()
	for _, c := range s.chunks {
		n += len(c.companies)*companyBytes + len(c.tasks)*taskBytes + len(c.ids) + len(c.idEnds)*4 + len(c.text) +
			len(c.histories)*24
		for _, h := range c.histories {
			n += len(h) * eventBytes
		}
	}
	for _, b := range s.slots {
		n += 24 + 4*len(b)
	}
	return n + s.people.len()*400
}

// shards is a map by ID that can be copied cheaply with one entry changed: only the shard of that entry is copied.
type shards[T any] struct {
	m [256]map[string]T
}

func (s *shards[T]) shard(id string) int { return int(hash(id) >> 24) }

func (s *shards[T]) get(id string) (T, bool) {
	v, ok := s.m[s.shard(id)][id]
	return v, ok
}

// put adds to a map that nobody else holds yet.
func (s *shards[T]) put(id string, v T) {
	i := s.shard(id)
	if s.m[i] == nil {
		s.m[i] = map[string]T{}
	}
	s.m[i][id] = v
}

// with changes one entry and leaves the old map as it was.
func (s *shards[T]) with(id string, v T) {
	i := s.shard(id)
	s.m[i] = maps.Clone(s.m[i])
	s.put(id, v)
}

// without drops one entry and leaves the old map as it was.
func (s *shards[T]) without(id string) {
	i := s.shard(id)
	s.m[i] = maps.Clone(s.m[i])
	delete(s.m[i], id)
}

func (s *shards[T]) len() int {
	n := 0
	for _, m := range s.m {
		n += len(m)
	}
	return n
}

// ids lists all keys in order.
func (s *shards[T]) ids() []string {
	out := make([]string, 0, s.len())
	for _, m := range s.m {
		for id := range m {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// listing is what a pick needs of its shortlist.
type listing struct {
	citizen string
	on      model.Date
	asked   []asked // its picks that count as asking
}

// asked is a pick that has gone beyond "new".
type asked struct {
	row              uint32 // hash of the pick's ID
	company, citizen string // citizen is "" for the list's
}

// touch is when and about whom a workplace was asked, which the list says; false when it does not say whom about.
func (l *listing) touch(a asked) (event, bool) {
	citizen := a.citizen
	if citizen == "" {
		citizen = l.citizen
	}
	return event{row: a.row, citizen: hash(citizen) | 1, on: l.on}, citizen != ""
}

// Overruled is a consultant's decision that a block does not count for one citizen and workplace.
type Overruled struct {
	ID, CompanyID string
	Criterion     string
	Reason        string // shown beside what it overrules
}

// Live holds the newest snapshot while rows change. Readers take the current one and may use it for as long as they
// like; they never wait for a change. The search index is compacted in the background after many changes. Safe for
// concurrent use.
type Live struct {
	now   atomic.Pointer[Snapshot]
	mu    sync.Mutex // one writer at a time
	index *search.Live
}

// NewLive starts with a snapshot. Close ends what runs in the background.
func NewLive(s *Snapshot) *Live {
	l := &Live{index: search.NewLive(s.index)}
	l.now.Store(s)
	return l
}

// Snapshot is the current one.
func (l *Live) Snapshot() *Snapshot { return l.now.Load() }

// Patch writes changes and gives the snapshot that has them.
func (l *Live) Patch(changes []model.Change) *Snapshot {
	l.mu.Lock()
	defer l.mu.Unlock()
	next, p := l.now.Load().patch(changes)
	next.index = l.index.Patch(p.forSearch())
	l.now.Store(next)
	return next
}

// ReplaceRanking puts a snapshot built anew in place of the current one, as after an import of many rows, and keeps the
// search index.
func (l *Live) ReplaceRanking(s *Snapshot) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := *s
	next.index = l.index.Index()
	l.now.Store(&next)
}

// ReplaceIndex puts a search index built anew in place of the current one. Changes made while it was built are applied
// to it; the rest of the snapshot may have them already.
func (l *Live) ReplaceIndex(index *search.Index, changes []model.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := *l.now.Load()
	next.index = index
	l.now.Store(next.Patch(changes))
	l.index.Replace(l.now.Load().index)
}

// Close waits for the background work and ends it. Snapshots that were taken remain valid.
func (l *Live) Close() { l.index.Close() }
