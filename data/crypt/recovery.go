package crypt

import (
	"bytes"
	"crypto/rand"

	"jobspor/model"
)

// A recovery code is a passphrase that the program draws and a person keeps on paper. It has seven groups of five
// letters and digits of Crockford's alphabet, which lacks those that look alike (I, L, O, U):
//
//   - the first letter is the number of the wrapped key that it opens, the other 27 before the check letters are random:
//     135 bits;
//   - the last of each group checks the group and its place. It tells every wrong letter, every exchange of two letters
//     and every exchange of two groups.
const (
	recoveryGroups = 7
	groupSize      = 5
	recoveryLength = recoveryGroups * groupSize
	alphabet       = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

// MaxRecovery is the highest number of a recovery code; the lowest is 1.
const MaxRecovery = len(alphabet) - 1

// NewRecovery draws a recovery code for the wrapped key of a number, in the form in which it is a passphrase.
func NewRecovery(number int) []byte {
	code := make([]byte, recoveryLength)
	_, _ = rand.Read(code)
	for i := range code {
		code[i] %= byte(len(alphabet)) // 256 is a multiple of 32: every letter is as likely
	}
	code[0] = byte(number)
	for g := range recoveryGroups {
		group := code[g*groupSize : (g+1)*groupSize]
		group[groupSize-1] = checkLetter(g, group[:groupSize-1])
	}
	for i, c := range code {
		code[i] = alphabet[c]
	}
	return code
}

// GroupRecovery writes a recovery code in groups, as it is printed.
func GroupRecovery(code []byte) []byte {
	out := make([]byte, 0, recoveryLength+recoveryGroups)
	for g := range recoveryGroups {
		if g > 0 {
			out = append(out, '-')
		}
		out = append(out, code[g*groupSize:(g+1)*groupSize]...)
	}
	return out
}

// ReadRecovery reads what was typed as a recovery code: in any case, with or without the lines between the groups, and
// with O for 0 and I or L for 1. It gives the code as a passphrase and its number. What has the form of a code but a
// wrong letter gives an error that names the group; what has another form gives neither.
func ReadRecovery(typed []byte) (code []byte, number int, err error) {
	code = make([]byte, 0, recoveryLength)
	for _, c := range typed {
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		switch c {
		case ' ', '-':
			continue
		case 'O':
			c = '0'
		case 'I', 'L':
			c = '1'
		}
		if len(code) == recoveryLength || bytes.IndexByte([]byte(alphabet), c) < 0 {
			clear(code)
			return nil, 0, nil
		}
		code = append(code, c)
	}
	if len(code) != recoveryLength {
		clear(code)
		return nil, 0, nil
	}
	for g := range recoveryGroups {
		var group [groupSize]byte
		for i := range group {
			group[i] = byte(bytes.IndexByte([]byte(alphabet), code[g*groupSize+i]))
		}
		if g == 0 {
			number = int(group[0])
		}
		if group[groupSize-1] != checkLetter(g, group[:groupSize-1]) {
			clear(code)
			return nil, 0, model.NewError(model.Locked, "err.passphrase.recovery.group", model.Args{"n": g + 1})
		}
	}
	return code, number, nil
}

// checkLetter is a sum over the field of 32 elements (x⁵ + x² + 1), in which the place and each letter have a factor of
// their own.
func checkLetter(place int, letters []byte) byte {
	sum := byte(place)
	for _, c := range letters {
		if sum <<= 1; sum&32 != 0 {
			sum ^= 0b100101
		}
		sum ^= c
	}
	if sum <<= 1; sum&32 != 0 {
		sum ^= 0b100101
	}
	return sum
}
