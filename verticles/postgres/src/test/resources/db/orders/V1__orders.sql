CREATE TABLE placed (id text PRIMARY KEY, status text NOT NULL, reason text);
-- No key: what happened twice must show as two rows.
CREATE TABLE settled (id text NOT NULL, status text NOT NULL);
