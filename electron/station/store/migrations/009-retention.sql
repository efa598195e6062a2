-- When the personal data of a visit were removed; from then on nothing brings them back, and its messages have no bytes.
ALTER TABLE check_in ADD COLUMN personal_removed_at INTEGER;
CREATE INDEX check_in_with_personal ON check_in (arrived_at) WHERE personal_removed_at IS NULL;
CREATE INDEX check_in_by_arrival ON check_in (arrived_at);
-- Messages of no visit hold personal data, too.
CREATE INDEX message_aside ON message (received_at) WHERE check_in_id IS NULL;
CREATE INDEX message_aside_whole ON message (received_at) WHERE check_in_id IS NULL AND length(raw) > 0;

CREATE INDEX photo_captured ON photo (captured_at, bytes) WHERE state = 'captured';
CREATE INDEX photo_by_sha256 ON photo (sha256) WHERE sha256 IS NOT NULL;
-- Photos whose row is gone or says so, and whose files may still be on the disk.
CREATE TABLE photo_to_remove (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- What was removed, by a term or because somebody asked: figures, nothing of anybody. One without an end goes on at the next
-- start.
CREATE TABLE removal (
  id          INTEGER PRIMARY KEY,
  cause       TEXT NOT NULL CHECK (cause IN ('term', 'request')),
  kind        TEXT NOT NULL CHECK (kind IN ('personal', 'photos', 'visits')),
  days        INTEGER CHECK ((cause = 'term') = (days IS NOT NULL)),
  began_at    INTEGER NOT NULL,
  ended_at    INTEGER,
  visits      INTEGER NOT NULL DEFAULT 0,
  messages    INTEGER NOT NULL DEFAULT 0,
  photos      INTEGER NOT NULL DEFAULT 0,
  photo_bytes INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0
) STRICT;

-- 1 while words of what was removed may still stand in the file of the database: in the search index, and in its log.
CREATE TABLE removal_traces (remain INTEGER NOT NULL CHECK (remain IN (0, 1))) STRICT;
INSERT INTO removal_traces VALUES (0);
