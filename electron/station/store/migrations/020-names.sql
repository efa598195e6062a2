-- Whoever accepts a message by hand, or types a check-in, is named in accepted_by_hand; what is typed has no reason. The name goes
-- with the personal data, as the reason does: an empty one is one that went.
DROP TRIGGER reason_goes_with_bytes;
CREATE TRIGGER person_goes_with_bytes AFTER UPDATE OF raw ON message WHEN old.proven = 0 AND length(new.raw) = 0
BEGIN
  UPDATE accepted_by_hand SET name = '', reason = NULL WHERE body_sha256 = old.raw_sha256;
END;
UPDATE accepted_by_hand SET name = '' WHERE reason IS NULL;

-- Tick-offs of blind spots that lost who ticked them off, and the note.
ALTER TABLE removal ADD COLUMN ticks INTEGER NOT NULL DEFAULT 0;
