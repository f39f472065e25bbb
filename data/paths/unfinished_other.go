//go:build !linux

package paths

import (
	"errors"
	"os"
)

// createUnnamed makes a file without a name, which this system does not have.
func createUnnamed(string) (*os.File, func(string) (string, error), error) {
	return nil, nil, errors.ErrUnsupported
}
