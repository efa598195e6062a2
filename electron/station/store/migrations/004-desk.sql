-- What the desk adds to a visit: no message tells it, so deriving again must keep it. `set_aside_at` is when the visit was last
-- set aside or put back.
ALTER TABLE check_in ADD COLUMN set_aside TEXT CHECK (set_aside IN ('mistake', 'duplicate'));
ALTER TABLE check_in ADD COLUMN set_aside_at INTEGER CHECK (set_aside IS NULL OR set_aside_at IS NOT NULL);
ALTER TABLE check_in ADD COLUMN desk_note TEXT;
ALTER TABLE check_in ADD COLUMN key_tag TEXT;
ALTER TABLE check_in ADD COLUMN promised_at INTEGER;

-- What was set aside stands in no lane.
DROP INDEX check_in_by_lane;
CREATE INDEX check_in_by_lane ON check_in (lane, id) WHERE set_aside IS NULL;
-- What the desk is done with, by when it was.
CREATE INDEX check_in_done ON check_in (max(lane_changed_at, coalesce(set_aside_at, 0)))
  WHERE set_aside IS NOT NULL OR lane = 'handed-over';

-- Each time that a visit was set aside, and, without a reason, put back.
CREATE TABLE set_aside_change (
  id          INTEGER PRIMARY KEY,
  check_in_id INTEGER NOT NULL REFERENCES check_in (id),
  reason      TEXT CHECK (reason IN ('mistake', 'duplicate')),
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX set_aside_change_by_check_in ON set_aside_change (check_in_id);
