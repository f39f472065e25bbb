package matching

// ReadTask gives the occupations that a task's name is read as at a workplace, best first.
func ReadTask(s *Snapshot, name string, industry uint8) (ids []string) {
	for _, l := range s.knowledge.known(name, "").links {
		if l.sure > 0 {
			ids = append(ids, s.occupations[l.occupation].ID)
		}
	}
	return ids
}
