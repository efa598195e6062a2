import type Database from 'better-sqlite3';

/**
 * Takes over the ledger of sheets, and those that are owed, of the attached database `other`, for the visits of
 * `temp.visit_of`; in the caller's transaction. The other's sheets keep their numbers, by which the desktop app still tells
 * what became of one: a sheet here with such a number makes way, unless it is the same one. With `isPresent` the other one
 * knows what is owed for its visits.
 */
export function mergeSheets(db: Database.Database, isPresent: boolean): void {
  // The same sheet is that of the same visit which began in the same moment; only what became of it may differ.
  db.exec(`CREATE TEMP TABLE sheet_move AS
      WITH same AS (
        SELECT min(s.id) AS id, o.id AS other_id FROM other.sheet o JOIN temp.visit_of v ON v.other_id = o.check_in_id
          JOIN main.sheet s ON s.check_in_id = v.id AND s.begun_at = o.begun_at AND s.copy = o.copy AND s.place = o.place
          GROUP BY o.id),
      beyond AS (SELECT max(coalesce((SELECT max(id) FROM main.sheet), 0), coalesce((SELECT max(id) FROM other.sheet), 0)) AS id)
      SELECT s.id AS here, coalesce(min(same.other_id), beyond.id + s.id) AS there
        FROM beyond, main.sheet s LEFT JOIN same ON same.id = s.id
        WHERE s.id IN (SELECT id FROM other.sheet) OR same.other_id <> s.id GROUP BY s.id;
    UPDATE main.sheet SET id = -id WHERE id IN (SELECT here FROM sheet_move);
    UPDATE main.sheet AS s SET id = m.there FROM sheet_move m WHERE s.id = -m.here;
    UPDATE main.sheet_job AS j SET sheet_id = m.there FROM sheet_move m WHERE j.sheet_id = m.here;
    DROP TABLE sheet_move;
    INSERT INTO main.sheet (id, check_in_id, copy, place, printer, begun_at, result, problem, ended_at)
      SELECT o.id, v.id, o.copy, o.place, o.printer, o.begun_at, o.result, o.problem, o.ended_at
        FROM other.sheet o JOIN temp.visit_of v ON v.other_id = o.check_in_id WHERE true
      ON CONFLICT (id) DO UPDATE SET result = excluded.result, problem = excluded.problem, ended_at = excluded.ended_at
        WHERE result IS NULL OR result = 'unknown' AND excluded.result IS NOT NULL;
    INSERT INTO main.sheet_job (check_in_id, due_at, state, sheet_id)
      SELECT v.id, o.due_at, o.state, (SELECT id FROM main.sheet WHERE id = o.sheet_id)
        FROM other.sheet_job o JOIN temp.visit_of v ON v.other_id = o.check_in_id WHERE true ORDER BY v.is_same
      ON CONFLICT (check_in_id) DO UPDATE SET due_at = excluded.due_at, state = excluded.state, sheet_id = excluded.sheet_id`);
  if (isPresent)
    db.exec(`DELETE FROM main.sheet_job WHERE check_in_id IN (SELECT id FROM temp.visit_of WHERE is_same = 1)
      AND check_in_id NOT IN (SELECT v.id FROM other.sheet_job o JOIN temp.visit_of v ON v.other_id = o.check_in_id)`);
  // Whichever of the two had it on paper: none is owed any more.
  db.exec(`DELETE FROM main.sheet_job WHERE check_in_id IN (
    SELECT check_in_id FROM main.sheet WHERE result IN ('printed', 'handed-over') AND place <> 'pdf')`);
}
