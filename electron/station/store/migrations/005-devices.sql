-- Browsers that were paired with this station. Of the token that lets one in only its SHA-256 is kept.
CREATE TABLE device (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  role         TEXT NOT NULL CHECK (role IN ('desk', 'wall')),
  token_sha256 BLOB NOT NULL UNIQUE CHECK (length(token_sha256) = 32),
  paired_at    INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  browser      TEXT CHECK (length(browser) <= 200),
  address      TEXT
) STRICT, WITHOUT ROWID;
