package figures

import (
	"testing"

	"jobspor/model"
)

// TestFiguresOfCourses holds what is counted of courses of several parts against what was worked out by hand.
func TestFiguresOfCourses(t *testing.T) {
	r := readRows(t, "testdata/courses.txt")
	checkRegister(t, r)
	base := NewBase(&r.rows, r.today)
	blank := 0
	for i := range base.citizens {
		blank += len(base.citizens[i].blank)
	}
	if blank != 5 { // week 14 of x, whose first part had a paid hour in week 13
		t.Errorf("%d weeks are blank, want 5", blank)
	}
}

// TestACourseThatLeadsBackToItselfIsCountedOnce: it cannot be typed, and a file may have it all the same.
func TestACourseThatLeadsBackToItselfIsCountedOnce(t *testing.T) {
	a := &model.Placement{Head: model.Head{ID: "a"}, CitizenID: "b", Kind: "traineeship", State: "ended",
		StartOn: 100, EndOn: 120, EndedOn: 120, ContinuesID: "c"}
	c := &model.Placement{Head: model.Head{ID: "c"}, CitizenID: "b", Kind: "traineeship", State: "ended",
		StartOn: 121, EndOn: 140, EndedOn: 140, ContinuesID: "a"}
	rows := &Rows{Citizens: []*model.Citizen{{Head: model.Head{ID: "b"}}}, Placements: []*model.Placement{a, c}}
	begins, ends := 0, 0
	for _, p := range NewBase(rows, 200).citizens[0].placed {
		if p.course.begins {
			begins++
		}
		if p.course.ends {
			ends++
		}
	}
	if begins != 1 || ends != 1 {
		t.Errorf("%d courses begin and %d end, want one", begins, ends)
	}
}
