-- When a secret, a callback path (both by a short fingerprint) or a dialect was last used by an accepted message.
CREATE TABLE last_use (
  kind TEXT NOT NULL CHECK (kind IN ('secret', 'path', 'dialect')),
  name TEXT NOT NULL,
  at   INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

-- A check-in of a store whose check-ins the shop drops: the message is kept, and no visit is derived of it.
ALTER TABLE message ADD COLUMN is_dropped INTEGER NOT NULL DEFAULT 0 CHECK (is_dropped IN (0, 1));

-- A visit may be set aside for a third reason: it belongs to a store that this desk does not show. SQLite cannot change a
-- CHECK, so the columns are made anew; their indexes and trigger are those of 004 and 011.
DROP INDEX check_in_by_lane;
DROP INDEX check_in_done;
DROP TRIGGER vehicle_of_changed_check_in;
ALTER TABLE check_in RENAME COLUMN set_aside TO old_set_aside;
ALTER TABLE check_in RENAME COLUMN set_aside_at TO old_set_aside_at;
ALTER TABLE check_in ADD COLUMN set_aside TEXT CHECK (set_aside IN ('mistake', 'duplicate', 'other-store'));
ALTER TABLE check_in ADD COLUMN set_aside_at INTEGER CHECK (set_aside IS NULL OR set_aside_at IS NOT NULL);
UPDATE check_in SET set_aside = old_set_aside, set_aside_at = old_set_aside_at WHERE old_set_aside_at IS NOT NULL;
ALTER TABLE check_in DROP COLUMN old_set_aside_at;
ALTER TABLE check_in DROP COLUMN old_set_aside;
CREATE INDEX check_in_by_lane ON check_in (lane, id) WHERE set_aside IS NULL;
CREATE INDEX check_in_done ON check_in (max(lane_changed_at, coalesce(set_aside_at, 0)))
  WHERE set_aside IS NOT NULL OR lane = 'handed-over';
CREATE TRIGGER vehicle_of_changed_check_in AFTER UPDATE OF message_id, set_aside ON check_in BEGIN
  INSERT INTO vehicle_due VALUES (new.id, 1) ON CONFLICT DO UPDATE SET is_changed = 1;
END;

ALTER TABLE set_aside_change RENAME TO old_set_aside_change;
DROP INDEX set_aside_change_by_check_in;
CREATE TABLE set_aside_change (
  id          INTEGER PRIMARY KEY,
  check_in_id INTEGER NOT NULL REFERENCES check_in (id),
  reason      TEXT CHECK (reason IN ('mistake', 'duplicate', 'other-store')),
  at          INTEGER NOT NULL
) STRICT;
INSERT INTO set_aside_change SELECT * FROM old_set_aside_change;
DROP TABLE old_set_aside_change;
CREATE INDEX set_aside_change_by_check_in ON set_aside_change (check_in_id);
