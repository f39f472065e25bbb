-- Placements with their work agreements, the hours of their weeks, follow-ups, and what Today was told to leave out.

CREATE TABLE "placements" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"ref" TEXT,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"task" TEXT REFERENCES "tasks" ("id") DEFERRABLE INITIALLY DEFERRED,
	"goal" TEXT REFERENCES "goals" ("id") DEFERRABLE INITIALLY DEFERRED,
	"consultant" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"kind" TEXT,
	"state" TEXT,
	"made_on" TEXT,
	"contacted_on" TEXT,
	"agreed_on" TEXT,
	"start_on" TEXT,
	"end_on" TEXT,
	"ended_on" TEXT,
	"ended_by" TEXT,
	"outcome" TEXT,
	"continues" TEXT REFERENCES "placements" ("id") DEFERRABLE INITIALLY DEFERRED,
	"continues_how" TEXT,
	"next" TEXT,
	"rep" TEXT REFERENCES "persons" ("id") DEFERRABLE INITIALLY DEFERRED,
	"rep_asked_on" TEXT,
	"rep_confirmed_on" TEXT,
	"colleagues_on" TEXT,
	"statement_on" TEXT,
	"at_employer" INTEGER,
	"contract_on" TEXT,
	"applied_on" TEXT,
	"citizen_setup" TEXT,
	"company_setup" TEXT,
	"citizen_end" TEXT,
	"company_end" TEXT,
	"no_follow_up" INTEGER,
	"retention_closed" INTEGER,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "agreements" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"placement" TEXT REFERENCES "placements" ("id") DEFERRABLE INITIALLY DEFERRED,
	"number" INTEGER,
	"valid_from" TEXT,
	"purpose" TEXT,
	"steps" TEXT,
	"pattern" TEXT,
	"contact" TEXT REFERENCES "persons" ("id") DEFERRABLE INITIALLY DEFERRED,
	"mentor_hours" INTEGER,
	"mentor_until" TEXT,
	"follow_how" TEXT,
	"follow_weeks" INTEGER,
	"follow_dates" TEXT,
	"at_end" TEXT,
	"citizen_on" TEXT,
	"company_on" TEXT,
	"rep_on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "weeks" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"placement" TEXT REFERENCES "placements" ("id") DEFERRABLE INITIALLY DEFERRED,
	"monday" TEXT,
	"trial" INTEGER,
	"paid" INTEGER,
	"agreed" INTEGER,
	"met" INTEGER,
	"excused" INTEGER,
	"no_show" INTEGER,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "followups" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"placement" TEXT REFERENCES "placements" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT,
	"how" TEXT,
	"done_on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "asides" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"kind" TEXT,
	"row_type" TEXT,
	"row_id" TEXT,
	"occasion" TEXT,
	"until" TEXT,
	"closed" INTEGER,
	"by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "placements.citizen" ON "placements" ("citizen");
CREATE INDEX "placements.company" ON "placements" ("company");
CREATE INDEX "placements.task" ON "placements" ("task");
CREATE INDEX "placements.goal" ON "placements" ("goal");
CREATE INDEX "placements.consultant" ON "placements" ("consultant");
CREATE INDEX "placements.continues" ON "placements" ("continues");
CREATE INDEX "placements.rep" ON "placements" ("rep");
CREATE UNIQUE INDEX "placements.ref" ON "placements" ("ref");
CREATE INDEX "agreements.placement" ON "agreements" ("placement");
CREATE INDEX "agreements.contact" ON "agreements" ("contact");
CREATE INDEX "weeks.placement" ON "weeks" ("placement");
CREATE INDEX "followups.placement" ON "followups" ("placement");
CREATE INDEX "asides.by" ON "asides" ("by");
-- What Today and the lists ask: placements that go on, those of a state, the weeks of a time, follow-ups not yet held.
CREATE INDEX "placements.state" ON "placements" ("state");
CREATE INDEX "placements.end_on" ON "placements" ("end_on");
CREATE INDEX "weeks.monday" ON "weeks" ("monday");
CREATE INDEX "followups.on" ON "followups" ("on") WHERE "done_on" IS NULL;
CREATE INDEX "placements.ended_on" ON "placements" ("ended_on") WHERE "ended_on" IS NOT NULL;
CREATE INDEX "contacts.on" ON "contacts" ("on");
CREATE INDEX "consents.until" ON "consents" ("until") WHERE "until" IS NOT NULL;
