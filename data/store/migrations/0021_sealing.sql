-- Codes that tell of a person's circumstances, and all free text, move into what is sealed; see reseal.go, which does it
-- where the line below stands.
ALTER TABLE "companies" ADD COLUMN "sealed" BLOB;
ALTER TABLE "tasks" ADD COLUMN "sealed" BLOB;
ALTER TABLE "openings" ADD COLUMN "sealed" BLOB;
ALTER TABLE "commitments" ADD COLUMN "sealed" BLOB;
ALTER TABLE "words" ADD COLUMN "sealed" BLOB;
-- reseal
ALTER TABLE "enrolments" DROP COLUMN "programme";
ALTER TABLE "enrolments" DROP COLUMN "triage";
ALTER TABLE "enrolments" DROP COLUMN "triage_next";
ALTER TABLE "enrolments" DROP COLUMN "outcome";
ALTER TABLE "exemptions" DROP COLUMN "code";
ALTER TABLE "ticks" DROP COLUMN "element";
ALTER TABLE "planlines" DROP COLUMN "track";
ALTER TABLE "overrides" DROP COLUMN "criterion";
ALTER TABLE "companies" DROP COLUMN "areas";
ALTER TABLE "companies" DROP COLUMN "note";
ALTER TABLE "tasks" DROP COLUMN "about";
ALTER TABLE "openings" DROP COLUMN "note";
ALTER TABLE "commitments" DROP COLUMN "note";
ALTER TABLE "words" DROP COLUMN "word";
ALTER TABLE "words" DROP COLUMN "means";
