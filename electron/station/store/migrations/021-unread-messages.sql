-- A message of which nothing could be read: of no known kind, or with a content that is broken. It is kept and shown nowhere, until it
-- is processed again by a version that reads it. Those of before the reports and plans were read are due, too.
ALTER TABLE message ADD COLUMN is_unread INTEGER NOT NULL DEFAULT 0 CHECK (is_unread IN (0, 1));
UPDATE message SET is_unread = 1
  WHERE check_in_id IS NULL AND is_dropped = 0 AND length(raw) > 0
    AND id NOT IN (SELECT message_id FROM health_report WHERE is_unreadable = 0)
    AND id NOT IN (SELECT message_id FROM plan_event);
CREATE INDEX message_unread ON message (id) WHERE is_unread = 1;

-- Here, and not where bytes are removed: without them nothing can be read by any version.
CREATE TRIGGER unread_goes_with_bytes AFTER UPDATE OF raw ON message WHEN new.is_unread = 1 AND length(new.raw) = 0 BEGIN
  UPDATE message SET is_unread = 0 WHERE id = new.id;
END;

-- A message that is processed again gets another number, which its deliveries are told. Check-ins, which are most, pay nothing.
CREATE INDEX delivery_of_other_message ON delivery (message_id) WHERE message_id IS NOT NULL AND kind <> 'check-in';
