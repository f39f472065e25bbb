package uitest

import (
	"os"
	"os/exec"
	"testing"
)

// stories are the tests in which somebody works through something by keys.
const stories = "^Test(TheMainJob|FromTriageToFigures|TriageOfTen|GroupSession|EnrolmentAsksItsQuestions|CommitteePage|" +
	"OwnValuesByKeys|FromAMatchToARunning|EveryStepIsTakenBack|CourseOfNineMonths|ProgressCheckByDigits|VitasByKeys|" +
	"Dossier|AMail|TheReasonIsAsked|Figures|TheFourthKey|Import|AMapping|Hours|Visit|Trial|Erasure|History|" +
	"OneFact|EverythingLeftOut|LeftOutIn|TheCursorFollows|WhatWasDone|HomeIs)"

// TestStoriesTypedWithoutAPause runs the stories again as somebody types who knows the way: every key comes before
// anything has ended that the keys before it led to, as when the database is slow, and with a random part of it ended.
// They end on the same screens with the same rows.
func TestStoriesTypedWithoutAPause(t *testing.T) {
	if pace != Calm {
		t.Skip("this is one of the runs")
	}
	if testing.Short() {
		t.Skip("stories run twice")
	}
	for _, p := range []Pace{Burst, Mixed} {
		t.Run(string(p), func(t *testing.T) {
			run := stories
			if f := os.Getenv("JOBSPOR_TEST_STORIES"); f != "" {
				run = f // "." is all tests of this package
			}
			cmd := exec.Command(os.Args[0], "-test.run", run, "-test.count", "1")
			cmd.Env = append(os.Environ(), "JOBSPOR_TEST_PACE="+string(p))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
