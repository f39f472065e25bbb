-- Who said what an uncertain value of the rules is here, and when; and how old it is that a workplace is public or private.
ALTER TABLE "settings" ADD COLUMN "source" TEXT;
ALTER TABLE "settings" ADD COLUMN "date" TEXT;
ALTER TABLE "companies" ADD COLUMN "sector_on" TEXT;
