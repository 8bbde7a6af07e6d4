CREATE TABLE greeted (
  name  text PRIMARY KEY,
  times bigint NOT NULL
);
