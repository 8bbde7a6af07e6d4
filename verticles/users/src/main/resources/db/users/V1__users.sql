CREATE TABLE account (
  id          uuid        PRIMARY KEY,
  name        text        NOT NULL,
  email       text        NOT NULL,
  -- The email as it is compared: a mailbox has one account, however it is written.
  login       text        NOT NULL UNIQUE,
  password    text        NOT NULL,
  roles       text[]      NOT NULL,
  -- Tokens of an earlier generation are void.
  generation  int         NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL
);

CREATE TABLE signing_key (
  kid          text        PRIMARY KEY,
  private_key  bytea       NOT NULL,
  public_key   bytea       NOT NULL,
  signs_from   timestamptz NOT NULL
);

-- What gateways have to know until the last token that it voids has expired.
CREATE TABLE revocation (
  position    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id     uuid        NOT NULL,
  generation  int         NOT NULL,
  until       timestamptz NOT NULL
);
CREATE INDEX revocation_by_end ON revocation (until);

-- Logins that failed lately. A crash may forget them, so that counting costs no write-ahead log.
CREATE UNLOGGED TABLE failure (
  who           text        PRIMARY KEY,
  failures      int         NOT NULL,
  forgotten_at  timestamptz NOT NULL
);
CREATE INDEX failure_by_end ON failure (forgotten_at);
