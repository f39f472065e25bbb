-- Every row carries a keyed digest of all its columns ("mac"), and every entry of the log one that goes on from the entry
-- before it ("link"); the head in "meta" holds the last link and a sum for each table. SQL cannot make them: the program
-- does, when this mark stands; see integrity.go. "digest" keeps the place of what was erased.
ALTER TABLE "agreements" ADD COLUMN "mac" BLOB;
ALTER TABLE "asides" ADD COLUMN "mac" BLOB;
ALTER TABLE "checks" ADD COLUMN "mac" BLOB;
ALTER TABLE "citizens" ADD COLUMN "mac" BLOB;
ALTER TABLE "commitments" ADD COLUMN "mac" BLOB;
ALTER TABLE "companies" ADD COLUMN "mac" BLOB;
ALTER TABLE "consents" ADD COLUMN "mac" BLOB;
ALTER TABLE "consultants" ADD COLUMN "mac" BLOB;
ALTER TABLE "contacts" ADD COLUMN "mac" BLOB;
ALTER TABLE "distinct_pairs" ADD COLUMN "mac" BLOB;
ALTER TABLE "enrolments" ADD COLUMN "mac" BLOB;
ALTER TABLE "exemptions" ADD COLUMN "mac" BLOB;
ALTER TABLE "followups" ADD COLUMN "mac" BLOB;
ALTER TABLE "goals" ADD COLUMN "mac" BLOB;
ALTER TABLE "merged_rows" ADD COLUMN "mac" BLOB;
ALTER TABLE "openings" ADD COLUMN "mac" BLOB;
ALTER TABLE "overrides" ADD COLUMN "mac" BLOB;
ALTER TABLE "pauses" ADD COLUMN "mac" BLOB;
ALTER TABLE "persons" ADD COLUMN "mac" BLOB;
ALTER TABLE "picks" ADD COLUMN "mac" BLOB;
ALTER TABLE "placements" ADD COLUMN "mac" BLOB;
ALTER TABLE "planlines" ADD COLUMN "mac" BLOB;
ALTER TABLE "reference_tables" ADD COLUMN "mac" BLOB;
ALTER TABLE "settings" ADD COLUMN "mac" BLOB;
ALTER TABLE "shortlists" ADD COLUMN "mac" BLOB;
ALTER TABLE "tasks" ADD COLUMN "mac" BLOB;
ALTER TABLE "ticks" ADD COLUMN "mac" BLOB;
ALTER TABLE "weeks" ADD COLUMN "mac" BLOB;
ALTER TABLE "words" ADD COLUMN "mac" BLOB;
ALTER TABLE "log" ADD COLUMN "link" BLOB;
ALTER TABLE "log" ADD COLUMN "digest" BLOB;
ALTER TABLE "log_rows" ADD COLUMN "digest" BLOB;
INSERT INTO "meta" ("key", "value") VALUES ('mend.integrity', 'pending');
