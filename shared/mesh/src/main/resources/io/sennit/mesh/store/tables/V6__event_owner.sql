-- Whose an event is: who may see it besides those who see all.
ALTER TABLE event ADD COLUMN owner text;
