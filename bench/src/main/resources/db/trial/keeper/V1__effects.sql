-- No key on what was handled: an effect that happened twice must show as two rows.
CREATE TABLE effect (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source   text   NOT NULL,
  position bigint NOT NULL,
  subject  text   NOT NULL,
  number   int    NOT NULL
);
