CREATE TABLE told (subject text NOT NULL, number bigint NOT NULL);
