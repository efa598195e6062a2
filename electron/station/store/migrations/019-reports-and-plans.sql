-- What health check reports and maintenance plans say, derived of their messages, one row a report and one an item of a plan.
-- They join visits when they are read, by service order and by plate: so it does not matter what comes first.
CREATE TABLE health_report (
  message_id    INTEGER PRIMARY KEY,
  msg_id        TEXT NOT NULL,
  service_order TEXT,
  received_at   INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  weak          INTEGER NOT NULL CHECK (weak IN (0, 1)),
  proven        INTEGER NOT NULL CHECK (proven IN (0, 1)),
  clipped       INTEGER NOT NULL CHECK (clipped IN (0, 1)),
  is_unreadable INTEGER NOT NULL CHECK (is_unreadable IN (0, 1)),
  plate         TEXT,
  service       TEXT,
  score         REAL,
  page_url      TEXT,
  dangerous     INTEGER NOT NULL,
  major         INTEGER NOT NULL,
  minor         INTEGER NOT NULL,
  passed        INTEGER NOT NULL,
  groups        TEXT NOT NULL
) STRICT;
CREATE INDEX health_report_of_order ON health_report (service_order, created_at, msg_id) WHERE service_order IS NOT NULL;

-- `plate` as it is compared (vehicle-identity.ts), null where it tells no vehicle apart; `item` as JSON. A plan of which no item
-- can be read has no row.
CREATE TABLE plan_event (
  message_id INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  msg_id     TEXT NOT NULL,
  plate      TEXT,
  created_at INTEGER NOT NULL,
  proven     INTEGER NOT NULL CHECK (proven IN (0, 1)),
  item       TEXT NOT NULL,
  PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_event_of_plate ON plan_event (plate, created_at, msg_id, position) WHERE plate IS NOT NULL;

-- Here, and not where messages are removed, so that nobody who removes one can forget it.
CREATE TRIGGER content_of_removed_message AFTER DELETE ON message WHEN old.kind IN ('health-report', 'maintenance-plan') BEGIN
  DELETE FROM health_report WHERE message_id = old.id;
  DELETE FROM plan_event WHERE message_id = old.id;
END;
