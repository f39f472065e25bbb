// Command rows writes companies that do not exist as a file to import: name, CVR, address, industry and employees.
//
//	go run ./.ci/rows 300000 companies > companies.csv
//	go run ./.ci/rows 300000 tasks > tasks.csv          the tasks that every twentieth of them has
//
// The same number always gives the same rows.
package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strconv"

	"jobspor/matching/search/measure"
)

// banked is how many companies there are for one whose tasks are known.
const banked = 20

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "rows:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: rows NUMBER companies|tasks")
	}
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	w := csv.NewWriter(out)
	w.Comma = ';'
	head, rowsOf := []string{"navn", "cvr", "vej", "postnr", "by", "branchekode", "branchetekst", "ansatte"}, companyRow
	if args[1] == "tasks" {
		head, rowsOf = []string{"cvr", "opgave"}, taskRows
	}
	if err := w.Write(head); err != nil {
		return err
	}
	i := 0
	for c := range measure.Companies(n, 1) {
		for _, row := range rowsOf(i, c) {
			if err := w.Write(row); err != nil {
				return err
			}
		}
		i++
	}
	w.Flush()
	return errors.Join(w.Error(), out.Flush())
}

func companyRow(i int, c measure.Company) [][]string {
	return [][]string{{c.Name, c.CVR, fmt.Sprintf("Industrivej %d", 1+i%97), c.Postcode, c.Town, c.Division + "0000",
		c.Industry, strconv.Itoa(c.Employees)}}
}

func taskRows(i int, c measure.Company) (rows [][]string) {
	if i%banked == 0 {
		for _, t := range c.Tasks {
			rows = append(rows, []string{c.CVR, t})
		}
	}
	return rows
}
