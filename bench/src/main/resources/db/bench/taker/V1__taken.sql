CREATE TABLE taken (position bigint PRIMARY KEY, subject text NOT NULL, number bigint NOT NULL);
