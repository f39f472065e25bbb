package occupation

import (
	"runtime"
	"strconv"
	"testing"

	"jobspor/model"
)

// BenchmarkLink asks development titles of about 10,000 labels.
func BenchmarkLink(b *testing.B) {
	titles, targets, k := readTitles(b), escoTargets(b), knowledge(b)
	for _, bm := range []struct {
		name string
		o    Options
	}{{"lexicon-off", Options{Targets: targets, NoLexicon: true}}, {"lexicon-on", Options{Targets: targets}},
		{"lexicon-itself", Options{}}} {
		b.Run(bm.name, func(b *testing.B) {
			l := New(k, bm.o)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				l.Link(titles[i%len(titles)].text, 10)
			}
		})
	}
}

// BenchmarkLinkLabel asks the labels of the lexicon, which every clone has.
func BenchmarkLinkLabel(b *testing.B) {
	k := knowledge(b)
	l := New(k, Options{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Link(k.Lexicon[i%len(k.Lexicon)].Label, 10)
	}
}

// BenchmarkBuild makes a linker over generated labels, as a municipality's own list might be.
func BenchmarkBuild(b *testing.B) {
	k := knowledge(b)
	var targets []model.Occupation
	for i := range 3000 {
		o := k.Lexicon[i%len(k.Lexicon)]
		o.ID = strconv.Itoa(i)
		targets = append(targets, o)
	}
	for b.Loop() {
		New(k, Options{Targets: targets})
	}
}

// BenchmarkBuildLexicon makes the linker that the program makes at start.
func BenchmarkBuildLexicon(b *testing.B) {
	k := knowledge(b)
	for b.Loop() {
		New(k, Options{})
	}
}

// BenchmarkBuildLabels makes the linker over occupations and groups, and tells how much memory it holds.
func BenchmarkBuildLabels(b *testing.B) {
	k := knowledge(b)
	for _, file := range labelFiles(b) {
		b.Run(file.name, func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var l *Linker
			for b.Loop() {
				l = New(k, Options{Targets: file.targets})
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-held")
			runtime.KeepAlive(l)
		})
	}
}
