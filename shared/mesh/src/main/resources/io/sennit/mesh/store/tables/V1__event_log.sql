-- The log: what the service has told, in the order in which it was told. Rows are only ever added.
CREATE SEQUENCE event_position;

CREATE TABLE event (
  position  bigint      NOT NULL DEFAULT nextval('event_position'),
  -- Spelled out, not hashtext(): the place of a subject must outlive the version of the server.
  partition smallint    NOT NULL GENERATED ALWAYS AS ((get_byte(decode(md5(subject), 'hex'), 0) & 15)::smallint) STORED,
  type      text        NOT NULL,
  subject   text        NOT NULL,
  time      timestamptz NOT NULL DEFAULT clock_timestamp(),
  trace     text,
  cause     text,
  saga      text,
  data      json        NOT NULL
) PARTITION BY RANGE (time);

CREATE INDEX event_by_place ON event (partition, position);
REVOKE UPDATE, DELETE, TRUNCATE ON event FROM CURRENT_USER;

-- Makes the log's segments of today and of so many days to come.
CREATE FUNCTION event_prepare_segments(ahead int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  made  int := 0;
  day   date;
  name  text;
BEGIN
  PERFORM pg_advisory_xact_lock(1397051983, hashtext(current_schema()));
  FOR day IN SELECT today + n FROM generate_series(0, ahead) AS n LOOP
    name := 'event_' || to_char(day, 'YYYYMMDD');
    IF to_regclass(quote_ident(current_schema()) || '.' || name) IS NULL THEN
      -- Attached, because a table that is created as a partition stops all that use the others.
      EXECUTE format('CREATE TABLE %I (LIKE event INCLUDING ALL)', name);
      EXECUTE format('ALTER TABLE event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        name, to_char(day, 'YYYY-MM-DD 00:00+00'), to_char(day + 1, 'YYYY-MM-DD 00:00+00'));
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END $$;

SELECT event_prepare_segments(3);

-- How far those who read the log have told that they are.
CREATE TABLE event_reader (
  reader    text        NOT NULL,
  partition smallint    NOT NULL,
  position  bigint      NOT NULL,
  reported  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (reader, partition)
);

-- The last positions that retention has dropped.
CREATE TABLE event_horizon (
  partition smallint PRIMARY KEY,
  position  bigint   NOT NULL
);
INSERT INTO event_horizon SELECT n, 0 FROM generate_series(0, 15) AS n;

-- How far this service is in the logs of others, and which instance goes on from there.
CREATE TABLE event_cursor (
  reader      text        NOT NULL,
  source      text        NOT NULL,
  partition   smallint    NOT NULL,
  position    bigint      NOT NULL,
  epoch       bigint      NOT NULL DEFAULT 0,
  owner       text,
  lease_until timestamptz NOT NULL DEFAULT now(),
  moved       timestamptz NOT NULL DEFAULT now(),
  stopped     text,
  PRIMARY KEY (reader, source, partition)
) WITH (fillfactor = 25);

-- Events whose handler failed, and those of the same subjects that wait behind them.
CREATE TABLE event_parked (
  id        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
  reader    text        NOT NULL,
  source    text        NOT NULL,
  partition smallint    NOT NULL,
  position  bigint      NOT NULL,
  type      text        NOT NULL,
  subject   text        NOT NULL,
  event     json        NOT NULL,
  attempts  int         NOT NULL,
  due       timestamptz NOT NULL,
  dead      boolean     NOT NULL DEFAULT false,
  error     text,
  parked    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (reader, source, partition, subject, position)
);

-- What operators did to any of it.
CREATE TABLE event_audit (
  id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  time   timestamptz NOT NULL DEFAULT now(),
  who    text        NOT NULL,
  action text        NOT NULL,
  detail text        NOT NULL
);
