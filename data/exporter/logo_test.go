package exporter

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand"
	"os"
	"path/filepath"
	"testing"

	"jobspor/model"
)

// testLogo is a picture of noise, which does not compress.
func testLogo(t *testing.T, w, h int) []byte {
	t.Helper()
	chance := rand.New(rand.NewSource(1))
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = byte(chance.Intn(256))
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLogoIsMadeSmall(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	wide := image.NewRGBA(image.Rect(0, 0, 1800, 300))
	wide.Set(3, 3, color.Black)
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, wide, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		w, h int
	}{
		{"lille.png", testLogo(t, 40, 20), 40, 20},
		{"bred.jpg", jpg.Bytes(), 900, 150},
		{"uden-endelse", testLogo(t, 30, 600), 15, 300},
	} {
		got, err := Logo(write(c.name, c.data))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		head, err := png.DecodeConfig(bytes.NewReader(got))
		if err != nil || head.Width != c.w || head.Height != c.h {
			t.Errorf("%s: %dx%d, %v, want %dx%d", c.name, head.Width, head.Height, err, c.w, c.h)
		}
	}
	noise, err := Logo(write("stoej.png", testLogo(t, 900, 300)))
	if err != nil || len(noise) > logoKeptMost {
		t.Errorf("noise: %d bytes, %v, want at most %d", len(noise), err, logoKeptMost)
	}

	bomb := testLogo(t, 1, 1)
	copy(bomb[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // says that it is 65536 points wide and high
	cut := testLogo(t, 200, 200)
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"tekst.png", "err.logo.kind", []byte("<svg/>")},
		{"tom.png", "err.logo.kind", nil},
		{"halv.png", "err.logo.kind", cut[:len(cut)/2]},
		{"stor.png", "err.logo.large", append(testLogo(t, 9, 9), make([]byte, logoFileMost)...)},
	} {
		if _, err := Logo(write(c.name, c.data)); keyOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := Logo(write("bombe.png", bomb)); err == nil {
		t.Error("a picture of 65536 by 65536 points was read")
	}
	if _, err := Logo(filepath.Join(dir, "findes-ikke.png")); keyOf(err) != "err.logo.open" {
		t.Errorf("missing file: %v, want err.logo.open", err)
	}
}

// keyOf is the sentence of an error.
func keyOf(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}
