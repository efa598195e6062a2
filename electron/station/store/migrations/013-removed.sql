-- What was removed whole because somebody asked for it, by the SHA-256 of its bytes: a backup that holds it still does not bring
-- it back.
CREATE TABLE removed_bytes (sha256 BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
