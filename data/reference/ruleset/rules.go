// Package ruleset gives the dated rules that placements are judged by: the built-in set, and those of a municipality's own
// file in the same format.
//
// It promises: a file is taken whole or not at all; whatever is wrong with it is told with line and reason. What the
// rules mean is the business of package model/rules. The package keeps no state: a set of rules never changes once made.
package ruleset

import (
	"bufio"
	_ "embed"
	"io"
	"strings"

	"jobspor/model/rules"
)

//go:embed lab.txt
var builtIn string

// File is the name of the built-in set.
const File = "lab.txt"

// Load gives the built-in rules. It reads them anew each time: call it once and keep them.
func Load() (*rules.Set, error) {
	r, err := Parse(strings.NewReader(builtIn), File)
	if err != nil {
		return nil, err
	}
	r.File = ""
	return r, nil
}

// Text is the built-in set as a file, with its remarks, to be copied and changed.
func Text() string { return builtIn }

// Format writes rules in the format of Parse; Parse gives the same ones back, but for File. Remarks are not kept.
func Format(w io.Writer, r *rules.Set) error {
	b := bufio.NewWriter(w)
	if r.Edition != "" {
		b.WriteString("edition: " + r.Edition + "\n")
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		b.WriteString("\n[" + row.Key + "]\n")
		for _, l := range lines(row) {
			if l[1] != "" {
				b.WriteString(l[0] + ": " + l[1] + "\n")
			}
		}
	}
	return b.Flush() // keeps the first error of all writes
}

// lines are the lines of a row below its heading, those without anything among them.
func lines(r *rules.Rule) [][2]string {
	known := ""
	if r.Unknown {
		known = "no"
	}
	out := [][2]string{{"kind", r.Kind}, {"group", strings.Join(r.Groups, ", ")}, {"instrument", strings.Join(r.Instruments, ", ")},
		{"rate", strings.Join(r.Rates, ", ")}, {"valid_from", r.From.String()}, {"valid_to", r.To.String()}, {"known", known},
		{"source", r.Source}, {"link", r.Link}, {"confidence", r.Confidence}}
	kind, _ := rules.KindNamed(r.Kind)
	for _, v := range kind.Values {
		if n, ok := r.Values[v.Name]; ok {
			out = append(out, [2]string{v.Name, v.Text(n)})
		}
	}
	return append(out, [2]string{"da", r.Danish}, [2]string{"en", r.English}, [2]string{"also", strings.Join(r.Also, ", ")})
}
