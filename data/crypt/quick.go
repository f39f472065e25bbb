//go:build quickpassphrases

package crypt

// A program built with this tag is for tests that start it hundreds of times: a guess costs next to nothing.
func init() { Default, Least = Cheap, Cheap }
