package crypt

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"jobspor/model"
)

func TestRecoveryCodesAreReadAsTheyAreTyped(t *testing.T) {
	code := NewRecovery(7)
	printed := string(GroupRecovery(code))
	if len(printed) != 41 || strings.Count(printed, "-") != 6 {
		t.Fatalf("printed as %d characters", len(printed))
	}
	for name, typed := range map[string]string{
		"as printed": printed, "lower case": strings.ToLower(printed), "without lines": string(code),
		"with spaces":   strings.ReplaceAll(printed, "-", " "),
		"O for 0":       strings.ReplaceAll(printed, "0", "O"),
		"I or l for 1":  strings.Replace(strings.ReplaceAll(printed, "1", "I"), "I", "l", 1),
		"a space after": printed + " ",
	} {
		got, n, err := ReadRecovery([]byte(typed))
		if err != nil || n != 7 || !bytes.Equal(got, code) {
			t.Errorf("%s: got number %d, %v", name, n, err)
		}
	}
	for name, typed := range map[string]string{
		"nothing": "", "a passphrase": "blå cykel på Strandvej", "too short": string(code[:34]),
		"too long": string(code) + "0", "a letter that is none": strings.Replace(string(code), string(code[8]), "U", 1),
	} {
		if got, n, err := ReadRecovery([]byte(typed)); got != nil || n != 0 || err != nil {
			t.Errorf("%s: got %d letters, number %d, %v, want that it is no code", name, len(got), n, err)
		}
	}
}

// TestEveryTypingErrorIsTold changes every letter to every other, exchanges every two letters of a group and every two
// groups.
func TestEveryTypingErrorIsTold(t *testing.T) {
	told := func(code []byte) int {
		_, _, err := ReadRecovery(code)
		var e *model.Error
		if !errors.As(err, &e) {
			return 0
		}
		return e.Args["n"].(int)
	}
	for range 20 {
		code := NewRecovery(3)
		for i := range code {
			for _, c := range []byte(alphabet) {
				wrong := bytes.Clone(code)
				if wrong[i] = c; c != code[i] && told(wrong) != i/groupSize+1 {
					t.Fatalf("letter %d as %c: told as group %d", i, c, told(wrong))
				}
			}
			for j := i + 1; j < (i/groupSize+1)*groupSize; j++ {
				wrong := bytes.Clone(code)
				if wrong[i], wrong[j] = code[j], code[i]; code[i] != code[j] && told(wrong) == 0 {
					t.Fatalf("letters %d and %d exchanged: not told", i, j)
				}
			}
		}
		for a := range recoveryGroups {
			for b := range a {
				wrong := bytes.Clone(code)
				copy(wrong[a*groupSize:], code[b*groupSize:(b+1)*groupSize])
				copy(wrong[b*groupSize:], code[a*groupSize:(a+1)*groupSize])
				if told(wrong) == 0 {
					t.Fatalf("groups %d and %d exchanged: not told", a, b)
				}
			}
		}
	}
}

func TestRecoveryCodesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := string(NewRecovery(1))
		if seen[code] || code[0] != '1' {
			t.Fatal("a code came twice, or has another number")
		}
		seen[code] = true
	}
}

func FuzzReadRecovery(f *testing.F) {
	f.Add([]byte("hest på altan"))
	f.Add(GroupRecovery(NewRecovery(1)))
	f.Fuzz(func(t *testing.T, typed []byte) {
		code, n, err := ReadRecovery(typed)
		if err == nil && code != nil {
			again, m, err := ReadRecovery(GroupRecovery(code))
			if err != nil || m != n || !bytes.Equal(again, code) {
				t.Errorf("%q reads as a code that does not read as itself", typed)
			}
		}
	})
}
