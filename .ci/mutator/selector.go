package main

const (
	selectVariable = "MUTATE_SELECT"
	traceVariable  = "MUTATE_TRACE"
)

// selectorSource is added to the package. Package-level variables that call it are initialized after it.
const selectorSource = `package %s

import (
	mutantOS "os"
	mutantConv "strconv"
	mutantAtomic "sync/atomic"
)

var (
	mutantActive = func() int { n, _ := mutantConv.Atoi(mutantOS.Getenv("` + selectVariable + `")); return n }()
	mutantSeen   [%d]mutantAtomic.Bool
	mutantTrace  = func() *mutantOS.File {
		path := mutantOS.Getenv("` + traceVariable + `")
		if path == "" {
			return nil
		}
		f, err := mutantOS.OpenFile(path, mutantOS.O_APPEND|mutantOS.O_CREATE|mutantOS.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		return f
	}()
)

func mutantIs(id int) bool {
	if mutantTrace != nil {
		mutantReached(id)
	}
	return id == mutantActive
}

func mutantReached(id int) {
	if !mutantSeen[id].Swap(true) {
		_, _ = mutantTrace.Write([]byte{byte(id), byte(id >> 8), byte(id >> 16), byte(id >> 24)})
	}
}

type mutantNumeric interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 |
		~uintptr | ~float32 | ~float64
}

func mutantNumber[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return b
	}
	return a
}

func mutantAdd[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a - b
	}
	return a + b
}

func mutantSub[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a + b
	}
	return a - b
}

func mutantMul[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a / b
	}
	return a * b
}

func mutantQuo[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a * b
	}
	return a / b
}
`
