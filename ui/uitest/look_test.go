package uitest

import (
	"os"
	"testing"

	"jobspor/data/demo"
	"jobspor/ui/lang"
)

// TestLook prints screens for the eye when LOOK is set to keys, separated by blanks.
func TestLook(t *testing.T) {
	if os.Getenv("LOOK") == "" {
		t.Skip("LOOK names no keys")
	}
	d := New(t, Options{World: demo.World(Today), W: atoi(os.Getenv("W"), 120), H: atoi(os.Getenv("H"), 36), Lang: lang.Code(os.Getenv("L"))})
	d.Sees("jobspor")
	for _, k := range splitKeys(os.Getenv("LOOK")) {
		if len(k) > 5 && k[:5] == "type:" {
			d.Type(k[5:])
			continue
		}
		if k != "-" {
			d.Press(k)
		}
	}
	t.Log("\n" + d.View())
}

func atoi(s string, other int) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	if n == 0 {
		return other
	}
	return n
}

func splitKeys(s string) (out []string) {
	word := ""
	for _, r := range s + " " {
		if r == ' ' {
			if word != "" {
				out = append(out, word)
			}
			word = ""
			continue
		}
		word += string(r)
	}
	return out
}
