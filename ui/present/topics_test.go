package present

import (
	"slices"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestEachLineForACompanyHasItsTopic: a new line of a paper says what of a consent covers it.
func TestEachLineForACompanyHasItsTopic(t *testing.T) {
	var used []string
	row := func(table map[string]string, paper, key string) {
		topic, ok := table[key]
		if !ok {
			t.Errorf("%s: %s has no row", paper, key)
		}
		used = append(used, topic)
	}
	for _, l := range paperLines() {
		if !slices.Contains(l.hidden, ForCompany) {
			row(agreementTopics, "agreement", l.label)
		}
	}
	for _, l := range vitasLines() {
		row(vitasTopics, "vitas", l.key)
	}
	for field := range mailFields() {
		row(mailTopics, "mail", field)
	}
	used = append(used, timeSheetTopics...)
	for _, topic := range agreementTables {
		used = append(used, topic)
	}
	shared := map[string]bool{}
	for _, key := range sharedFields {
		shared[key] = true
		used = append(used, schema.TopicOf(schema.CitizenType(), key))
	}
	for _, f := range schema.CitizenType().Fields {
		told := shared[f.Key] || f.Key == "first_name"
		if topic := schema.TopicOf(schema.CitizenType(), f.Key); (topic != "") != told {
			t.Errorf("citizen.%s has the topic %q, and that a list tells it is %v", f.Key, topic, told)
		}
	}
	for _, p := range schema.Processings {
		for _, x := range p.Fields {
			used = append(used, x.Topic)
		}
	}
	for _, topic := range used {
		if topic != "" && !slices.Contains(model.ConsentTopics, topic) {
			t.Errorf("%q is no topic of a consent", topic)
		}
	}
	for _, topic := range model.ConsentTopics {
		if !slices.Contains(used, topic) {
			t.Errorf("nothing tells %q", topic)
		}
	}
}
