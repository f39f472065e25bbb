package exporter

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
	"unicode"

	"jobspor/model"
)

// toEML writes the document's mail as RFC 5322 and MIME: its text as UTF-8 in quoted-printable, its attachments in
// base64. "X-Unsent: 1" makes mail programs open it as a draft; there is no From and no Date, which they fill in when
// it is sent. The same document gives the same file.
func toEML(w io.Writer, doc *model.Document) error {
	m := doc.Mail
	if m == nil {
		return model.NewError(model.Invalid, "err.export.mail", nil)
	}
	var b bytes.Buffer
	header := func(name, value string) {
		if value != "" {
			b.WriteString(strings.Replace(name+": "+value+"\r\n", ": \r\n", ":\r\n", 1))
		}
	}
	header("X-Unsent", "1")
	header("To", receiver(m))
	header("Subject", encodedWords(mime.QEncoding, oneLine(m.Subject)))
	header("MIME-Version", "1.0")
	if len(m.Attach) == 0 {
		header("Content-Type", "text/plain; charset=utf-8")
		header("Content-Transfer-Encoding", "quoted-printable")
		b.WriteString("\r\n")
		if err := quoted(&b, m.Text); err != nil {
			return err
		}
		_, err := w.Write(b.Bytes())
		return err
	}
	parts := multipart.NewWriter(&b)
	if err := parts.SetBoundary(boundary(m)); err != nil {
		return fmt.Errorf("set boundary: %w", err)
	}
	header("Content-Type", `multipart/mixed; boundary="`+parts.Boundary()+`"`)
	b.WriteString("\r\n")
	if err := mailParts(parts, m); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// mailParts writes the text and then each attachment.
func mailParts(parts *multipart.Writer, m *model.Mail) error {
	text, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type": {"text/plain; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"},
	})
	if err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	if err := quoted(text, m.Text); err != nil {
		return err
	}
	for _, a := range m.Attach {
		name := map[string]string{"name": fileName(a.Name)}
		part, err := parts.CreatePart(textproto.MIMEHeader{
			"Content-Type":              {mime.FormatMediaType(a.Type, name)},
			"Content-Transfer-Encoding": {"base64"},
			"Content-Disposition": {
				mime.FormatMediaType("attachment", map[string]string{"filename": name["name"]}),
			},
		})
		if err != nil {
			return fmt.Errorf("write attachment: %w", err)
		}
		code := base64.StdEncoding.EncodeToString(a.Data)
		for len(code) > 0 {
			n := min(len(code), 76)
			if _, err := io.WriteString(part, code[:n]+"\r\n"); err != nil {
				return fmt.Errorf("write attachment: %w", err)
			}
			code = code[n:]
		}
	}
	if err := parts.Close(); err != nil {
		return fmt.Errorf("end mail: %w", err)
	}
	return nil
}

// quoted writes a text with its lines ended as mail has them.
func quoted(w io.Writer, text string) error {
	q := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(q, strings.ReplaceAll(clean(text), "\n", "\r\n")+"\r\n"); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	if err := q.Close(); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

// receiver is the address with the name before it. An address with signs of its own is left to the reader to fill in.
func receiver(m *model.Mail) string {
	addr := strings.TrimSpace(oneLine(m.To))
	if addr == "" || strings.ContainsAny(addr, "<>,;:\"()[]\\ ") || strings.Count(addr, "@") != 1 ||
		strings.ContainsFunc(addr, func(r rune) bool { return r > unicode.MaxASCII }) {
		return ""
	}
	name := strings.TrimSpace(oneLine(m.Name))
	switch word := encodedWords(mime.BEncoding, name); { // in this encoding no sign of a name has a meaning
	case name == "":
		return addr
	case word != name:
		return word + "\r\n <" + addr + ">"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `" <` + addr + ">"
}

// encodedWords writes a header's text in ASCII, each encoded word on a line of its own.
func encodedWords(code mime.WordEncoder, s string) string {
	word := code.Encode("utf-8", s)
	if word == s {
		return s
	}
	return "\r\n " + strings.ReplaceAll(word, "?= =?", "?=\r\n =?")
}

// boundary parts the pieces of a mail. It is made of the mail, so that the same mail gives the same file; neither
// encoding can hold a line that begins with it.
func boundary(m *model.Mail) string {
	id := m.Subject + "\x00" + m.Text
	for _, a := range m.Attach {
		id += "\x00" + a.Name
	}
	return "=_" + strings.TrimSuffix(uid(id), "@jobspor")
}

// fileName is a name that any mail program saves under.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, oneLine(s))
}

// mailText writes a mail as it is read: who it is to, what it is about, what comes along, and its text.
func mailText(w io.Writer, doc *model.Document) error {
	var b strings.Builder
	for _, s := range doc.Sections {
		for _, f := range s.Facts {
			if f.Value != "" {
				fmt.Fprintf(&b, "%s: %s\n", oneLine(f.Label), oneLine(f.Value))
			}
		}
	}
	_, err := io.WriteString(w, b.String()+"\n"+clean(doc.Mail.Text)+"\n")
	return err
}
