-- What no message and no hand tells of a visit's way: when it was on disk, first drawn on a board or wall, and first rang for.
-- It trails the visit by a moment; what a crash leaves out stays unknown.
CREATE TABLE visit_step (
  check_in_id INTEGER PRIMARY KEY REFERENCES check_in (id) ON DELETE CASCADE,
  stored_at   INTEGER,
  shown_at    INTEGER,
  rung_at     INTEGER
) STRICT;
