import type Database from 'better-sqlite3';

/**
 * Maintenance plans of messages that have no bytes any more are as the attached database `other` has them: nothing can be
 * derived, and where nothing is left there, the last visit of their vehicle has gone. Their plates are folded at the start.
 */
export function takePlansWithoutBytes(db: Database.Database): void {
  db.exec(`CREATE TEMP TABLE plan_message AS
      SELECT om.id AS other_id, n.id AS id FROM other.message om
        JOIN temp.number_of n ON n.msg_id = om.msg_id AND n.raw_sha256 = om.raw_sha256
      WHERE om.kind = 'maintenance-plan' AND length(om.raw) = 0;
    DELETE FROM main.plan_event WHERE message_id IN (SELECT id FROM temp.plan_message);
    INSERT INTO main.plan_event (message_id, position, msg_id, plate, created_at, proven, item)
      SELECT p.id, o.position, o.msg_id, o.plate, o.created_at, o.proven, o.item
      FROM temp.plan_message p JOIN other.plan_event o ON o.message_id = p.other_id;
    INSERT OR IGNORE INTO main.plan_due
      SELECT DISTINCT e.plate FROM temp.plan_message p JOIN main.plan_event e ON e.message_id = p.id WHERE e.plate IS NOT NULL;
    DROP TABLE temp.plan_message`);
}
