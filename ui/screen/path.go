package screen

import (
	"os"
	"path/filepath"
	"strings"
)

// TypedPath is where a path leads that was typed, pasted or dropped on the window: quotes go, ~ is the person's folder,
// and what is no whole path is in the folder. Nothing typed is "".
func TypedPath(text, folder string) string {
	path := strings.Trim(strings.TrimSpace(text), `"'`)
	if rest, ok := strings.CutPrefix(path, "~"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}
