package bootstrap

import (
	"jobspor/data/reference/mail"
	"jobspor/model"
)

// mailSource provides the templates of mails.
type mailSource struct{}

func (mailSource) BuiltIn() ([]model.MailTemplate, error) { return mail.Load() }
func (mailSource) Text() string                           { return mail.Text() }
func (mailSource) Parse(name, text string) ([]model.MailTemplate, error) {
	return mail.Parse(name, text)
}
