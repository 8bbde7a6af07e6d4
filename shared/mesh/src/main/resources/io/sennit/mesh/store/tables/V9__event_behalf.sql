-- What no owner is shown, such as the commands of sagas, stays out of what is looked for by owners.
ALTER TABLE event ADD COLUMN internal boolean NOT NULL DEFAULT false;
DROP INDEX event_by_owner;
CREATE INDEX event_by_owner ON event (owner, partition, position) WHERE owner IS NOT NULL AND NOT internal;
