-- The participants of the tests decide in memory; they keep data only to have a log.
CREATE TABLE nothing (id int);
