package matching

import (
	"testing"
	"unsafe"
)

// What ranking costs, in numbers that are the same on every machine. A number that grows is a loss at a million
// workplaces: a change that needs it raises it here and says why. Times are compared by .ci/bench.

// TestWorkersWriteApart: what one worker writes at every workplace is never in a cache line of the next.
func TestWorkersWriteApart(t *testing.T) {
	parts := make([]worker, 2)
	end := max(uintptr(unsafe.Pointer(&parts[0].tally))+unsafe.Sizeof(tally{}),
		uintptr(unsafe.Pointer(&parts[0].option))+unsafe.Sizeof(option{}))
	begin := min(uintptr(unsafe.Pointer(&parts[1].tally)), uintptr(unsafe.Pointer(&parts[1].option)))
	if got, want := begin-end, uintptr(lineGap); got < want {
		t.Errorf("bytes between two workers: got %d, want at least %d", got, want)
	}
}
