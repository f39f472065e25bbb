ALTER TABLE "companies" ADD COLUMN "other_phone" TEXT;
ALTER TABLE "companies" ADD COLUMN "ad_protected" INTEGER;
