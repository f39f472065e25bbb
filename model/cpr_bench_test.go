package model

import "testing"

// BenchmarkHasCPR reads the cells of an ordinary row, and a note with many numbers.
func BenchmarkHasCPR(b *testing.B) {
	for name, cells := range map[string][]string{
		"row": {"Genbrugsen Anden Omgang", "25313763", "1003456789", "Østergade 14, 2. tv", "2635", "Ishøj",
			"43 11 22 33", "kontakt@genbrugsen.example", "www.genbrugsen.example", "478900", "DB25", "4.5",
			"2026-11-22", "Detailhandel med brugte varer i forretninger"},
		"note": {"Ringede 22-11-2026 kl. 9.30, aftalte 12 timer fra uge 48. Tlf. 43 11 22 33 eller 20 30 40 50. " +
			"Møde 1/12 2026 kl. 10-11.30 på Østergade 14, 2635 Ishøj. Tilbud 12.500 kr. i 2027."},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for _, c := range cells {
					HasCPR(c)
				}
			}
		})
	}
}
