//go:build !unix

package figures

import (
	"time"
)

// processTime is not known here.
func processTime() time.Duration { return 0 }
