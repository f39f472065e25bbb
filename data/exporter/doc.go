// Package exporter writes documents to files and streams: CSV, XLSX, JSON, Markdown, PDF, plain text and TSV.
//
// It promises: a file is written whole or not at all, never over another one unless told to, and readable by its owner
// only; a document's tables come out with exactly its columns, rows and order; control characters never reach a
// file; text that a spreadsheet would run as a formula is made harmless.
//
// It never decides what may leave: that is settled before a document is made.
//
// # Harmless cells
//
// In CSV and XLSX, text whose first character (after any apostrophes) is one of = + - @ tab or line end, or their
// full-width forms, gets an apostrophe before it. Package intake takes exactly one away again from such text, so a file
// that is read back says what the document said. Numbers and dates are written as such and get none.
package exporter
