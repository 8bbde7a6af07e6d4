CREATE TABLE dream (
  seen bigint PRIMARY KEY
);
