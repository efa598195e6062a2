import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { VehicleIndex } from '../../../../electron/station/store/vehicle-index.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('vehicle_visit_in_order'));
const BELT = { action: 'add', id: '1', service: 'timing belt', cycle: 60_000, odometer: 50_000 };

test('a card that an earlier version told nothing, since the newest visit had no reading, says what is overdue', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  const old = makeOldDatabase(folder.path, BEFORE);
  old.exec(`UPDATE check_in SET plate = 'OLD 1', lane = 'new', odometer = iif(id = 1, 60500, NULL);
    UPDATE vehicle_mark SET check_in_id = 2;
    INSERT INTO vehicle_visit VALUES (1, NULL, 'OLD1'), (2, NULL, 'OLD1');
    INSERT INTO plan_event (message_id, position, msg_id, plate, created_at, proven, item)
      VALUES (9, 0, 'm', 'OLD1', 1, 1, '${JSON.stringify(BELT)}');
    INSERT INTO vehicle_plan VALUES ('OLD1', 2, 'null', '[]')`);
  old.close();

  const db = openDatabase(folder.path);
  const index = new VehicleIndex(db);
  expect(index.catchUp(10)).toMatchObject({ changed: [2] });
  expect(db.prepare("SELECT coming ->> '$.service' FROM vehicle_plan WHERE check_in_id = 2").pluck().get()).toBe(
    'timing belt',
  );
  db.close();
});
