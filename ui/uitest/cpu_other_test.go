//go:build !unix

package uitest

import "time"

// processTime is not known here.
func processTime() time.Duration { return 0 }
