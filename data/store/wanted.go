package store

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"jobspor/data/store/sqlite"
	"jobspor/model"
)

// wantedSum is the digest of what the migrations make, so that opening a database does not have to make it; a test
// keeps it.
//
//go:embed migrations/schema.sum
var wantedSum string

// wantedSchema is what the migrations make, read once.
var wantedSchema = sync.OnceValues(func() (map[string]string, error) { return schemaAfter(migrations()) })

// schemaAfter is what some migrations make.
func schemaAfter(steps []migration) (out map[string]string, err error) {
	err = inMemory(steps, func(ctx context.Context, db querier) (err error) {
		out, err = sqlite.Objects(ctx, db)
		return err
	})
	return out, err
}

// inMemory has some migrations make a database in memory, to read what they make.
func inMemory(steps []migration, read func(context.Context, querier) error) error {
	ctx := context.Background()
	db, err := sqlite.Memory()
	if err != nil {
		return err
	}
	defer db.Close()
	for _, m := range steps {
		if _, err := db.ExecContext(ctx, m.sql); err != nil {
			return err
		}
	}
	return read(ctx, db)
}

// schemaSum is the digest of a schema.
func schemaSum(of map[string]string) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(of)) {
		h.Write([]byte(name + "\x00" + of[name] + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// verifySchema compares tables, views, triggers and indexes with those that the migrations make, and names the rows
// beside the data that the program does not write.
func verifySchema(ctx context.Context, db querier) (found []Finding, err error) {
	if found, err = plantedBeside(ctx, db, besideRows); err != nil {
		return nil, err
	}
	there, err := sqlite.Objects(ctx, db)
	if err != nil || schemaSum(there) == strings.TrimSpace(wantedSum) {
		return found, err
	}
	want, err := wantedSchema()
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if want[name] != there[name] {
			found = append(found, Finding{Kind: SchemaAdded, Type: name})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := there[name]; !ok {
			found = append(found, Finding{Kind: SchemaMissing, Type: name})
		}
	}
	return found, nil
}

// besideRows selects the rows that stand beside the data: what the file says of itself, and the table whose rows are
// counted.
const besideRows = `SELECT 'meta ' || "key", "value" FROM "meta"
	UNION ALL SELECT 'sqlite_sequence ' || "name", "rowid" FROM "sqlite_sequence" ORDER BY 1, 2`

// plantedBeside names the ones that no version of the program writes.
func plantedBeside(ctx context.Context, db querier, query string) (found []Finding, err error) {
	made := map[string]string{}
	for _, m := range migrations() {
		made["meta migration."+m.name] = m.sum
	}
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	last := ""
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, err
		}
		key, isMeta := strings.CutPrefix(name, "meta ")
		sum, isMigration := made[name]
		ours := name == "sqlite_sequence log" && name != last || isMigration && sum == value ||
			isMeta && (slices.Contains(metaKeys, key) || isWrap(key))
		if last = name; !ours {
			found = append(found, Finding{Kind: SchemaAdded, Type: name})
		}
	}
	return found, rows.Err()
}

// metaKeys are the rows of "meta", beside the migrations and the wrapped keys. Other digests cover what stands in them.
var metaKeys = []string{"made_at", "id", "auth", "head", "demo", mendText, mendDigests}

// plantedMend reports whether the mark to mend texts is not what the head was sealed over: a program that was stopped
// before it mended them left a head that covers it.
func (s *Store) plantedMend(ctx context.Context, db rowQuerier) (bool, error) {
	pending, err := s.pending(ctx, db, mendText)
	if err != nil || !pending || s.auth == nil {
		return false, err
	}
	if older, err := s.pending(ctx, db, mendDigests); err != nil || older {
		return false, err
	}
	h, err := s.readHead(ctx, db)
	if errors.Is(err, errNoHead) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if h.Facts == nil { // of an earlier version, which bound no key to a schema
		return s.info.wraps.schema() > 0, nil
	}
	facts, err := s.factsDigest(ctx, db)
	return !slices.Equal(facts, h.Facts), err
}

// plantedDigests reports whether somebody else put the mark there to give digests to rows as they are, so that what was
// changed would be believed: where there are links or a head, or a wrapped key that only a version with digests made.
func (s *Store) plantedDigests(ctx context.Context, db rowQuerier) (made bool, err error) {
	pending, err := s.pending(ctx, db, mendDigests)
	if err != nil || !pending || s.info.wraps.schema() > 0 {
		return pending, err
	}
	err = db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM "meta" WHERE "key" = 'head')
		OR EXISTS (SELECT 1 FROM "log" WHERE "link" IS NOT NULL)`).Scan(&made)
	return made, err
}

// refuseKeyless refuses a database that says it is a demo, but has the links of a locked one, or was one when this
// machine saw it last.
func (s *Store) refuseKeyless(ctx context.Context) error {
	if s.key != nil {
		return nil
	}
	now, err := stateOf(ctx, s.readers)
	if err != nil {
		return err
	}
	var saw *known
	if id, err := idOf(ctx, s.readers); err == nil && model.IsID(id) && s.opt.StateDir != "" {
		saw, _ = readKnown(s.opt.StateDir, id)
	}
	if now.Link != nil || saw != nil {
		return keyless(s.path)
	}
	return nil
}

// refusePlanted refuses to open a database with a table, view, trigger or index that the migrations do not make so: it
// could run while the program writes, or stand between it and its rows. What is only missing is told by Check.
func refusePlanted(ctx context.Context, e engine, db querier) error {
	found, err := e.planted(ctx, db)
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Kind == SchemaAdded {
			return errPlanted(e.name(), f.Type)
		}
	}
	return nil
}

// refusePlantedMend refuses a mark to mend something that somebody planted.
func (s *Store) refusePlantedMend(ctx context.Context) error {
	for mark, isPlanted := range map[string]func(context.Context, rowQuerier) (bool, error){
		mendText: s.plantedMend, mendDigests: s.plantedDigests,
	} {
		planted, err := isPlanted(ctx, s.readers)
		if planted {
			err = errPlanted(s.path, "meta "+mark)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// errPlanted is the error of something that the program did not put into the file.
func errPlanted(path, what string) error {
	return model.NewError(model.Unsupported, "err.store.planted", model.Args{"path": path, "type": what})
}
