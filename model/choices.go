package model

// The closed lists that fields choose from. Each key has its words in ui/lang under "<type>.<field>.<key>", shared
// lists under their own name.

// Days of the week as fields hold them.
var Days = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// ConsentTopics are what a consent can cover (samtykkets omfang), in the order of the form.
var ConsentTopics = []string{
	"name", "goal", "skills", "hours", "times", "language", "licences", "conditions", "placement", "followup", "worked",
}

// MatchTopics are those that a list for a company tells, PlacementTopics those that the papers of a placement tell.
var (
	MatchTopics     = ConsentTopics[:8:8]
	PlacementTopics = []string{"name", "hours", "times", "conditions", "placement", "followup", "worked"}
)

// DayParts are the parts of a day people plan in (tidlig morgen, formiddag, eftermiddag, aften, nat).
var DayParts = []string{"early", "morning", "afternoon", "evening", "night"}

// Transport is how a person gets to work (transportform).
var Transport = []string{"foot", "bike", "bus", "car"}

// Licences are driving and machine licences (kørekort, certifikater).
var Licences = []string{"B", "BE", "C", "D", "moped", "forklift", "hygiene"}

// DanishLevels order how much Danish somebody speaks, or a task needs, from none to fluent.
var DanishLevels = []string{"none", "little", "everyday", "good", "fluent"}

// IndustrySystem names the code system of an industry code; the same digits mean different things in the two.
type IndustrySystem string

// DB07 was used in the business register until 2024, DB25 since January 2025.
const (
	DB07 IndustrySystem = "DB07"
	DB25 IndustrySystem = "DB25"
)

// Condition is a work condition (skånehensyn formulated as a condition of the work, never as a diagnosis).
type Condition string

// WorkCondition is one row of the table of work conditions: a key and the load it rules out, if any.
type WorkCondition struct {
	Key   Condition
	Avoid Load // the load a task must not have, "" when the condition is about the workplace
}

// WorkConditions are the conditions a citizen may need and a workplace may offer, in the order forms show them.
var WorkConditions = []WorkCondition{
	{"no_lifting", Lifting},
	{"seated_breaks", Standing},
	{"no_customers", Customers},
	{"quiet", Noise},
	{"day_hours", Shift},
	{"indoors", Outdoor},
	{"no_driving", Driving},
	{"own_pace", Pace},
	{"no_screen", Screen},
	{"clean_air", Dust},
	{"never_alone", Alone},
	{"little_reading", Reading},
	{"fixed_times", ""},
	{"flexible_start", ""},
	{"one_contact", ""},
	{"clear_tasks", ""},
	{"few_colleagues", ""},
	{"extra_breaks", ""},
	{"short_days", ""},
	{"accessible", ""},
}

// ConditionKeys lists the keys of WorkConditions.
func ConditionKeys() []string {
	var keys []string
	for _, c := range WorkConditions {
		keys = append(keys, string(c.Key))
	}
	return keys
}

// AvoidedLoad gives the load a condition rules out.
func AvoidedLoad(key string) (Load, bool) {
	for _, c := range WorkConditions {
		if string(c.Key) == key && c.Avoid != "" {
			return c.Avoid, true
		}
	}
	return "", false
}
