package service

import (
	"context"
	"encoding/base64"
	"strings"

	"jobspor/model"
)

// The settings of the letterhead: the municipality's name, its address in lines that are parted by semicolons, and its
// logo.
const (
	LetterheadName    = "letterhead.name"
	LetterheadAddress = "letterhead.address"
	LetterheadLogo    = "letterhead.logo"
)

// logoPrefix begins the value of a logo's setting.
const logoPrefix = "data:image/png;base64,"

// LogoSetting is a PNG picture as the value of a setting.
func LogoSetting(png []byte) string { return logoPrefix + base64.StdEncoding.EncodeToString(png) }

// LogoOf is the picture in the value of a setting, nil when there is none.
func LogoOf(value string) []byte {
	text, ok := strings.CutPrefix(value, logoPrefix)
	png, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil {
		return nil
	}
	return png
}

// Letterhead reads from the settings who papers are from.
func (d *Session) Letterhead(ctx context.Context) (model.Letterhead, error) {
	values, err := Settings(ctx, d.Store)
	if err != nil {
		return model.Letterhead{}, err
	}
	value := func(key string) string {
		if s := values[key]; s != nil {
			return s.Value
		}
		return ""
	}
	from := model.Letterhead{Name: value(LetterheadName), Logo: LogoOf(value(LetterheadLogo))}
	endsLine := func(r rune) bool { return r == ';' || r == '\n' }
	for line := range strings.FieldsFuncSeq(value(LetterheadAddress), endsLine) {
		if line = strings.TrimSpace(line); line != "" {
			from.Address = append(from.Address, line)
		}
	}
	return from, nil
}
