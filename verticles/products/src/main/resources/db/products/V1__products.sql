-- The words of a text, as they are searched for: in lower case, whatever stands between them.
CREATE FUNCTION words(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT trim(regexp_replace(lower($1), '[^[:alnum:]]+', ' ', 'g'))
$$;

CREATE TABLE product (
  id          uuid        PRIMARY KEY,
  sku         text        NOT NULL,
  name        text        NOT NULL,
  description text        NOT NULL,
  amount      bigint      NOT NULL CHECK (amount >= 0),
  currency    text        NOT NULL,
  created     timestamptz NOT NULL DEFAULT now(),
  updated     timestamptz NOT NULL DEFAULT now(),
  -- The row stays: the ledger below speaks of it, and orders may still return what they had.
  deleted     timestamptz,
  searched    tsvector    NOT NULL GENERATED ALWAYS AS
    (to_tsvector('simple'::regconfig, words(sku || ' ' || name || ' ' || description))) STORED
);
CREATE UNIQUE INDEX product_by_sku ON product (sku) WHERE deleted IS NULL;
CREATE INDEX product_by_words ON product USING gin (searched) WHERE deleted IS NULL;

-- Every piece that came or went, and why. Rows are only ever added; the stock is their sum.
CREATE TABLE movement (
  id       bigint      GENERATED ALWAYS AS IDENTITY,
  product  uuid        NOT NULL,
  quantity bigint      NOT NULL CHECK (quantity <> 0),
  kind     text        NOT NULL CHECK (kind IN ('RECEIVED', 'CORRECTED', 'RESERVED', 'RELEASED')),
  order_id uuid        CHECK ((order_id IS NULL) = (kind IN ('RECEIVED', 'CORRECTED'))),
  cause    text        NOT NULL,
  actor    text,
  time     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (product, id)
);
CREATE INDEX movement_by_order ON movement (order_id) WHERE order_id IS NOT NULL;
REVOKE UPDATE, DELETE, TRUNCATE ON movement FROM CURRENT_USER;

-- The sum of a product's movements. Apart from the product, because it changes far more often.
CREATE TABLE stock (
  product uuid   PRIMARY KEY REFERENCES product,
  pieces  bigint NOT NULL DEFAULT 0 CONSTRAINT stock_is_never_below_zero CHECK (pieces >= 0)
) WITH (fillfactor = 50);

-- Nothing but a movement changes the stock, and none leaves it as it was. The plan is kept as long as
-- a connection lives: it must not be one for the few products that there were at first.
CREATE FUNCTION stock_follows_movements() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  moved int;
BEGIN
  UPDATE stock
     SET pieces = stock.pieces + change.quantity
    FROM (SELECT product, sum(quantity) AS quantity FROM added GROUP BY product) AS change
   WHERE stock.product = change.product;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> (SELECT count(DISTINCT product) FROM added) THEN
    RAISE foreign_key_violation USING MESSAGE = 'there is a movement of no product';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER stock_follows AFTER INSERT ON movement
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION stock_follows_movements();

-- What was answered to the last command of an order, and where that stood in the orders' log: a
-- command that comes again, because somebody replays the log, is answered again and changes nothing.
CREATE TABLE decision (
  order_id uuid   PRIMARY KEY,
  position bigint NOT NULL,
  follows  bigint NOT NULL,
  type     text   NOT NULL,
  data     json   NOT NULL
);
