-- What belongs to a team and not to a citizen: how far it is with what a programme presupposes, and the sentences of the
-- page for the committee.

CREATE TABLE "prerequisites" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"programme" TEXT,
	"item" TEXT,
	"state" TEXT,
	"on" TEXT,
	"who" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "committee_pages" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"month" TEXT,
	"programme" TEXT,
	"team" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;
