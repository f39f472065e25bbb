package service

import (
	"context"

	"jobspor/model"
)

// The settings of the business register: where it is asked, in which shape, who asks, and a file with the credentials.
const (
	RegisterURL     = "register.url"
	RegisterShape   = "register.shape"
	RegisterContact = "register.contact"
	RegisterSecret  = "register.credentials"
)

// Register asks a business register for one company.
type Register interface {
	// CheckURL refuses an address that cannot be asked safely.
	CheckURL(address string) error
	// CheckSecret refuses a file of credentials that others can read, or that holds none.
	CheckSecret(path string) error
	// Host is where a question goes.
	Host(q RegisterQuestion) string
	// Fetch returns the answer as it came; only the number leaves, with who asks and the credentials.
	Fetch(ctx context.Context, q RegisterQuestion) ([]byte, error)
	// Plan returns what importing an answer would change; name is for messages.
	Plan(ctx context.Context, name string, answer []byte, o ImportOptions) (ImportPlan, error)
}

// RegisterQuestion is a question to a register.
type RegisterQuestion struct {
	Number     string // a CVR number or a P-number, digits only
	URL        string
	Shape      string // "cvrapi" or "system"
	Contact    string
	SecretFile string // path of a file with "user:password" that only its owner can read; "" for none
}

// RegisterQuestion makes the question for a number from the settings. It is refused in a demo database, whose companies
// are invented, and where no register is set.
func (d *Session) RegisterQuestion(ctx context.Context, number string) (RegisterQuestion, error) {
	q := RegisterQuestion{Number: number}
	if d.Demo {
		return q, model.NewError(model.Forbidden, "err.register.demo", nil)
	}
	values, err := Settings(ctx, d.Store)
	if err != nil {
		return q, err
	}
	for key, to := range map[string]*string{
		RegisterURL: &q.URL, RegisterShape: &q.Shape, RegisterContact: &q.Contact, RegisterSecret: &q.SecretFile,
	} {
		if s := values[key]; s != nil {
			*to = s.Value
		}
	}
	if q.URL == "" {
		return q, model.NewError(model.Unsupported, "err.register.off", nil)
	}
	return q, nil
}
