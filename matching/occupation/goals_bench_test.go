package occupation

import "testing"

// BenchmarkGoals takes sentences of everyday goals apart.
func BenchmarkGoals(b *testing.B) {
	l := New(knowledge(b), Options{})
	list := []string{"noget med køkken, helst om formiddagen, ikke tunge løft",
		"vil ikke køre taxa og ikke stå i kiosk, måske bager", "lager eller noget med dyr, men ikke tungt",
		"passe ungerne"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Goals(list[i%len(list)])
	}
}
