-- A delivery may have come by a relay, too. A check cannot be changed, so the column is made anew.
ALTER TABLE delivery RENAME COLUMN origin TO former_origin;
ALTER TABLE delivery ADD COLUMN origin TEXT NOT NULL DEFAULT 'sender'
  CHECK (origin IN ('sender', 'relay', 'sent-again', 'tried-again', 'by-hand'));
UPDATE delivery SET origin = former_origin WHERE former_origin <> 'sender';
ALTER TABLE delivery DROP COLUMN former_origin;
