package exporter

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a logo may be JPEG
	"image/png"
	"io"
	"path/filepath"

	"golang.org/x/image/draw"

	"jobspor/data/paths"
	"jobspor/model"
)

// Bounds of a logo: of the file that is read, and of the picture that is kept.
const (
	logoFileMost = 5 << 20 // bytes
	logoSideMost = 6000    // points of the picture that is read
	logoKeptWide = 900     // points of the picture that is kept
	logoKeptHigh = 300
	logoKeptMost = 200 << 10 // bytes
)

// Logo reads a PNG or JPEG picture and gives it as a PNG that is small enough to be stored and has nothing in it but
// the picture: no place, no camera, no comments.
//
// Errors are model.Error with the file's name: "err.logo.open", "err.logo.kind" (neither PNG nor JPEG, or damaged),
// "err.logo.large" (more than 5 MB, or more than 6000 points wide or high).
func Logo(path string) ([]byte, error) {
	fail := func(code model.Code, key string, err error) error {
		return model.NewError(code, key, model.Args{"file": filepath.Base(path)}).WithCause(err)
	}
	f, err := paths.OpenRegular(path)
	if err != nil {
		return nil, fail(model.NotFound, "err.logo.open", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, logoFileMost+1))
	switch {
	case err != nil:
		return nil, fail(model.NotFound, "err.logo.open", err)
	case len(data) > logoFileMost:
		return nil, fail(model.Invalid, "err.logo.large", nil)
	}
	// The size is read before the picture, because a small file can unpack to a huge one.
	head, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || kind != "png" && kind != "jpeg" {
		return nil, fail(model.Invalid, "err.logo.kind", err)
	}
	if head.Width > logoSideMost || head.Height > logoSideMost {
		return nil, fail(model.Invalid, "err.logo.large", nil)
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fail(model.Invalid, "err.logo.kind", err)
	}
	out, err := smallPNG(picture)
	if err != nil {
		return nil, fail(model.Invalid, "err.logo.kind", err)
	}
	return out, nil
}

// smallPNG encodes a picture, made smaller until it is small enough to be stored.
func smallPNG(picture image.Image) ([]byte, error) {
	size := picture.Bounds()
	scale := min(1, logoKeptWide/float64(size.Dx()), logoKeptHigh/float64(size.Dy()))
	for {
		kept := image.NewNRGBA(image.Rect(0, 0, max(int(float64(size.Dx())*scale), 1),
			max(int(float64(size.Dy())*scale), 1)))
		draw.CatmullRom.Scale(kept, kept.Bounds(), picture, size, draw.Src, nil)
		var b bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&b, kept); err != nil {
			return nil, fmt.Errorf("encode logo: %w", err)
		}
		if b.Len() <= logoKeptMost {
			return b.Bytes(), nil
		}
		scale *= 0.7
	}
}
