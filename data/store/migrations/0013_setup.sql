-- How satisfied the job centre is with how a placement was set up, beside the company and the citizen.
ALTER TABLE "placements" ADD COLUMN "jobcentre_setup" TEXT;
