-- Texts are stored in one form: composed letters, nothing without width, identifiers in their one form. SQL cannot
-- compose letters, and most texts are sealed: the program writes the rows again when this mark stands; see mend.go.
INSERT INTO "meta" ("key", "value") VALUES ('mend.text', 'pending');
