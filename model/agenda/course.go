package agenda

import (
	"jobspor/model/programme"
)

// CourseDue is what Today says of a course: one thing for the earliest that is late or due, and one for a progress
// check that is due. What merely can be done next stays on the page of the course.
func CourseDue(in programme.CourseInput) []Due {
	e := in.Enrolment
	course := Due{Kind: "course", Type: "enrolment", ID: e.ID, CitizenID: e.CitizenID, Owner: e.Consultant}
	check := course
	check.Kind = "check"
	for _, a := range programme.CourseItems(in) {
		if a.On == 0 || a.Kind == "phase" {
			continue
		}
		due := &course
		if a.Kind == "check" {
			due = &check
		}
		if due.On == 0 || a.On < due.On {
			due.On, due.Occasion = a.On, a.Kind+" "+a.Key+" "+a.On.String()
			due.Element = a.Name(in.Programme)
		}
	}
	var out []Due
	for _, d := range []Due{course, check} {
		if d.On != 0 {
			out = append(out, d)
		}
	}
	return out
}
