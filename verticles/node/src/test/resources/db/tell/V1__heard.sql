-- No key on what is heard: what is handled twice shows as two rows.
CREATE TABLE heard (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text   NOT NULL,
  number  int    NOT NULL
);
