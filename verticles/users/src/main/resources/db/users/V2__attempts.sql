-- Attempts are counted before they are made, and taken back when they turn out well.
ALTER TABLE failure RENAME TO attempt;
ALTER TABLE attempt RENAME COLUMN failures TO attempts;
ALTER INDEX failure_by_end RENAME TO attempt_by_end;
