package cli_test

import (
	"archive/zip"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
)

// picture makes a PNG: picture logo.png 90 30.
func picture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: picture file width height")
	}
	w, err := strconv.Atoi(args[1])
	ts.Check(err)
	h, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(png.Encode(f, image.NewNRGBA(image.Rect(0, 0, w, h))))
	ts.Check(f.Close())
}

// unzip takes an archive apart where the script stands.
func unzip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: unzip file")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	for _, part := range z.File {
		name := ts.MkAbs(part.Name)
		ts.Check(os.MkdirAll(filepath.Dir(name), 0o700))
		r, err := part.Open()
		ts.Check(err)
		content, err := io.ReadAll(r)
		ts.Check(err)
		ts.Check(r.Close())
		ts.Check(os.WriteFile(name, content, 0o600))
	}
}
