-- The visits of a plate in order: its newest one, and the last reading of its odometer before a visit that has none.
CREATE INDEX vehicle_visit_in_order ON vehicle_visit (plate, check_in_id) WHERE plate IS NOT NULL;

-- What cards say was reckoned without the readings of earlier visits.
INSERT OR IGNORE INTO plan_due SELECT plate FROM vehicle_plan;
