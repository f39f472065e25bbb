-- The groups that an enrolment of a controlled trial had before, with the day on which each was changed.
ALTER TABLE "enrolments" ADD COLUMN "redrawn" TEXT;
