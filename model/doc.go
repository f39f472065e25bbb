// Package model says what the things of jobspor are and which rules they obey.
//
// It promises: pure types and pure functions, standard library only, no clock,
// no files, no words for people (those are keys that ui/lang puts into Danish
// and English). It never reads or writes a database: a use case hands a
// ChangeSet to the store, which is the one way anything is written.
package model
