package uitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// stories are the tests in which somebody works through something by keys.
const stories = "^Test(TheMainJob|FromTriageToFigures|TriageOfTen|GroupSession|EnrolmentAsksItsQuestions|CommitteePage|" +
	"OwnValuesByKeys|FromAMatchToARunning|EveryStepIsTakenBack|CourseOfNineMonths|ProgressCheckByDigits|VitasByKeys|" +
	"Dossier|AMail|TheReasonIsAsked|Figures|TheFourthKey|AMapping|Hours|Trial|" +
	"AFileIsPreviewed|ErasingClosed|JobOrder|Refusal|HandOver|HolidayCover|Candidacies|Closing|Marks|ANoShow|Today|" +
	"Undo|Draft|AnExtension|CountsSpeak|ThePattern|TheRepresentative|WhatIsRefused|WhatWasSaved|BackAndForward|" +
	"OpenedLast|OpenPoints|EscCloses|TheBoard|FirstSteps|ADamaged|Pause|Locked|AWritten|ACell|Digits|ALegal|AVisit|" +
	"ACompany|FlereSkalMed|JobFirst|ChangingProgramme|AnElement|ATimeSheet|SeveralTrials|CallRoundStory|APath|" +
	"AnUnknownCaller|PaletteDoes|TheNextTwo|NearThe|TheTour|OpensWhere|TheAgreement|AgreementByKeys|EightWeeks|ADraft|" +
	"TypedHours|Finding|PlainMode|FiltersCombine|ASavedView|ChosenColumns|OneFact|EverythingLeftOut|LeftOutIn|" +
	"TheCursorFollows|WhatWasDone|HomeIs|OwnKeys|MovedKeys|TargetsAre|OnlyTheFocused|ApprovalOf|ApprovalThat)"

// TestEveryStoryNameStands: a name of the list that no test begins with runs nothing.
func TestEveryStoryNameStands(t *testing.T) {
	var all strings.Builder
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(stories, "^Test("), ")"), "|") {
		if !strings.Contains(all.String(), "\nfunc Test"+name) {
			t.Errorf("no story begins with %s", name)
		}
	}
}

// TestStoriesTypedWithoutAPause runs the stories again as somebody types who knows the way: every key comes before
// anything has ended that the keys before it led to, as when the database is slow. They end on the same screens with
// the same rows. The script .ci/pace does so with all tests, and with a random part of it ended.
func TestStoriesTypedWithoutAPause(t *testing.T) {
	if pace != Calm {
		t.Skip("this is one of the runs")
	}
	if testing.Short() {
		t.Skip("stories run again")
	}
	t.Parallel()
	cmd := exec.Command(os.Args[0], "-test.run", stories, "-test.count", "1")
	cmd.Env = append(os.Environ(), "JOBSPOR_TEST_PACE="+string(Burst))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
