// Package postgres opens a PostgreSQL database for package store, which several servers of a large municipality share.
//
// The statements of package store are the same for both engines. What PostgreSQL spells in another way is translated
// here, by the tables in translate.go; the schema is made of the one that the migrations make, by schema.go.
//
// It promises: one who writes holds the one advisory lock of the database, so that the order of the log is the order of
// the commits; one who reads in a transaction has one view of the rows; whoever connects over a network does so by TLS;
// no password is taken from an argument, nor does one stand in an error.
//
// What one municipality is assumed to ask of it: 50 consultants with 1,000 active citizens and 20,000 to 300,000
// workplaces save some ten times an hour each, which is one save in 7 seconds. Measured on two cores with the server
// beside the program, 100 consultants, 20,000 citizens and 300,000 workplaces (BenchmarkConsultants of ui/uitest,
// November 2026): a save takes 16 ms by its middle and 37 ms by its 95th percentile (3 and 13 ms in a file), a search 4
// and 27 ms, a match 14 and 30 ms; the program holds 246 MB. An import writes 13,000 workplaces a second (23,000 in a
// file).
package postgres

import (
	"context"
	"crypto/tls"
	"database/sql"
	"database/sql/driver"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/stdlib"

	"jobspor/model"
)

// lockKey is the number of the advisory lock that one who writes holds: "jobs".
const lockKey = 0x6a6f6273

// Channel is what those that wait for changes listen to.
const Channel = "jobspor"

const (
	connectTimeout = 5 * time.Second
	// Patience is how long a program waits for a server to answer that answered before: within this time a standby is
	// made the primary, as its administrator set it up.
	Patience = time.Minute
	tryEvery = 250 * time.Millisecond
	// lockTimeout is how long one who writes waits for another, as long as in a file.
	lockTimeout = 15 * time.Second
)

// Is reports whether the name of a database is the address of one on a PostgreSQL server rather than a path.
func Is(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Database is the address of a database, of one server or of several of which one takes what is written.
type Database struct {
	config  *pgx.ConnConfig
	name    string
	address string
}

// Parse reads an address such as postgres://jobspor@db1,db2/jobspor. What it does not say comes from the environment
// (PGPASSFILE, PGSSLROOTCERT and the others of libpq). An address with a password in it is refused, because others on
// the computer can read the arguments of a program, and so is one that reaches a server over a network without TLS.
func Parse(address string) (*Database, error) {
	u, err := url.Parse(address)
	if err != nil || !Is(address) {
		return nil, model.NewError(model.Invalid, "err.postgres.address", nil) // err quotes it, and perhaps a password
	}
	name := nameOf(u)
	if _, given := u.User.Password(); given || u.Query().Has("password") {
		return nil, model.NewError(model.Invalid, "err.postgres.password", model.Args{"path": name})
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, model.NewError(model.Invalid, "err.postgres.address", nil).WithCause(errText(name))
	}
	hosts := append([]*pgconn.FallbackConfig{{Host: config.Host, TLSConfig: config.TLSConfig}}, config.Fallbacks...)
	for _, h := range hosts {
		if !onThisMachine(h.Host) && !checked(h.TLSConfig) {
			return nil, model.NewError(model.Forbidden, "err.postgres.tls", model.Args{"host": h.Host})
		}
	}
	config.ConnectTimeout = connectTimeout
	config.RuntimeParams["application_name"] = "jobspor"
	config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite // the one that takes what is written
	// A query that is given up keeps its connection.
	config.BuildContextWatcherHandler = func(c *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: c, DeadlineDelay: connectTimeout}
	}
	return &Database{config, name, address}, nil
}

type errText string

func (e errText) Error() string { return "cannot parse the address of " + string(e) }

// nameOf is an address without what opens it.
func nameOf(u *url.URL) string { return "postgres://" + u.Host + u.Path }

// Name names the database, without user and password.
func (d *Database) Name() string { return d.name }

// Address is what Parse was given.
func (d *Database) Address() string { return d.address }

// onThisMachine reports whether a host is reached without a network.
func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return filepath.IsAbs(host) || strings.HasPrefix(host, "@") || host == "localhost" || ip != nil && ip.IsLoopback()
}

// checked reports whether a connection proves to whom it leads. What libpq calls "require" and less does not, unless
// there is a root certificate: then VerifyPeerCertificate or the standard library does.
func checked(c *tls.Config) bool {
	return c != nil && (!c.InsecureSkipVerify || c.VerifyPeerCertificate != nil || c.VerifyConnection != nil)
}

// Pool says what a pool of connections is for.
type Pool struct {
	Writes bool             // holds the lock in each transaction; else one sees one state of all rows
	Most   int              // connections
	Gate   func() error     // refuses new connections with its error; nil is always open
	Waits  func(waits bool) // is told while no server answers; nil gives up at once
}

// Open opens a pool. Nothing is connected before its first use.
func (d *Database) Open(p Pool) *sql.DB {
	config := d.config.Copy()
	if p.Writes {
		config.RuntimeParams["lock_timeout"] = strconv.FormatInt(lockTimeout.Milliseconds(), 10)
	} else {
		config.RuntimeParams["default_transaction_isolation"] = "repeatable read"
		// A session that reads by its own setting would be taken for a server that only reads.
		config.AfterConnect = func(ctx context.Context, c *pgconn.PgConn) error {
			return c.Exec(ctx, "SET default_transaction_read_only = on").Close()
		}
	}
	db := sql.OpenDB(&connector{stdlib.GetConnector(*config), p})
	db.SetMaxOpenConns(p.Most)
	db.SetMaxIdleConns(p.Most)
	return db
}

// Listen calls changed whenever somebody wrote, and after each connection, since what was missed is not told again. It
// ends with ctx.
func (d *Database) Listen(ctx context.Context, changed func()) {
	for wait := 100 * time.Millisecond; ctx.Err() == nil; wait = min(2*wait, connectTimeout) {
		if d.listen(ctx, changed) {
			wait = 100 * time.Millisecond
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// listen listens until the connection is lost, and reports whether there was one.
func (d *Database) listen(ctx context.Context, changed func()) bool {
	c, err := pgx.ConnectConfig(ctx, d.config.Copy())
	if err != nil {
		return false
	}
	defer c.Close(context.WithoutCancel(ctx))
	if _, err := c.Exec(ctx, "LISTEN "+Channel); err != nil {
		return false
	}
	for err == nil {
		changed()
		_, err = c.WaitForNotification(ctx)
	}
	return true
}

// connector opens connections that speak as package store does.
type connector struct {
	driver.Connector
	pool Pool
}

// Connect opens one connection, and waits for a server to answer.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	for until := time.Now().Add(Patience); ; {
		if c.pool.Gate != nil {
			if err := c.pool.Gate(); err != nil {
				return nil, err
			}
		}
		theirs, err := c.Connector.Connect(ctx)
		if err == nil {
			return &conn{Conn: theirs.(*stdlib.Conn), writes: c.pool.Writes}, nil
		}
		if !Lost(err) || c.pool.Waits == nil || time.Now().After(until) {
			return nil, err
		}
		c.pool.Waits(true)
		select {
		case <-ctx.Done():
		case <-time.After(tryEvery):
		}
		c.pool.Waits(false)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
}
