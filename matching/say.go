package matching

import (
	"strings"

	"jobspor/model"
)

// Say puts a key with its arguments into words. The words come from t, which is (*lang.Lang).T or the like; Say only
// makes arguments ready for it: Words are said, lists are joined ("mandag, tirsdag og fredag"), hours become numbers
// and dates times, which t writes in the manner of its language.
func Say(t func(key string, args ...any) string, key string, args model.Args) string {
	pairs := make([]any, 0, 2*len(args))
	for name, v := range args {
		pairs = append(pairs, name, value(t, v))
	}
	return t(key, pairs...)
}

func value(t func(key string, args ...any) string, v any) any {
	switch v := v.(type) {
	case Word:
		return t(string(v))
	case []Word:
		said := make([]string, len(v))
		for i, w := range v {
			said[i] = t(string(w))
		}
		if n := len(said); n > 1 {
			return strings.Join(said[:n-1], ", ") + " " + t("match.and") + " " + said[n-1]
		}
		return strings.Join(said, "")
	case model.Hours:
		return float64(v) / 4
	case model.Date:
		return v.Time()
	}
	return v
}
