-- Public keys that let consultants in where the program is served over SSH.

CREATE TABLE "accesskeys" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"consultant" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"key" TEXT,
	"mac" BLOB
) STRICT;

CREATE INDEX "accesskeys.consultant" ON "accesskeys" ("consultant");
CREATE INDEX "accesskeys.key" ON "accesskeys" ("key");
