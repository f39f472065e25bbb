//go:build quickpassphrases

package dump

// A program built with this tag is for tests that start it hundreds of times: a guess costs next to nothing.
func init() { workFactor = 10 }
