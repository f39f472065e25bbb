package exporter

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"

	"jobspor/model"
)

// longLine needs soft line breaks, and ends in a letter of several octets.
var longLine = strings.Repeat("blåbærgrød på øen = æblegrød ", 20) + "å"

func aMail(attach ...model.Attachment) *model.Document {
	return &model.Document{Mail: &model.Mail{
		To: "asta@proeve.example", Name: "Asta Kjær, \"Åse\"",
		Subject: "Snusepraktik hos Brødbageriet på Ærø " + longLine,
		Text:    "Hej Åse\n\n" + longLine + "\n.\nFrom her", Attach: attach,
	}}
}

// TestEMLReadsBack reads the mail with the standard library: address, subject and text come back whole.
func TestEMLReadsBack(t *testing.T) {
	doc := aMail()
	var b bytes.Buffer
	if err := To(&b, doc, EML, Options{}); err != nil {
		t.Fatal(err)
	}
	checkLines(t, b.String())
	m, err := mail.ReadMessage(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Header.Get("X-Unsent"); got != "1" {
		t.Errorf("X-Unsent: got %q, want 1", got)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != doc.Mail.To || to[0].Name != doc.Mail.Name {
		t.Errorf("To: got %v (%v), want %s and %s", to, err, doc.Mail.Name, doc.Mail.To)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != doc.Mail.Subject {
		t.Errorf("Subject: got %q (%v), want %q", subject, err, doc.Mail.Subject)
	}
	checkText(t, m.Body, doc.Mail.Text)
}

func checkLines(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if !strings.HasSuffix(line, "\r\n") || len(line) > 80 {
			t.Errorf("line of %d octets, want at most 78 and a line end: %q", len(line), line)
		}
	}
}

func checkText(t *testing.T, r io.Reader, want string) {
	t.Helper()
	got, err := io.ReadAll(quotedprintable.NewReader(r))
	if text := strings.ReplaceAll(string(got), "\r\n", "\n"); err != nil || text != want+"\n" {
		t.Errorf("text: got %q (%v), want %q", text, err, want)
	}
}

// TestEMLBringsAttachments reads the parts of a mail.
func TestEMLBringsAttachments(t *testing.T) {
	data := bytes.Repeat([]byte{0, 1, 0xff, '\n'}, 500)
	doc := aMail(model.Attachment{Name: "F-0002-aftale til Ærø/øst.pdf", Type: "application/pdf", Data: data})
	var b, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&b, &again} {
		if err := To(w, doc, EML, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if b.String() != again.String() {
		t.Error("two exports differ")
	}
	m, err := mail.ReadMessage(&b)
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" {
		t.Fatalf("type: got %q (%v), want multipart/mixed", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	text, err := parts.NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	checkText(t, text, doc.Mail.Text)
	file, err := parts.NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	_, disposition, err := mime.ParseMediaType(file.Header.Get("Content-Disposition"))
	if want := "F-0002-aftale til Ærø-øst.pdf"; err != nil || disposition["filename"] != want {
		t.Errorf("name: got %v (%v), want %q", disposition, err, want)
	}
	got, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, file))
	if err != nil || !bytes.Equal(got, data) {
		t.Errorf("attachment: got %d octets (%v), want %d", len(got), err, len(data))
	}
	if _, err := parts.NextRawPart(); err != io.EOF {
		t.Errorf("after the attachment: got %v, want the end", err)
	}
}

// TestEMLTakesNoHeaders: whatever stands in a name, a subject or an address, no line of it becomes a header.
func TestEMLTakesNoHeaders(t *testing.T) {
	doc := aMail()
	bad := "x\r\nBcc: other@proeve.example"
	doc.Mail.To, doc.Mail.Name, doc.Mail.Subject = bad, bad, bad
	var b bytes.Buffer
	if err := To(&b, doc, EML, Options{}); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(&b)
	if err != nil || m.Header.Get("Bcc") != "" || m.Header.Get("To") != "" {
		t.Errorf("got %v (%v), want neither Bcc nor To", m.Header, err)
	}
}

// TestEMLNeedsAMail refuses another document.
func TestEMLNeedsAMail(t *testing.T) {
	if err := To(io.Discard, &model.Document{}, EML, Options{}); model.CodeOf(err) != model.Invalid {
		t.Errorf("got %v, want a refusal", err)
	}
}
