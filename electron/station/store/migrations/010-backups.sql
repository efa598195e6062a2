-- Which station this database is of: it stays the same through a restore, on another PC too.
CREATE TABLE station_identity (id TEXT NOT NULL) STRICT;
INSERT INTO station_identity VALUES (lower(hex(randomblob(12))));

-- The next message gets at least the number after this one: a database that began anew leaves the numbers of the damaged one
-- to its visits.
CREATE TABLE message_floor (id INTEGER NOT NULL) STRICT;
INSERT INTO message_floor VALUES (0);

-- Each look at the data, and what it found.
CREATE TABLE data_check (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('start', 'full', 'restore')),
  at       INTEGER NOT NULL,
  findings INTEGER NOT NULL
) STRICT;
CREATE TABLE data_finding (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('repaired', 'set-aside', 'marked', 'open')),
  check_in_id INTEGER,
  check_at    INTEGER NOT NULL,
  detail      TEXT NOT NULL
) STRICT;
CREATE INDEX data_finding_by_check ON data_finding (check_at);
