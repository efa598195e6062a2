-- Times in which messages of AutoX3 came by one way alone, to this PC itself or by a relay: each from a message to a message.
-- The last moment may trail by a minute. All that came before this desk joined a relay came to this PC itself.
CREATE TABLE message_run (
  way     TEXT NOT NULL CHECK (way IN ('direct', 'relay')),
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL CHECK (to_at >= from_at),
  PRIMARY KEY (way, from_at)
) STRICT, WITHOUT ROWID;
INSERT INTO message_run
  SELECT 'direct', first.received_at, max(first.received_at, last.received_at)
  FROM (SELECT received_at FROM message WHERE dialect IS NOT 'by-hand' ORDER BY id LIMIT 1) AS first,
       (SELECT received_at FROM message WHERE dialect IS NOT 'by-hand'
          AND received_at <= coalesce((SELECT min(joined_at) FROM relay_time), received_at) ORDER BY id DESC LIMIT 1) AS last;
