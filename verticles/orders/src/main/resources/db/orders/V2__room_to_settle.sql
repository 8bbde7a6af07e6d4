-- An order that settles is written anew: where its page has room for that, no index is.
ALTER TABLE orders SET (fillfactor = 50);
