//go:build !linux

package crypt

import "errors"

// CountInMemory is not known here.
func CountInMemory(...Inverted) ([]int, error) { return nil, errors.ErrUnsupported }
