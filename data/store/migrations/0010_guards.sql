-- What the rules ask of a workplace and of a subsidised post.

ALTER TABLE "companies" ADD COLUMN "not_ordinary" INTEGER;
ALTER TABLE "companies" ADD COLUMN "others" INTEGER;
ALTER TABLE "companies" ADD COLUMN "others_on" TEXT;
ALTER TABLE "companies" ADD COLUMN "others_source" TEXT;
ALTER TABLE "companies" ADD COLUMN "sector" TEXT;
ALTER TABLE "companies" ADD COLUMN "sector_source" TEXT;
ALTER TABLE "placements" ADD COLUMN "vacated" INTEGER;
ALTER TABLE "placements" ADD COLUMN "net_expansion" INTEGER;
