-- Whether somebody came to a group session that stands on the plan.
ALTER TABLE "planlines" ADD COLUMN "presence" TEXT;
