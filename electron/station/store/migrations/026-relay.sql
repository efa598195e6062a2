-- Times in which this desk was joined to a relay, which takes messages for it. `began_at` is from when on the relay is known to have
-- been there; null until something of it was heard. Without an end the desk is joined still.
CREATE TABLE relay_time (
  joined_at INTEGER PRIMARY KEY,
  began_at  INTEGER CHECK (began_at >= joined_at),
  left_at   INTEGER CHECK (left_at >= joined_at)
) STRICT;

-- When relays took messages, as they say it themselves: each run is a time without interruption. Old ones are put together, under
-- an empty name.
CREATE TABLE relay_run (
  relay   TEXT NOT NULL,
  run     TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL CHECK (to_at >= from_at),
  PRIMARY KEY (relay, run)
) STRICT, WITHOUT ROWID;

-- When a message was stored here that the relay had had for more than two minutes; `received_at` is when the relay had it.
ALTER TABLE message ADD COLUMN stored_late_at INTEGER CHECK (stored_late_at > received_at);
CREATE INDEX message_late ON message (received_at) WHERE stored_late_at IS NOT NULL;

-- What a relay has dropped before this desk read it is an outage, too. SQLite cannot change a CHECK, so the table is made anew.
ALTER TABLE outage RENAME TO old_outage;
CREATE TABLE outage (
  id       INTEGER PRIMARY KEY,
  cause    TEXT NOT NULL CHECK (cause IN ('off', 'asleep', 'port', 'tunnel', 'probe', 'disk', 'secret', 'relay')),
  began_at INTEGER NOT NULL,
  ended_at INTEGER CHECK (ended_at >= began_at)
) STRICT;
INSERT INTO outage SELECT * FROM old_outage;
DROP TABLE old_outage;
