-- What the shop sets for every board, one row a group of settings, as JSON that the settings' own schema checks.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
