package service

import (
	"slices"
	"testing"

	"jobspor/model"
)

// TestAConsentCoversItsTopics: what goes beyond the topics of all consents in force is named, and a consent in own words
// is never read as topics.
func TestAConsentCoversItsTopics(t *testing.T) {
	const today = model.Date(20)
	covers := func(topics ...string) *model.Consent { return &model.Consent{GivenOn: 10, Covers: topics} }
	words := &model.Consent{GivenOn: 10, Scope: "name and goal"}
	blank := &model.Consent{GivenOn: 10, Scope: " \n"}
	remark := &model.Consent{GivenOn: 10, Covers: []string{"name"}, Scope: "and the goal"}
	over := &model.Consent{GivenOn: 10, Until: 19, Covers: []string{"name", "goal"}}
	lastDay := &model.Consent{GivenOn: 10, Until: 20, Covers: []string{"name", "goal"}}
	gone := &model.Consent{GivenOn: 10, WithdrawnOn: 20, Covers: []string{"name", "goal"}}
	for _, c := range []struct {
		name   string
		list   []*model.Consent
		tells  []string
		why    string // "" leaves
		beyond []string
		held   int
	}{
		{"none", nil, []string{"name"}, ConsentNone, nil, 0},
		{"all of it", []*model.Consent{covers("name", "goal")}, []string{"name", "goal"}, "", nil, 1},
		{"more than is told", []*model.Consent{covers("name", "goal")}, []string{"name"}, "", nil, 1},
		{"one too few", []*model.Consent{covers("goal")}, []string{"name", "goal"}, ConsentBeyond, []string{"name"}, 0},
		{"two together", []*model.Consent{covers("name"), covers("goal")}, []string{"name", "goal"}, "", nil, 2},
		{"nothing told", []*model.Consent{covers("name")}, nil, "", nil, 1},
		{"a remark adds no topic", []*model.Consent{remark}, []string{"name", "goal"}, ConsentBeyond, []string{"goal"}, 0},
		{"own words", []*model.Consent{words}, []string{"name", "goal"}, "", nil, 1},
		{"topics that suffice leave own words aside", []*model.Consent{words, covers("name")}, []string{"name"}, "", nil, 1},
		{"topics and own words", []*model.Consent{covers("name"), words}, []string{"name", "goal"}, "", nil, 2},
		{"blank words", []*model.Consent{blank}, []string{"name"}, ConsentNoScope, nil, 0},
		{"over yesterday", []*model.Consent{over}, []string{"name"}, ConsentOver, nil, 0},
		{"over adds nothing", []*model.Consent{over, covers("goal")}, []string{"name"}, ConsentBeyond, []string{"name"}, 0},
		{"its last day", []*model.Consent{lastDay}, []string{"name"}, "", nil, 1},
		{"withdrawn today", []*model.Consent{gone}, []string{"name"}, ConsentWithdrawn, nil, 0},
	} {
		missing, held := judgeConsents(c.list, Share{Topics: c.tells}, today)
		if missing.Why != c.why || !slices.Equal(missing.Beyond, c.beyond) || len(held) != c.held {
			t.Errorf("%s: got %q beyond %v on %d, want %q beyond %v on %d", c.name, missing.Why, missing.Beyond, len(held),
				c.why, c.beyond, c.held)
		}
	}
}
