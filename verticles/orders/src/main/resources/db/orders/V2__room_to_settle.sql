-- An order that settles is written anew. Where its page has room for that, no index is written.
ALTER TABLE orders SET (fillfactor = 50);
