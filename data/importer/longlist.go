package importer

// longList is a list of rows. It grows without being copied, which a slice of 300,000 rows is twenty times.
type longList[T any] struct {
	chunks [][]T
	n      int
}

const chunkRows = 1 << 12

func (l *longList[T]) add(v T) {
	if l.n%chunkRows == 0 {
		l.chunks = append(l.chunks, make([]T, 0, chunkRows))
	}
	last := &l.chunks[len(l.chunks)-1]
	*last = append(*last, v)
	l.n++
}

func (l *longList[T]) at(i int) *T { return &l.chunks[i/chunkRows][i%chunkRows] }
