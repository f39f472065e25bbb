package exporter

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// This file makes the text of a PDF readable for programs: a table tells which letters a glyph stands for. The library
// writes the same table for all fonts, which maps each code to itself in one range. That is wrong for the joined forms
// of Arabic letters, and readers that keep to the standard take no range of more than 256 codes. So the table is
// replaced, and the file's index of positions (xref) is corrected.

// identityMap is what the library writes in the table.
const identityMap = "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n"

var errPDFShape = errors.New("the PDF has another shape than expected")

// mapLetters tells in a PDF which letters the glyphs stand for; used are all of the document, sorted.
func mapLetters(pdf []byte, used []rune) ([]byte, error) {
	const lengthKey = "<</Length "
	letters := letterMap(used)
	var out bytes.Buffer
	var moves []move
	done := 0
	for {
		i := bytes.Index(pdf[done:], []byte(identityMap))
		if i < 0 {
			break
		}
		i += done
		size := bytes.LastIndex(pdf[:i], []byte(lengthKey)) + len(lengthKey)
		var n int
		if _, err := fmt.Sscanf(string(pdf[size:i]), "%d", &n); size < done || err != nil {
			return nil, errPDFShape
		}
		number := strconv.Itoa(n)
		out.Write(pdf[done:size])
		out.WriteString(strconv.Itoa(n + len(letters) - len(identityMap)))
		out.Write(pdf[size+len(number) : i])
		out.WriteString(letters)
		done = i + len(identityMap)
		moves = append(moves, move{done, out.Len() - done})
	}
	out.Write(pdf[done:])
	return reindex(out.Bytes(), moves)
}

// move says that what stood at a position or after it now stands so many bytes later.
type move struct{ from, by int }

// letterMap maps every code to its letter, a joined form to the one or two letters that it stands for.
func letterMap(used []rune) string {
	var out strings.Builder
	for chunk := range slices.Chunk(used, 100) { // the most that a block may have
		fmt.Fprintf(&out, "%d beginbfchar\n", len(chunk))
		for _, r := range chunk {
			letters := string(r)
			if isJoinedForm(r) { // in the order of the page, as all other letters of the line
				letters = bidi.ReverseString(norm.NFKC.String(letters))
			}
			fmt.Fprintf(&out, "<%04X> <", r)
			for _, letter := range letters {
				fmt.Fprintf(&out, "%04X", letter)
			}
			out.WriteString(">\n")
		}
		out.WriteString("endbfchar\n")
	}
	return out.String()
}

// isJoinedForm reports whether a character is the form of an Arabic letter that depends on its neighbours.
func isJoinedForm(r rune) bool { return r >= 0xfb50 && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc }

// reindex corrects the positions of a PDF's objects after moves.
func reindex(pdf []byte, moves []move) ([]byte, error) {
	table := bytes.LastIndex(pdf, []byte("\nxref\n")) + 1
	trailer := bytes.LastIndex(pdf, []byte("\ntrailer\n")) + 1
	start := bytes.LastIndex(pdf, []byte("\nstartxref\n")) + 1
	if table == 0 || trailer < table || start < trailer {
		return nil, errPDFShape
	}
	lines := strings.SplitAfter(string(pdf[table:trailer]), "\n")
	const used = " 00000 n "
	for i, line := range lines {
		position, ok := strings.CutSuffix(strings.TrimRight(line, "\n"), used)
		if !ok {
			continue
		}
		at, err := strconv.Atoi(position)
		if err != nil {
			return nil, errPDFShape
		}
		by := 0
		for _, m := range moves {
			if at >= m.from {
				by = m.by
			}
		}
		lines[i] = fmt.Sprintf("%010d%s\n", at+by, used)
	}
	out := bytes.NewBuffer(slices.Clone(pdf[:table]))
	out.WriteString(strings.Join(lines, ""))
	out.Write(pdf[trailer:start])
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", table)
	return out.Bytes(), nil
}
