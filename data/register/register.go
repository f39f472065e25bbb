// Package register asks a business register for one company: the only package that uses a network.
//
// It promises: it asks only the address that the user has set, sends nothing but the number, the credentials and who is
// asking; it asks without TLS only on this computer, follows no redirect to another host, and stops at a time and a
// size. It reads nothing of an answer: package importer does.
package register

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"jobspor/model"
)

const (
	// MaxBytes is the longest answer that is read.
	MaxBytes = 4 << 20
	// timeout is how long an answer may take.
	timeout = 20 * time.Second
	// maxRedirects are followed, on the same host.
	maxRedirects = 3
)

// The shapes of registers: that of cvrapi.dk, which is asked by an address, and that of the business register's
// system-to-system access, which is asked by a search.
const (
	CVRAPI = "cvrapi"
	System = "system"
)

// Config says where to ask, and as whom.
type Config struct {
	URL     string
	Shape   string // CVRAPI or System
	Contact string // who is asking, as the register wants to know
	Secret  string // "user:password", "" for none
}

// Host is where the questions go.
func (c Config) Host() string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// CheckURL refuses an address that cannot be asked safely.
func CheckURL(address string) error {
	u, err := url.Parse(address)
	fail := func(key string) error { return model.NewError(model.Invalid, key, nil) }
	switch {
	case err != nil || u.Host == "" || u.Opaque != "":
		return fail("err.register.url")
	case u.User != nil:
		return fail("err.register.inurl")
	case u.Scheme != "https" && !(u.Scheme == "http" && local(u.Hostname())):
		return fail("err.register.https")
	}
	return nil
}

// local reports whether a host is this computer.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Fetch asks for a CVR number of eight digits, or a P-number of ten, and returns the answer as it came.
//
// Errors are model.Error with the host: "err.register.none" (NotFound), "err.register.many" (Busy: asked too often),
// "err.register.denied", "err.register.redirect", "err.register.large", "err.register.status", "err.register.reach".
func Fetch(ctx context.Context, c Config, number string) ([]byte, error) {
	if err := CheckURL(c.URL); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := c.request(ctx, number)
	if err != nil {
		return nil, c.fail(model.Invalid, "err.register.url", err)
	}
	res, err := c.client().Do(req)
	if err != nil {
		var known *model.Error
		if errors.As(err, &known) {
			return nil, known
		}
		return nil, c.fail(model.Internal, "err.register.reach", err)
	}
	defer res.Body.Close()
	if err := c.judge(res); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, MaxBytes+1))
	switch {
	case err != nil:
		return nil, c.fail(model.Internal, "err.register.reach", err)
	case len(body) > MaxBytes:
		return nil, c.fail(model.Invalid, "err.register.large", nil)
	}
	return body, nil
}

func (c Config) fail(code model.Code, key string, cause error) *model.Error {
	return model.NewError(code, key, model.Args{"host": c.Host(), "max": MaxBytes >> 20}).WithCause(cause)
}

// judge reads the status of an answer.
func (c Config) judge(res *http.Response) error {
	switch res.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusNotFound:
		return c.fail(model.NotFound, "err.register.none", nil)
	case http.StatusTooManyRequests:
		return c.fail(model.Busy, "err.register.many", nil)
	case http.StatusUnauthorized, http.StatusForbidden:
		return c.fail(model.Forbidden, "err.register.denied", nil)
	}
	e := c.fail(model.Internal, "err.register.status", nil)
	e.Args["status"] = res.StatusCode
	return e
}

// client follows redirects only where they lead to the same host over the same protocol.
func (c Config) client() *http.Client {
	return &http.Client{
		Timeout: timeout,
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			first := via[0].URL
			if req.URL.Host != first.Host || req.URL.Scheme != first.Scheme || len(via) > maxRedirects {
				e := c.fail(model.Forbidden, "err.register.redirect", nil)
				e.Args["other"] = model.Clip(req.URL.Host)
				return e
			}
			return nil
		},
	}
}

// request makes the question.
func (c Config) request(ctx context.Context, number string) (*http.Request, error) {
	u, err := url.Parse(c.URL)
	if err != nil {
		return nil, fmt.Errorf("read address: %w", err)
	}
	method, body := http.MethodGet, io.Reader(nil)
	if c.Shape == System {
		kind, field := "virksomhed", "Vrvirksomhed.cvrNummer"
		if len(number) == 10 {
			kind, field = "produktionsenhed", "VrproduktionsEnhed.pNummer"
		}
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read number: %w", err)
		}
		search := map[string]any{"query": map[string]any{"term": map[string]any{field: n}}, "size": 10}
		question, err := json.Marshal(search)
		if err != nil {
			return nil, fmt.Errorf("write search: %w", err)
		}
		u.Path = strings.TrimSuffix(u.Path, "/") + "/" + kind + "/_search"
		method, body = http.MethodPost, bytes.NewReader(question)
	} else {
		q := u.Query()
		q.Set(map[bool]string{true: "produ", false: "vat"}[len(number) == 10], number)
		q.Set("country", "dk")
		u.RawQuery = q.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", strings.TrimSuffix("jobspor - "+c.Contact, " - "))
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if user, password, ok := strings.Cut(c.Secret, ":"); ok {
		req.SetBasicAuth(user, password)
	}
	return req, nil
}
