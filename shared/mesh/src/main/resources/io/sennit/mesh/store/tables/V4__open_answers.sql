-- Until when whoever got an answer first still waits for how it goes on; null when it is the last word.
ALTER TABLE answer ADD COLUMN open_until timestamptz;
