// Package crypt encrypts personal data with a data key, and protects that key with passphrases.
//
// It promises: sealed data can be opened only with the same key and the same additional data, which names the place it
// belongs to; a changed byte is detected. No passphrase is stored, only a random data key that is wrapped by a key
// derived from the passphrase (Argon2id), once for the passphrase and once for each recovery code, so that a new
// passphrase rewraps 32 bytes and changes no row. The package never asks the user anything, and its errors contain no
// passphrase, key or sealed data.
//
// # Threat model
//
// What is protected: who a citizen is and what is said of them (names, contact data, goals, conditions, programme and
// triage codes, notes, reasons, drafts), all free text, and the earlier values of all of it in the log. What stays
// readable in the file without the key: companies with their numbers, addresses, sizes, tasks and job ads, and how many
// contact persons they have; consultants, settings and tables; and of citizens the frame: numbers (B-0001), status,
// which citizen has to do with which company, task and consultant and when (consents, contacts, lists, orders,
// placements, agreements), the kind, state and outcome of each, that somebody is enrolled in something and since when,
// all days, the hours of each week, answers of yes and no, how satisfied the parties are; who of the consultants did
// what kind of thing and when; the size of everything sealed, and how many rows there are. "jobspor help fields" says
// of every field whether it is sealed. Who knows from elsewhere which person one company has at one time can therefore
// recognise the frame of that person.
//
// A thief of the computer, who has the file and its copies: guesses passphrases, each at the cost of Argon2id; weak
// passphrases are refused, a recovery code has 135 random bits. Without it they read the open columns. When the program
// was open and not locked, they have what it has; after a lock, see "administrator". Copies in swap: the key's page is
// locked in memory where the system permits; opened texts are not.
//
// A colleague with the file but no passphrase: the same. What they change in the file is found (rows, log, numbers,
// wrapped keys, see package store), an older copy in its place is noticed on a machine that saw the newer one. They
// cannot make it one of an earlier version, whose rows had no digests and are believed once: the wrapped key says of
// which schema its file is. Who also has a copy from before wrapped keys said so can, for a machine that never saw the
// database. They can destroy the file; copies and their proof are for that.
//
// A colleague who has or had the passphrase: reads everything, and every copy that was made while it held. A new
// passphrase does not take the data key from somebody who kept it; a new data key (Store.NewKey) does, for what is
// written from then on. The file does not know which of several people with one passphrase sits at the keys.
//
// Somebody who looks at the screen: sees what is shown. The lock (ctrl+l, minutes without use, a computer that slept)
// draws only that it is locked, empties the alternate screen, and leaves nothing in the scrollback; a terminal that
// records its output keeps what it recorded.
//
// A team on one server (jobspor serve): the server holds the data key in memory while it runs; root on that host can
// read everything. Nothing wipes it but the end of the program.
//
// An administrator (root), or a program with their rights: can read the memory of the running program, record keys, and
// exchange the program. That cannot be prevented. After a lock the passphrase that was typed and the data key are
// overwritten. What may remain until the memory is used again: pieces of the passphrase in the terminal library's input
// (a pasted one as a whole), copies made when a passphrase was chosen or changed, keys derived from the data key that
// open one message or authenticate, and names and texts that screens held. Core dumps are forbidden, and on Linux other
// programs of the same user cannot attach; memory limits and hibernation images are the system's.
//
// A file that somebody prepared: its costs are bounded before they are paid; planted tables, views and triggers are
// refused; sealed data opens only at its place. It cannot make the program run anything. It can be refused, and can
// waste a few seconds.
//
// Not protected: what was exported, printed, copied to the clipboard or mailed; the name of the database file; that
// somebody uses the program.
package crypt
