-- Who a week's hours are from: the workplace, the citizen, a payslip. Unknown for the rows that are there.
ALTER TABLE "weeks" ADD COLUMN "source" TEXT;
