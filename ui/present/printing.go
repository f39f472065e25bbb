package present

import (
	"bytes"
	"image/png"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// Unprintable says, one line a part of a document, what cannot be printed.
func (w Words) Unprintable(list []model.Unprintable) []string {
	var out []string
	for _, u := range list {
		out = append(out, w.T("unprintable", "n", u.N, "part", w.UnprintablePart(u), "letters",
			strings.Join(strings.Split(u.Letters, ""), " ")))
	}
	return out
}

// UnprintablePart names the part of a document: its heading or label, or what it is.
func (w Words) UnprintablePart(u model.Unprintable) string {
	if u.Kind == model.PartNamed {
		return u.Part
	}
	return w.T("unprintable." + u.Kind)
}

// LogoSize describes the picture in a setting, which nobody reads as text.
func (w Words) LogoSize(value string) string {
	head, err := png.DecodeConfig(bytes.NewReader(service.LogoOf(value)))
	if err != nil {
		return ""
	}
	return w.T("letterhead.logo.size", "w", head.Width, "h", head.Height)
}
