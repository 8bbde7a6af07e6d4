-- The row of a subject is what keeps the order of its events: it is locked from before the append to the commit.
CREATE TABLE subject (name text PRIMARY KEY, number int NOT NULL);
