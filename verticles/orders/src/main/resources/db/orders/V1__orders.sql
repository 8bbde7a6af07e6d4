CREATE TABLE orders (
  id       uuid        PRIMARY KEY,
  user_id  text        NOT NULL,
  status   text        NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLED')),
  reason   text,
  -- The lines with names and prices as they were when the order was placed.
  items    json        NOT NULL,
  total    bigint      NOT NULL CHECK (total >= 0),
  currency text        NOT NULL,
  version  int         NOT NULL DEFAULT 1,
  created  timestamptz NOT NULL,
  updated  timestamptz NOT NULL,
  -- What is asked of the order and not settled: a change under way, or how the last one ended.
  change   json,
  -- Whether it is to be cancelled as soon as what is under way has settled.
  cancel   boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 70);

-- A user's orders, newest first: ids begin with their time.
CREATE INDEX orders_of_user ON orders (user_id, id DESC);
