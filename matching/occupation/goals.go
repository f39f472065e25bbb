package occupation

import "jobspor/model"

// Condition is something people say about the work they can take.
type Condition struct {
	Phrase string
	Bare   bool
	Avoid  model.Load
	Seek   model.Load
	Time   string
}

type goalReader struct{}

func newGoalReader(k Knowledge) *goalReader { return &goalReader{} }
