-- What one user may see, without looking at what is everybody else's.
CREATE INDEX event_by_owner ON event (owner, partition, position) WHERE owner IS NOT NULL;
