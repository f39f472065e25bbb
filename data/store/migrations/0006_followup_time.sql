ALTER TABLE "followups" ADD COLUMN "at" TEXT;
