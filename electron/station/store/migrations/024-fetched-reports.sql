-- Health check reports that AutoX3's platform listed for a plate when it was asked: no signature vouches for them, so they are no
-- messages. The plate as it is compared (vehicle-identity.ts), the rest as it was sent: the date in a zone that is not said. An
-- empty text is what was not sent, so that the same report is the same row however often it is fetched.
CREATE TABLE fetched_report (
  plate        TEXT NOT NULL,
  release_date TEXT NOT NULL,
  address      TEXT NOT NULL,
  score        TEXT,
  fetched_at   INTEGER NOT NULL,
  PRIMARY KEY (plate, release_date, address)
) STRICT, WITHOUT ROWID;
