-- What was answered to calls with an idempotency key, in the transaction that did what they asked.
CREATE TABLE answer (
  scope   text        NOT NULL,
  key     text        NOT NULL,
  request bytea       NOT NULL,
  status  int         NOT NULL,
  headers text[]      NOT NULL,
  body    bytea       NOT NULL,
  time    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
CREATE INDEX answer_by_age ON answer (time);
