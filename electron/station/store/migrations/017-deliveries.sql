-- What made a delivery: AutoX3, or somebody at the board with a message that was kept.
ALTER TABLE delivery ADD COLUMN origin TEXT NOT NULL DEFAULT 'sender'
  CHECK (origin IN ('sender', 'sent-again', 'tried-again', 'by-hand'));
-- Where its bytes are: those of an accepted one by their message, those that are or were in quarantine by their SHA-256, which a
-- restore leaves as it is. A restore may give a message another number, so whoever looks it up compares the msgId.
ALTER TABLE delivery ADD COLUMN message_id INTEGER;
ALTER TABLE delivery ADD COLUMN body_sha256 BLOB;
CREATE INDEX delivery_of_body ON delivery (body_sha256) WHERE body_sha256 IS NOT NULL;

-- As they came, untrusted; null for what breaks the rules of form, and for what was kept before.
ALTER TABLE quarantine ADD COLUMN msg_id TEXT;
ALTER TABLE quarantine ADD COLUMN msg_type TEXT;

-- Messages that a person has accepted although they could not be verified. The reason may name a customer, so it goes with the
-- bytes of the message.
CREATE TABLE accepted_by_hand (
  body_sha256 BLOB PRIMARY KEY,
  at          INTEGER NOT NULL,
  name        TEXT NOT NULL,
  reason      TEXT
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reason_goes_with_bytes AFTER UPDATE OF raw ON message WHEN old.proven = 0 AND length(new.raw) = 0
BEGIN
  UPDATE accepted_by_hand SET reason = NULL WHERE body_sha256 = old.raw_sha256;
END;
CREATE TRIGGER acceptance_goes_with_message AFTER DELETE ON message WHEN old.proven = 0
BEGIN
  DELETE FROM accepted_by_hand WHERE body_sha256 = old.raw_sha256;
END;
