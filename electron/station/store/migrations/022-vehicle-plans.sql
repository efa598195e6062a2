-- What the messages about a plate come to (fold-plan.ts), derived of plan_event. `check_in_id` is the newest visit of the plate
-- among those of vehicle_visit, on whose card it stands; `coming` is what that card needs of it, both as JSON.
CREATE TABLE vehicle_plan (
  plate       TEXT PRIMARY KEY,
  check_in_id INTEGER,
  coming      TEXT NOT NULL,
  items       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX vehicle_plan_of_visit ON vehicle_plan (check_in_id) WHERE check_in_id IS NOT NULL;

-- Plates whose events went or came without their plan having been made again.
CREATE TABLE plan_due (plate TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO plan_due SELECT DISTINCT plate FROM plan_event WHERE plate IS NOT NULL;
CREATE TRIGGER plan_of_removed_event AFTER DELETE ON plan_event WHEN old.plate IS NOT NULL BEGIN
  INSERT OR IGNORE INTO plan_due VALUES (old.plate);
END;

-- The newest are asked for, of those that are proven and of those that are not.
DROP INDEX plan_event_of_plate;
CREATE INDEX plan_event_of_plate ON plan_event (plate, proven, created_at, msg_id, position) WHERE plate IS NOT NULL;

-- Here, and not where visits are known, so that nobody who makes one known or forgets it can forget its plan.
CREATE TRIGGER plan_of_known_visit AFTER INSERT ON vehicle_visit BEGIN
  INSERT INTO vehicle_due
    SELECT v.check_in_id, 0 FROM vehicle_plan AS p CROSS JOIN vehicle_visit AS v ON v.plate = p.plate
    WHERE p.check_in_id = new.check_in_id AND p.plate IS NOT new.plate
      AND NOT EXISTS (SELECT 1 FROM vehicle_due AS d WHERE d.check_in_id = v.check_in_id)
    ORDER BY v.check_in_id DESC LIMIT 1;
  UPDATE vehicle_plan SET coming = 'null', check_in_id = (SELECT max(v.check_in_id) FROM vehicle_visit AS v WHERE v.plate = vehicle_plan.plate)
    WHERE check_in_id = new.check_in_id AND plate IS NOT new.plate;
  UPDATE vehicle_plan SET coming = 'null', check_in_id = new.check_in_id
    WHERE plate = new.plate AND (check_in_id IS NULL OR check_in_id < new.check_in_id);
END;
CREATE TRIGGER plan_of_forgotten_visit AFTER DELETE ON vehicle_visit BEGIN
  UPDATE vehicle_plan SET coming = 'null', check_in_id = (SELECT max(v.check_in_id) FROM vehicle_visit AS v WHERE v.plate = vehicle_plan.plate)
    WHERE check_in_id = old.check_in_id;
  INSERT OR IGNORE INTO vehicle_due
    SELECT check_in_id, 0 FROM vehicle_plan WHERE plate = old.plate AND check_in_id IS NOT NULL;
END;

-- With the last visit of a plate its plan goes, and the bytes of which it could be derived again.
CREATE TRIGGER plan_of_last_visit BEFORE DELETE ON check_in
WHEN EXISTS (SELECT 1 FROM vehicle_plan AS p WHERE p.check_in_id = old.id
  AND NOT EXISTS (SELECT 1 FROM vehicle_visit AS v WHERE v.plate = p.plate AND v.check_in_id <> old.id))
BEGIN
  UPDATE message SET raw = x'' WHERE id IN (SELECT e.message_id FROM vehicle_plan AS p CROSS JOIN plan_event AS e ON e.plate = p.plate
    WHERE p.check_in_id = old.id);
  DELETE FROM plan_event WHERE plate = (SELECT plate FROM vehicle_plan WHERE check_in_id = old.id);
  DELETE FROM vehicle_plan WHERE check_in_id = old.id;
END;
