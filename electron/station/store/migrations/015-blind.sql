-- The last moment at which this station was known to be running, one row, and since when this database has been kept up. The
-- first comes when the station can first accept a check-in: before that nothing can be missed. `since_boot` is ms since the PC
-- started, sleep included, which no change of its clock touches.
CREATE TABLE heartbeat (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  since      INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  since_boot INTEGER NOT NULL
) STRICT;

-- When AutoX3 could not have delivered, and why; without an end it goes on.
CREATE TABLE outage (
  id       INTEGER PRIMARY KEY,
  cause    TEXT NOT NULL CHECK (cause IN ('off', 'asleep', 'port', 'tunnel', 'probe', 'disk', 'secret')),
  began_at INTEGER NOT NULL,
  ended_at INTEGER CHECK (ended_at >= began_at)
) STRICT;

-- For which times of a check-in somebody has looked in AutoX3. One that was taken back stays, with when.
CREATE TABLE blind_tick (
  loses_from INTEGER NOT NULL,
  loses_to   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  who        TEXT NOT NULL,
  note       TEXT NOT NULL,
  undone_at  INTEGER,
  PRIMARY KEY (loses_from, loses_to)
) STRICT, WITHOUT ROWID;

-- A check-in that AutoX3 never delivered and that somebody typed: its message is what was typed (`dialect` is 'by-hand').
ALTER TABLE check_in ADD COLUMN typed INTEGER NOT NULL DEFAULT 0 CHECK (typed IN (0, 1));
