-- On whose behalf something is told that is not shown to them, such as the commands of sagas: what follows from it is
-- theirs, and it is no event of theirs, so that it stays out of the index of owners.
ALTER TABLE event ADD COLUMN behalf text;
