package selftest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/cli"
)

// The passphrases of the trials' databases, which hold nothing that was ever true.
const (
	passphrase     = "blå cykel under den gamle bro"
	nextPassphrase = "grøn kajak over den nye havn"
)

// testDay is the clock of the trials.
func testDay() time.Time { return time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC) }

// writes writes a text into a file.
func writes(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// world makes a program with a small database: invented companies and citizens with goals and contacts.
func (t *trial) world(ctx context.Context, name string) (*program, error) {
	p := &program{exe: t.exe, dir: filepath.Join(t.dir, name), as: []string{"--as", "LH"}}
	if err := p.make(); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, p.db(), store.Options{Create: true, Passphrase: []byte(passphrase), Params: crypt.Cheap,
		Now: testDay})
	if err != nil {
		return nil, err
	}
	for _, changes := range worldRows() {
		if err == nil {
			_, err = s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test", Changes: changes})
		}
	}
	return p, errors.Join(err, s.Close())
}

// worldRows are the change sets of a small world.
func worldRows() [][]model.Change {
	first := []model.Change{
		model.Add(&model.Consultant{Head: model.Head{ID: "k1"}, Name: "Lis Hansen", Initials: "LH"})}
	var more []model.Change
	for i := range 30 {
		c := &model.Company{Head: model.Head{ID: model.NewID()}, Name: fmt.Sprintf("Firma %d", i), Postcode: "2635"}
		b := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: fmt.Sprintf("Fornavn%d", i),
			LastName: "Efternavn", Note: "en note om borgeren", Status: "closed", ClosedOn: model.NewDate(2020, 1, 1)}
		first = append(first, model.Add(c), model.Add(b))
		more = append(more, model.Add(&model.Goal{CitizenID: b.ID, Words: "noget med køkken"}),
			model.Add(&model.Contact{CompanyID: c.ID, CitizenID: b.ID, On: model.NewDate(2026, 11, 20), How: "call",
				Note: "ringede om en praktik"}))
	}
	return [][]model.Change{first, more}
}

// stateOf is a digest of what is in a database: the values of all rows, their references apart, and what the log says
// was changed. Two databases to which the same was done have the same one.
func stateOf(ctx context.Context, db *cli.Database) (string, error) {
	var rows []string
	for _, typ := range schema.Types() {
		err := db.Service.Store.Each(ctx, typ.Name, schema.Query{}, func(e model.Entity) error {
			text := typ.Name
			for _, f := range typ.Fields {
				if f.Kind != schema.Ref {
					text += "\x00" + f.Text(e)
				}
			}
			rows = append(rows, text)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	slices.Sort(rows)
	log, err := db.Service.Store.Log(ctx, schema.LogQuery{})
	if err != nil {
		return "", err
	}
	for i := len(log) - 1; i >= 0; i-- {
		switch log[i].Kind {
		case "change", "undo", "redo", "erase":
			rows = append(rows, log[i].Kind+" "+log[i].Action)
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(rows, "\n")))
	return hex.EncodeToString(sum[:]), nil
}

// copyLock is the folder that says who makes copies, always empty: when its program was killed, the next copy takes it
// over as soon as it is old.
const copyLock = ".jobspor-lock"

// leftovers are files that a program which ended should not have left.
func (p *program) leftovers() (out []string) {
	_ = filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		name := d.Name()
		if name == copyLock && os.Remove(path) == nil { // it is empty
			return nil
		}
		if strings.HasPrefix(name, paths.UnfinishedPrefix) || strings.HasSuffix(name, ".part") ||
			strings.HasSuffix(name, "-wal") || strings.HasSuffix(name, "-shm") || strings.HasSuffix(name, "-journal") ||
			strings.HasPrefix(path, filepath.Join(p.dir, "tmp")+string(os.PathSeparator)) {
			out = append(out, strings.TrimPrefix(path, p.dir))
		}
		return nil
	})
	return out
}
