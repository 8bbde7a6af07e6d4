-- No key: an effect that happened twice must show as two rows.
CREATE TABLE effect (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  saga   text NOT NULL,
  amount int  NOT NULL
);
CREATE INDEX effect_of_saga ON effect (saga);
