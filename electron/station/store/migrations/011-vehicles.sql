-- The visits that count, by what tells their vehicle apart: VIN and plate as they are compared (vehicle-identity.ts), without
-- those whose VIN and plate both tell nothing, and without those that were set aside.
CREATE TABLE vehicle_visit (
  check_in_id INTEGER PRIMARY KEY,
  vin         TEXT,
  plate       TEXT,
  CHECK (vin IS NOT NULL OR plate IS NOT NULL)
) STRICT;
CREATE INDEX vehicle_visit_of_vin ON vehicle_visit (vin, check_in_id) WHERE vin IS NOT NULL;
CREATE INDEX vehicle_visit_of_plate ON vehicle_visit (plate, vin, check_in_id) WHERE plate IS NOT NULL;

-- What a card says of earlier visits, as JSON; only for a vehicle that was here before.
CREATE TABLE vehicle_memory (
  check_in_id INTEGER PRIMARY KEY,
  memory      TEXT NOT NULL
) STRICT;

-- Both trail the check-ins: all up to the mark have theirs. What changed or went since is due again; `is_changed` where the
-- visit itself did, so that those after it must be looked at too.
CREATE TABLE vehicle_mark (check_in_id INTEGER NOT NULL) STRICT;
INSERT INTO vehicle_mark VALUES (0);
CREATE TABLE vehicle_due (
  check_in_id INTEGER PRIMARY KEY,
  is_changed  INTEGER NOT NULL CHECK (is_changed IN (0, 1))
) STRICT;

-- Here, and not where visits are written, so that nobody who changes or removes one can forget it.
CREATE TRIGGER vehicle_of_changed_check_in AFTER UPDATE OF message_id, set_aside ON check_in BEGIN
  INSERT INTO vehicle_due VALUES (new.id, 1) ON CONFLICT DO UPDATE SET is_changed = 1;
END;
CREATE TRIGGER vehicle_of_removed_check_in AFTER DELETE ON check_in BEGIN
  INSERT OR IGNORE INTO vehicle_due
    SELECT later.check_in_id, 0 FROM vehicle_visit AS gone CROSS JOIN vehicle_visit AS later
    WHERE gone.check_in_id = old.id AND later.vin = gone.vin AND later.check_in_id > gone.check_in_id
    ORDER BY later.check_in_id LIMIT 50;
  INSERT OR IGNORE INTO vehicle_due
    SELECT later.check_in_id, 0 FROM vehicle_visit AS gone CROSS JOIN vehicle_visit AS later
    WHERE gone.check_in_id = old.id AND later.plate = gone.plate AND later.check_in_id > gone.check_in_id
    LIMIT 50;
  DELETE FROM vehicle_visit WHERE check_in_id = old.id;
  DELETE FROM vehicle_memory WHERE check_in_id = old.id;
  DELETE FROM vehicle_due WHERE check_in_id = old.id;
END;
