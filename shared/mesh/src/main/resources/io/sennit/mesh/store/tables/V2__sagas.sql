-- The sagas of this service: where each is, what it waits for, and what has happened to it.
CREATE TABLE saga (
  name     text        NOT NULL,
  id       text        NOT NULL,
  number   bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
  state    text        NOT NULL,
  step     text,
  attempts int         NOT NULL,
  -- What answers the present command was caused by an event behind this position.
  since    bigint      NOT NULL,
  -- When it is looked at although no answer came.
  due      timestamptz,
  deadline timestamptz NOT NULL,
  started  timestamptz NOT NULL DEFAULT now(),
  updated  timestamptz NOT NULL DEFAULT now(),
  finished timestamptz,
  input    json        NOT NULL,
  answers  json        NOT NULL,
  -- The steps that are done, or may be, and are not undone.
  done     json        NOT NULL,
  reason   text,
  failed   text,
  error    text,
  history  json        NOT NULL,
  PRIMARY KEY (id, name)
);

CREATE INDEX saga_due ON saga (due) WHERE due IS NOT NULL;
CREATE INDEX saga_open ON saga (state, number) WHERE finished IS NULL;
