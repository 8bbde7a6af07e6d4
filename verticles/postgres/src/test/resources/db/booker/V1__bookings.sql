-- No key on what is booked: an effect that happened twice must show as two rows.
CREATE TABLE booking (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position bigint NOT NULL,
  subject  text   NOT NULL,
  number   int    NOT NULL
);
