-- All that these orders keep is their log.
SELECT 1;
