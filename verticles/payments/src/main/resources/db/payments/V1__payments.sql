-- The accounts of users. The house's own have no row that everybody would have to wait for: what is
-- in them is the sum of their entries.
CREATE TABLE account (
  id       text   PRIMARY KEY,
  currency text   NOT NULL,
  balance  bigint NOT NULL DEFAULT 0 CONSTRAINT balance_is_never_negative CHECK (balance >= 0),
  UNIQUE (id, currency)
) WITH (fillfactor = 50);

-- Money that went between an account and one of the house's. One row is both sides of it, so that
-- they cannot differ. Rows are only ever added.
CREATE TABLE transfer (
  id       bigint      GENERATED ALWAYS AS IDENTITY,
  account  text        NOT NULL,
  -- The house's side: where deposits come from, and where what is charged goes to.
  house    text        NOT NULL CHECK (house IN ('deposits', 'shop')),
  -- What the account got; negative where the house did.
  amount   bigint      NOT NULL CHECK (amount <> 0),
  currency text        NOT NULL,
  kind     text        NOT NULL,
  order_id uuid,
  cause    text        NOT NULL,
  actor    text,
  key      text,
  time     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account, id),
  CONSTRAINT account_has_one_currency
    FOREIGN KEY (account, currency) REFERENCES account (id, currency),
  CONSTRAINT kind_says_what_it_is CHECK (
    CASE kind
      WHEN 'DEPOSIT' THEN house = 'deposits' AND amount > 0 AND order_id IS NULL
      WHEN 'CHARGE'  THEN house = 'shop'     AND amount < 0 AND order_id IS NOT NULL
      WHEN 'REFUND'  THEN house = 'shop'     AND amount > 0 AND order_id IS NOT NULL
      ELSE false
    END)
);
CREATE INDEX transfer_by_order ON transfer (order_id) WHERE order_id IS NOT NULL;
REVOKE UPDATE, DELETE, TRUNCATE ON transfer FROM CURRENT_USER;

-- The ledger as auditors read it: two entries for each transfer, which sum to zero.
CREATE VIEW entry AS
  SELECT id AS transfer, account, amount, currency, kind, order_id, cause, time FROM transfer
  UNION ALL
  SELECT id, house || '/' || currency, -amount, currency, kind, order_id, cause, time FROM transfer;

-- Nothing but a transfer changes a balance, and none leaves it as it was. The plan is kept as long as
-- a connection lives: it must not be one for the few accounts that there were at first.
CREATE FUNCTION balance_follows_transfers() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  UPDATE account
     SET balance = account.balance + change.amount
    FROM (SELECT account AS id, sum(amount) AS amount FROM added GROUP BY account) AS change
   WHERE account.id = change.id;
  RETURN NULL;
END $$;
CREATE TRIGGER balance_follows AFTER INSERT ON transfer
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION balance_follows_transfers();

-- What was answered to the last command of an order, and where that stood in the orders' log: a
-- command that comes again, because somebody replays the log, is answered again and changes nothing.
CREATE TABLE decision (
  order_id uuid   PRIMARY KEY,
  position bigint NOT NULL,
  type     text   NOT NULL,
  data     json   NOT NULL
);
