package register

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"jobspor/model"
)

// standIn answers like a register on this computer.
func standIn(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL
}

// TestAsksOnlyForTheNumber holds what leaves the computer, for both shapes.
func TestAsksOnlyForTheNumber(t *testing.T) {
	for _, c := range []struct{ shape, number, method, uri, body string }{
		{CVRAPI, "12345678", "GET", "/api?country=dk&vat=12345678", ""},
		{CVRAPI, "1000123456", "GET", "/api?country=dk&produ=1000123456", ""},
		{
			System, "12345678", "POST", "/api/virksomhed/_search",
			`{"query":{"term":{"Vrvirksomhed.cvrNummer":12345678}},"size":10}`,
		},
		{
			System, "1000123456", "POST", "/api/produktionsenhed/_search",
			`{"query":{"term":{"VrproduktionsEnhed.pNummer":1000123456}},"size":10}`,
		},
	} {
		url := standIn(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if r.Method != c.method || r.RequestURI != c.uri || string(body) != c.body {
				t.Errorf("got %s %s %s, want %s %s %s", r.Method, r.RequestURI, body, c.method, c.uri, c.body)
			}
			if got, want := r.UserAgent(), "jobspor - Prøve Kommune, tlf. 43 11 22 33"; got != want {
				t.Errorf("user agent: got %q, want %q", got, want)
			}
			user, password, _ := r.BasicAuth()
			if user != "bruger" || password != "kode:ord" {
				t.Errorf("credentials: got %q and %q, want those of the file", user, password)
			}
			if len(r.Cookies()) > 0 || r.Referer() != "" {
				t.Errorf("got cookies %v and referer %q, want none", r.Cookies(), r.Referer())
			}
			io.WriteString(w, "{}")
		})
		cfg := Config{
			URL: url + "/api", Shape: c.shape, Contact: "Prøve Kommune, tlf. 43 11 22 33", Secret: "bruger:kode:ord",
		}
		if got, err := Fetch(context.Background(), cfg, c.number); err != nil || string(got) != "{}" {
			t.Errorf("%s %s: got %q, %v", c.shape, c.number, got, err)
		}
	}
}

// TestAnswersThatAreNone gives each its error, with the host and never the secret.
func TestAnswersThatAreNone(t *testing.T) {
	other := standIn(t, func(http.ResponseWriter, *http.Request) { t.Error("another host was asked") })
	status := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) }
	}
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		key    string
		code   model.Code
	}{
		{"404", status(404), "err.register.none", model.NotFound},
		{"429", status(429), "err.register.many", model.Busy},
		{"401", status(401), "err.register.denied", model.Forbidden},
		{"403", status(403), "err.register.denied", model.Forbidden},
		{"500", status(500), "err.register.status", model.Internal},
		{"no content", status(204), "err.register.status", model.Internal},
		{
			"redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusFound) },
			"err.register.redirect", model.Forbidden,
		},
		{
			"circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x", http.StatusFound) },
			"err.register.redirect", model.Forbidden,
		},
		{
			"huge", func(w http.ResponseWriter, _ *http.Request) {
				for range MaxBytes>>10 + 1 {
					io.WriteString(w, strings.Repeat("x", 1<<10))
				}
			}, "err.register.large", model.Invalid,
		},
		{
			"broken", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "100")
				io.WriteString(w, "{")
			}, "err.register.reach", model.Internal,
		},
	} {
		cfg := Config{URL: standIn(t, c.answer), Secret: "bruger:kodeord"}
		_, err := Fetch(context.Background(), cfg, "12345678")
		e, ok := err.(*model.Error)
		if !ok || e.Key != c.key || e.Code != c.code || e.Args["host"] != cfg.Host() {
			t.Errorf("%s: got %#v, want %s", c.name, err, c.key)
		}
		if err != nil && strings.Contains(err.Error(), "kodeord") {
			t.Errorf("%s: the error has the password: %v", c.name, err)
		}
	}
}

// TestRedirectsOnTheSameHostAreFollowed, a few of them.
func TestRedirectsOnTheSameHostAreFollowed(t *testing.T) {
	url := standIn(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/new" {
			http.Redirect(w, r, "/new", http.StatusFound)
			return
		}
		io.WriteString(w, "here")
	})
	if got, err := Fetch(context.Background(), Config{URL: url}, "12345678"); err != nil || string(got) != "here" {
		t.Errorf("got %q, %v, want here", got, err)
	}
}

// TestNobodyAnswers, and a question that is stopped.
func TestNobodyAnswers(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []context.Context{context.Background(), ctx} {
		_, err := Fetch(c, Config{URL: s.URL}, "12345678")
		if e, ok := err.(*model.Error); !ok || e.Key != "err.register.reach" {
			t.Errorf("got %v, want err.register.reach", err)
		}
	}
}

// TestCheckURL takes TLS, and without it only this computer.
func TestCheckURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://register.example/api": "", "http://127.0.0.1:8080/api": "", "http://localhost:1/": "",
		"http://[::1]:8080": "", "http://register.example/api": "err.register.https",
		"http://127.0.0.1.example/": "err.register.https", "http://localhost.example": "err.register.https",
		"ftp://register.example": "err.register.https", "register.example": "err.register.url", "": "err.register.url",
		"https://": "err.register.url", "https://bruger:kode@register.example": "err.register.inurl",
		"file:///etc/passwd": "err.register.url", "://": "err.register.url",
	} {
		got := ""
		if e, ok := CheckURL(address).(*model.Error); ok {
			got = e.Key
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}
