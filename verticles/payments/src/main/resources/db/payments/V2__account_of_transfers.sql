-- Whether a transfer's account is there, and has its currency, is asked once for all that a statement adds, by
-- what moves the balances, and no longer for each of them.
CREATE OR REPLACE FUNCTION balance_follows_transfers() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  moved int;
BEGIN
  UPDATE account
     SET balance = account.balance + change.amount
    FROM (SELECT account AS id, currency, sum(amount) AS amount FROM added GROUP BY account, currency) AS change
   WHERE account.id = change.id AND account.currency = change.currency;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> (SELECT count(*) FROM (SELECT DISTINCT account, currency FROM added) AS named) THEN
    RAISE foreign_key_violation USING MESSAGE = 'a transfer violates that its account is there and has its currency';
  END IF;
  RETURN NULL;
END $$;

ALTER TABLE transfer DROP CONSTRAINT account_has_one_currency;
ALTER TABLE account DROP CONSTRAINT account_id_currency_key;

-- It stays so because no account goes, and none gets another id or currency.
REVOKE UPDATE, DELETE, TRUNCATE ON account FROM CURRENT_USER;
GRANT UPDATE (balance) ON account TO CURRENT_USER;
