-- Every sheet of a check-in: when and where it was made, and what became of it. NULL is under way; 'unknown' was under way when
-- the station ended. The sheets of a check-in count by `copy`; one that never came to be takes no number.
CREATE TABLE sheet (
  id          INTEGER PRIMARY KEY,
  check_in_id INTEGER NOT NULL REFERENCES check_in (id) ON DELETE CASCADE,
  copy        INTEGER NOT NULL,
  place       TEXT NOT NULL CHECK (place IN ('browser', 'printer', 'pdf')),
  printer     TEXT,
  begun_at    INTEGER NOT NULL,
  result      TEXT CHECK (result IN ('printed', 'handed-over', 'failed', 'cancelled', 'unknown')),
  problem     TEXT,
  ended_at    INTEGER,
  CHECK ((result IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE INDEX sheet_of_check_in ON sheet (check_in_id);
CREATE INDEX sheet_under_way ON sheet (id) WHERE result IS NULL;

-- Check-ins whose sheet is to come by itself, one row each, made with the check-in and gone when the sheet is there or not wanted.
-- 'printing' was handed to the printer, and is never handed to it again by itself; 'missing' waits for somebody to choose.
CREATE TABLE sheet_job (
  check_in_id INTEGER PRIMARY KEY REFERENCES check_in (id) ON DELETE CASCADE,
  due_at      INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'chosen', 'printing', 'missing')),
  sheet_id    INTEGER REFERENCES sheet (id) ON DELETE SET NULL
) STRICT;
