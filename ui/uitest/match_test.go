package uitest

import (
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/ui/screen"
)

func TestShow(t *testing.T) {
	d := New(t, Options{World: demo.World(Today), Who: "MK"})
	d.Press("4")
	d.Press("a", "n")
	t.Log("\n" + d.View())
	d.Press("enter")
	t.Log("\n" + d.View())
	d.Press("v", "down", "down", "down", "down", "+", "+")
	t.Log("\n" + d.View())
	d.Press("0", "v", "i")
	t.Log("\n" + d.View())
	d.Press("i", "space", "space", "c")
	t.Log("\n" + d.View())
	d.Press("esc", "r")
	t.Log("\n" + d.View())
	d.Press("1")
	t.Log("\n" + d.View())
	d.Press("esc", "w")
	d.Type("hjørnestuen")
	d.Press("enter")
	t.Log("\n" + d.View())
	d.Press("esc", "x")
	t.Log("\n" + d.View())
	d.Press("esc", "5")
	t.Log("\n" + d.View())
	d.Press("enter")
	t.Log("\n" + d.View())
	d.Press("X")
	t.Log("\n" + d.View())
	_ = screen.Match
	_ = model.Query{}
}
