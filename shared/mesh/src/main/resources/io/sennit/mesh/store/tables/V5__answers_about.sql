-- Whom an answer tells of, where it is to be forgotten with them.
ALTER TABLE answer ADD COLUMN about text;
CREATE INDEX answer_by_subject ON answer (about) WHERE about IS NOT NULL;
