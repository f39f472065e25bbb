package paths

import "os"

func CheckPrivate(path string) error { return nil }
func MakePrivate(dir string) error   { return os.MkdirAll(dir, 0o700) }
