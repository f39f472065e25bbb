-- What one person has asked another to say yes to, where the program is served to a team.

CREATE TABLE "approvals" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"ref" TEXT,
	"asker" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"right" TEXT,
	"action" TEXT,
	"on" TEXT,
	"until" TEXT,
	"answer" TEXT,
	"answered_by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"answered_on" TEXT,
	"done_on" TEXT,
	"sealed" BLOB NOT NULL,
	"mac" BLOB
) STRICT;

CREATE UNIQUE INDEX "approvals.ref" ON "approvals" ("ref");
CREATE INDEX "approvals.asker" ON "approvals" ("asker");
CREATE INDEX "approvals.answered_by" ON "approvals" ("answered_by");
