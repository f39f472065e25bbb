// Package matching ranks workplaces for a citizen's job goal, and says why.
//
// It promises: the same snapshot and the same request give the same answer, in the same order, on any machine and any
// number of processors; everything that counted stands in the reasons, and the reasons add up to the score; what is not
// known is said to be unknown and becomes a question. It reads no clock, draws no random numbers, touches no file and
// keeps nothing about a person: today's date and the seed of the day come with the request, and a score lives only as
// long as the list that shows it.
//
// What it may see of a person stands in one struct (person) and of a workplace in two (company, task); a test holds
// them against a list. Health, origin, age and sex are not among them, and neither are names.
//
// The parts, in the order they work:
//
//	Build, Patch     companies, tasks, citizens and contacts become a Snapshot: compact, immutable
//	Match            goal words → occupations → candidates → criteria → the best, with reasons
//	WhyNot, WhatIf   what kept a workplace off, and what would bring more of them on
//	CallSheet        the questions that remain, each with the field its answer belongs in
//	Reverse          a workplace's need → citizens, with the same criteria
//
// Criteria are rows of one table (see Criteria). A row judges one thing and gives a share of its points; Neutral is the
// share of what is unknown. A row may also block: then the workplace leaves the list until a consultant overrules it.
package matching
