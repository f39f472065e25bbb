// Package matching ranks workplaces for a citizen's job goal, and says why.
//
// It promises: the same snapshot and the same request give the same result, in the same order, on any machine and any
// number of processors. Everything that counts is in the reasons: one of them is the fit, the others add up to the
// circumstances, and the two make the score (see score.go). Unknown values are reported as unknown and become
// questions. The package reads no clock and no file, uses no random numbers and stores nothing about a person: today's
// date and the seed of the day are part of the request, and a score exists only as long as the list that shows it.
//
// What it may use of a person is in one struct (person), and of a workplace in two (company, task); a test compares
// their fields with a list. Health, origin, age, sex and names are not among them.
//
// The parts, in the order they work:
//
//	Build, Patch     companies, tasks, citizens and contacts become a Snapshot: compact, immutable
//	Match            goal words → occupations → candidates → criteria → the best, with reasons
//	WhyNot, WhatIf   what kept a workplace off, and what would bring more of them on
//	LeftOut          everything that is not on the list, by reason
//	CallSheet        the questions that remain, each with the field its answer belongs in
//	Reverse          a workplace's need → citizens, with the same criteria
//	CallRound        many citizens → the few workplaces to call
//
// Criteria are rows of one table (see Criteria). A row judges one thing and gives a share of its points; Neutral is the
// share of what is unknown. A row may also block: then the workplace is not on the list, unless a consultant overrules
// the block.
package matching
