-- A saga that goes from step to step writes its row anew, and no index, as long as it stays on its page.

-- When it is looked at: no later than it is due, which moves with each step and does not move this.
ALTER TABLE saga ADD COLUMN wake timestamptz;
UPDATE saga SET wake = due;
DROP INDEX saga_due;
DROP INDEX saga_open;
CREATE INDEX saga_open ON saga (wake) WHERE finished IS NULL;

-- An entry each, so that more can be added without reading those that are there.
ALTER TABLE saga RENAME COLUMN history TO told;
ALTER TABLE saga ADD COLUMN history text[] NOT NULL DEFAULT '{}';
UPDATE saga SET history = ARRAY (SELECT json_array_elements(told)::text);
ALTER TABLE saga DROP COLUMN told;

ALTER TABLE saga SET (fillfactor = 50);
