-- The photos of a visit, one row for each address that any of its messages named. `place` is its place among the photos of
-- the newest message, NULL once that no longer names it. `next_at` is when a waiting one is tried next, 0 for at once.
CREATE TABLE photo (
  id          INTEGER PRIMARY KEY,
  check_in_id INTEGER NOT NULL REFERENCES check_in (id),
  place       INTEGER,
  url         TEXT NOT NULL,
  host        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'captured', 'failed')),
  problem     TEXT,
  attempts    INTEGER NOT NULL,
  next_at     INTEGER,
  sha256      TEXT,
  width       INTEGER,
  height      INTEGER,
  bytes       INTEGER,
  captured_at INTEGER,
  CHECK ((state = 'waiting') = (next_at IS NOT NULL)),
  CHECK ((state = 'captured') = (sha256 IS NOT NULL))
) STRICT;
CREATE INDEX photo_of_check_in ON photo (check_in_id, place);
CREATE INDEX photo_due ON photo (next_at, host) WHERE state = 'waiting';
CREATE INDEX photo_failed ON photo (problem) WHERE state = 'failed';

-- Its rows trail the messages: all up to this one have theirs.
CREATE TABLE photo_mark (message_id INTEGER NOT NULL) STRICT;
INSERT INTO photo_mark VALUES (0);
