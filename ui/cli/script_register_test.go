package cli_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// registerAnswers are what the stand-in of a register on this computer knows; the companies are invented.
var registerAnswers = map[string]string{
	"vat=13748136": `{"vat":13748136,"name":"Bageren ApS","address":"Vej 1","zipcode":2630,"city":"Taastrup",
		"industrycode":107110,"industrydesc":"Bagerier","productionunits":[
		{"pno":1003456789,"main":true,"name":"Bageren","address":"Vej 1","zipcode":2630,"city":"Taastrup",
		"phone":43112233,"industrycode":107110},
		{"pno":1003456790,"main":false,"name":"Bageren 2","address":"Vej 2","zipcode":2630,"city":"Taastrup",
		"industrycode":107110}]}`,
	"vat=24256790": `this is no answer`,
}

// register starts the stand-in; $REGISTER is its address. It gives P-numbers the answer of their company.
func register(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: register")
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.RawQuery
		if strings.Contains(query, "produ=1003456789") {
			query = "vat=13748136"
		}
		for known, answer := range registerAnswers {
			if strings.Contains(query, known) {
				io.WriteString(w, answer)
				return
			}
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	ts.Defer(s.Close)
	ts.Setenv("REGISTER", s.URL+"/api")
}
