-- What each consultant may do where the program is served to a team; without a value a consultant is just that.

ALTER TABLE "consultants" ADD COLUMN "role" TEXT;
