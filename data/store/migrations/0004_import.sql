ALTER TABLE "companies" ADD COLUMN "phone2" TEXT;
ALTER TABLE "companies" ADD COLUMN "ad_protected" INTEGER;
