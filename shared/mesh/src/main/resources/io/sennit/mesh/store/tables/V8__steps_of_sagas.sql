-- A saga that goes from step to step writes its row anew, and no index, as long as it stays on its page.
ALTER TABLE saga SET (fillfactor = 50);

-- When it is looked at: no later than it is due, which moves with each step and does not move this. Those that are
-- there, or are begun by a node of an earlier version, are looked at soon, and then when they are due.
ALTER TABLE saga ADD COLUMN wake timestamptz DEFAULT now();
DROP INDEX saga_due;
DROP INDEX saga_open;
CREATE INDEX saga_open ON saga (wake) WHERE finished IS NULL;

-- What has happened since the history, an entry each: more is added without reading those that are there.
ALTER TABLE saga ADD COLUMN happened text[] NOT NULL DEFAULT '{}';
ALTER TABLE saga ALTER COLUMN history SET DEFAULT '[]';
