package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"jobspor/data/store"
	"jobspor/model"
)

// A copy that an erasure cannot reach, because it is of an earlier version or has another key, gets a day at which it
// goes, whatever Retention says; that day stands in a file beside it. It is removed when a copy is next looked for or
// made from then on, also when it is the newest: what was erased goes before what could be brought back.

// goesEnd ends the name of that file.
const goesEnd = ".goes"

// Goes is the day at which a copy goes that an erasure of today does not reach: after the weeks for which Retention
// retains copies.
func (s Dir) Goes(today model.Date) model.Date { return today.Add(7 * s.retention().Weeks) }

// Retire writes down at which day a copy goes. An earlier one that stands there stays, and is what it gives.
func (s Dir) Retire(path string, on model.Date) (model.Date, error) {
	day, err := goes(path, s.Name)
	if err != nil || day != 0 && day <= on {
		return day, err
	}
	if err := os.WriteFile(path+goesEnd, []byte(on.String()+"  "+s.Name+"\n"), 0o600); err != nil {
		return 0, folderError(path, err)
	}
	return on, nil
}

// goes reads at which day a copy of a database goes, 0 for none.
func goes(path, name string) (model.Date, error) {
	text, err := os.ReadFile(path + goesEnd)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, folderError(path, err)
	}
	day, of, _ := strings.Cut(strings.TrimSpace(string(text)), "  ")
	if of != name {
		return 0, nil // the copy of another database in the same folder
	}
	on, err := model.ParseDate(day, 0)
	if err != nil {
		return 0, nil // not written by this package
	}
	return on, nil
}

// RemoveRetired removes the copies whose day has come, in the folder and beside the database, and gives how many.
func (s Dir) RemoveRetired(db *store.Store) (n int, err error) {
	today := model.DateOf(db.Clock().In(db.Now().Location()))
	var errs []error
	for _, dir := range []string{s.Path, filepath.Dir(db.Path())} {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, folderError(filepath.Join(dir, "x"), err))
		}
		for _, e := range entries {
			name, marked := strings.CutSuffix(e.Name(), goesEnd)
			path := filepath.Join(dir, name)
			if !marked || path == db.Path() {
				continue
			}
			on, err := goes(path, s.Name)
			if err == nil && on != 0 && on <= today {
				if _, missing := os.Lstat(path); missing == nil {
					n++
				}
				err = Remove(path)
			}
			errs = append(errs, err)
		}
	}
	return n, errors.Join(errs...)
}

// Remove removes a copy with what stands beside it.
func Remove(path string) error {
	for _, end := range append([]string{""}, sides...) { // the day that it goes last: until then it is tried again
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return folderError(path, err)
		}
	}
	return nil
}
