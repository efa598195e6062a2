-- Every accepted message, whole. What the board shows is derived from `raw` and can be derived again.
CREATE TABLE message (
  id          INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  create_time INTEGER NOT NULL,
  msg_id      TEXT NOT NULL,
  msg_type    TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('check-in', 'health-report', 'maintenance-plan', 'unknown')),
  dialect     TEXT,
  weak        INTEGER NOT NULL CHECK (weak IN (0, 1)),
  proven      INTEGER NOT NULL CHECK (proven IN (0, 1)),
  raw         BLOB NOT NULL,
  raw_sha256  BLOB NOT NULL,
  check_in_id INTEGER REFERENCES check_in (id)
) STRICT;
-- A visit has the number of its first message: only later ones need an index to be found by.
CREATE INDEX message_of_check_in ON message (check_in_id) WHERE check_in_id <> id;
CREATE INDEX message_unproven ON message (msg_id) WHERE proven = 0;
CREATE INDEX message_without_check_in ON message (kind) WHERE check_in_id IS NULL;

-- Verified messages, for good: a repeat is known by its msgId or by its signature, even after retention.
CREATE TABLE known_message (msg_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
-- Its rows trail the messages: `known_mark` is the last message that has one.
CREATE TABLE known_mark (message_id INTEGER NOT NULL) STRICT;
INSERT INTO known_mark VALUES (0);
-- The signature covers createTime, so the same signature has the same createTime; with it in front, new rows lie together.
CREATE TABLE known_signature (
  create_time INTEGER NOT NULL,
  signature   BLOB NOT NULL,
  PRIMARY KEY (create_time, signature)
) STRICT, WITHOUT ROWID;

-- Messages accepted without proof have a list of their own, never consulted for verified ones.
CREATE TABLE unproven_message (
  msg_id      TEXT NOT NULL,
  body_sha256 BLOB NOT NULL,
  PRIMARY KEY (msg_id, body_sha256)
) STRICT, WITHOUT ROWID;

-- One visit of one vehicle, with the number of its first message. All but `lane` and `lane_changed_at` is derived.
-- `message_id` is the message that it shows, without REFERENCES: the rows point at each other, and the second foreign key
-- would make SQLite look through this table for each message.
CREATE TABLE check_in (
  id               INTEGER PRIMARY KEY,
  service_order    TEXT UNIQUE,
  message_id       INTEGER NOT NULL,
  message_count    INTEGER NOT NULL,
  arrived_at       INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  lane             TEXT NOT NULL CHECK (lane IN ('new', 'seen', 'health-check', 'ready', 'handed-over')),
  lane_changed_at  INTEGER NOT NULL,
  weak             INTEGER NOT NULL CHECK (weak IN (0, 1)),
  proven           INTEGER NOT NULL CHECK (proven IN (0, 1)),
  clipped          INTEGER NOT NULL CHECK (clipped IN (0, 1)),
  plate            TEXT,
  vin              TEXT,
  brand            TEXT,
  style            TEXT,
  manufactured     TEXT,
  owner_first_name TEXT,
  owner_last_name  TEXT,
  owner_gender     TEXT,
  owner_mobile     TEXT,
  odometer         REAL,
  fuel             REAL,
  lights           TEXT NOT NULL,
  damage           TEXT NOT NULL,
  damage_count     INTEGER NOT NULL,
  photo_count      INTEGER NOT NULL,
  belongings       TEXT NOT NULL,
  belongings_count INTEGER NOT NULL,
  remark           TEXT,
  adviser          TEXT,
  adviser_mobile   TEXT,
  store_id         TEXT
) STRICT;
CREATE INDEX check_in_by_lane ON check_in (lane, id);

CREATE TABLE lane_change (
  id          INTEGER PRIMARY KEY,
  check_in_id INTEGER NOT NULL REFERENCES check_in (id),
  from_lane   TEXT NOT NULL,
  to_lane     TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX lane_change_by_check_in ON lane_change (check_in_id);

CREATE TABLE delivery (
  id          INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('accepted', 'repeat', 'quarantined', 'refused', 'failed')),
  reason      TEXT,
  msg_id      TEXT,
  msg_type    TEXT,
  kind        TEXT,
  dialect     TEXT,
  weak        INTEGER NOT NULL,
  proven      INTEGER NOT NULL,
  http_status INTEGER NOT NULL,
  duration_ms REAL NOT NULL,
  bytes       INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_by_outcome ON delivery (outcome, id);

-- Messages that failed verification: untrusted, bounded, one row for all repeats of the same bytes.
CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY,
  first_at    INTEGER NOT NULL,
  last_at     INTEGER NOT NULL,
  count       INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  advice      TEXT,
  body        BLOB NOT NULL,
  body_sha256 BLOB NOT NULL UNIQUE
) STRICT;

-- Search rows trail the check-ins: `search_mark` is the last one that has its row.
CREATE VIRTUAL TABLE check_in_search USING fts5 (tokens, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE TABLE search_mark (check_in_id INTEGER NOT NULL) STRICT;
INSERT INTO search_mark VALUES (0);

-- Secrets (by a short fingerprint) and message types for which weak signatures have ended by themselves.
CREATE TABLE weak_ended (
  secret   TEXT NOT NULL,
  msg_type TEXT NOT NULL,
  PRIMARY KEY (secret, msg_type)
) STRICT, WITHOUT ROWID;

-- Filled and emptied to see whether a message would fit on a disk that was full.
CREATE TABLE room (filler BLOB NOT NULL) STRICT;
