package model

import (
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

// HiddenName stands for a name that must not be repeated because it looks like a CPR number.
const HiddenName = "[CPR]"

// FileName is the name of a file without its folders, as it may be stored and shown. A name that looks like it holds a
// civil registration number (CPR-nummer) is replaced by HiddenName; an ending without digits stays.
func FileName(path string) string { return shownName(filepath.Base(path)) }

func shownName(name string) string {
	if !HasCPR(name) {
		return name
	}
	ext := filepath.Ext(name)
	if len(ext) > 8 || strings.ContainsFunc(ext, unicode.IsDigit) {
		return HiddenName
	}
	return HiddenName + ext
}

// pathName is one name in a path.
var pathName = regexp.MustCompile(`[^/\\]+`)

// ShownPath is a path as it may be shown: each folder and the file as FileName gives it.
func ShownPath(path string) string { return pathName.ReplaceAllStringFunc(path, shownName) }
