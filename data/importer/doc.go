// Package importer reads other people's files: lists of workplaces and citizens, answers of the business register, and
// reference tables.
//
// It promises: what a file is, is told from its content, never from its name; a file is read as a stream, so its size
// hardly matters; a row is taken whole or refused with reasons that name its line and column; nothing is written here.
// A Plan says what an import would do, and its ChangeSet is the one change set that does it, so that one undo reverts
// it. Reading the same file twice changes nothing the second time.
//
// It never takes a text that looks like a civil registration number, never repeats one in a reason, keeps no file on
// disk, and knows no words for people: option words and headings in the reader's language arrive as functions.
package importer
