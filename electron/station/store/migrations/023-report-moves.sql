-- Who has moved a visit: its health check report, by coming, or without a word a person.
ALTER TABLE lane_change ADD COLUMN moved_by TEXT CHECK (moved_by IN ('report'));

-- The plate as it is compared (vehicle-identity.ts): a report of an order that nobody knows is found by it.
ALTER TABLE health_report ADD COLUMN compared_plate TEXT;
CREATE INDEX health_report_of_plate ON health_report (compared_plate, created_at, msg_id) WHERE compared_plate IS NOT NULL;
-- Few are: by it a verified report finds its twin that proved nothing.
CREATE INDEX health_report_unproven ON health_report (msg_id) WHERE proven = 0;

-- Of messages that an older version has stored it is still to be read what reports and plans say: of all up to `last_id` those
-- after `message_id`.
CREATE TABLE content_mark (message_id INTEGER NOT NULL, last_id INTEGER NOT NULL) STRICT;
INSERT INTO content_mark SELECT 0, coalesce(max(id), 0) FROM message;

-- Comments may name a person, and the page shows whose report it is: they go with the bytes, whoever removes those.
CREATE TRIGGER person_of_emptied_report AFTER UPDATE OF raw ON message
WHEN old.kind = 'health-report' AND length(new.raw) = 0 BEGIN
  UPDATE health_report SET page_url = NULL,
    groups = (SELECT json_group_array(json_set(value, '$.comment', NULL) ORDER BY key) FROM json_each(groups))
  WHERE message_id = old.id;
END;
