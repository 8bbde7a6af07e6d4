-- All that a teller keeps is its log.
SELECT 1;
