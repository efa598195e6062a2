-- When this desk last heard from its relay, so that it knows when it was away for longer than messages are kept there.
CREATE TABLE last_use_of_now (
  kind TEXT NOT NULL CHECK (kind IN ('secret', 'path', 'dialect', 'relay')),
  name TEXT NOT NULL,
  at   INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
INSERT INTO last_use_of_now SELECT kind, name, at FROM last_use;
DROP TABLE last_use;
ALTER TABLE last_use_of_now RENAME TO last_use;
