package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"jobspor/model"
)

// codes maps PostgreSQL's codes to what a person can do about them: a whole code, or the class of its first two
// letters.
var codes = map[string]struct {
	code model.Code
	key  string
}{
	"08":    {model.Busy, "err.postgres.lost"},
	"23505": {model.Conflict, "err.store.conflict"},
	"25006": {model.Busy, "err.postgres.standby"},
	"28":    {model.Forbidden, "err.postgres.login"},
	"3D000": {model.NotFound, "err.postgres.missing"},
	"42501": {model.Forbidden, "err.postgres.rights"},
	"53100": {model.Internal, "err.postgres.full"},
	"53":    {model.Busy, "err.postgres.busy"},
	"55P03": {model.Busy, "err.store.busy"},
	"57014": {model.Cancelled, "err.cancelled"},
	"57P":   {model.Busy, "err.postgres.lost"},
	"XX":    {model.Internal, "err.postgres.broken"},
}

// Explain gives an error of the server, or of the way to it, as one that can be shown; nil for any other.
func Explain(name string, err error) *model.Error {
	args := model.Args{"path": name}
	var theirs *pgconn.PgError
	if errors.As(err, &theirs) {
		for n := len(theirs.Code); n >= 2; n-- {
			if f, ok := codes[theirs.Code[:n]]; ok {
				return model.NewError(f.code, f.key, args).WithCause(withoutValues(theirs))
			}
		}
		return model.NewError(model.Internal, "err.store.fault", args).WithCause(withoutValues(theirs))
	}
	if Lost(err) {
		return model.NewError(model.Busy, "err.postgres.lost", args).WithCause(errLost)
	}
	return nil
}

// withoutValues is an error of the server without what it quotes of rows and statements.
func withoutValues(theirs *pgconn.PgError) error {
	return fmt.Errorf("SQLSTATE %s in %s %s.%s", theirs.Code, theirs.Routine, theirs.TableName, theirs.ColumnName)
}

// errLost is the cause that is shown: what the driver says may name users and addresses.
var errLost = errors.New("no connection")

// Lost reports whether the server could not be reached, or the connection to it broke.
func Lost(err error) bool {
	var shown *model.Error
	if errors.As(err, &shown) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var theirs *pgconn.PgError
	if errors.As(err, &theirs) {
		return strings.HasPrefix(theirs.Code, "08") || strings.HasPrefix(theirs.Code, "57P") || theirs.Code == "25006"
	}
	var connect *pgconn.ConnectError
	var network net.Error
	for _, end := range []error{net.ErrClosed, io.EOF, io.ErrUnexpectedEOF, driver.ErrBadConn} {
		if errors.Is(err, end) {
			return true
		}
	}
	return errors.As(err, &connect) || errors.As(err, &network) || err != nil && err.Error() == "conn closed"
}

// IsDuplicate reports whether a row with that ID, or number, already exists.
func IsDuplicate(err error) bool {
	var theirs *pgconn.PgError
	return errors.As(err, &theirs) && theirs.Code == "23505"
}
