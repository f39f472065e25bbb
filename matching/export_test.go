package matching

import "jobspor/model"

// ReadTask gives the occupations that a task's name is read as at a workplace, best first.
func ReadTask(s *Snapshot, name, industry string) (ids []string) {
	c := s.knowledge.company(&model.Company{Industry: industry, IndustrySystem: "DB25"})
	for i, r := range s.knowledge.readTask(name, s.knowledge.usualAt(&c)) {
		if i < 5 {
			ids = append(ids, s.occupations[r.occupation].ID)
		}
	}
	return ids
}
