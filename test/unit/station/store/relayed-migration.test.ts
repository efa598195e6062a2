import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { DeliveryReader } from '../../../../electron/station/store/delivery-reader.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { DeliveryOrigin } from '../../../../shared/delivery.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('former_origin'));

test('deliveries of before keep where they came from, and every origin of now can be stored, a relay among them', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  const old = makeOldDatabase(folder.path, BEFORE);
  const insert = (origin: string): string =>
    `INSERT INTO delivery (received_at, origin, outcome, weak, proven, http_status, duration_ms, bytes)
     VALUES (1, '${origin}', 'accepted', 0, 1, 200, 1, 9)`;
  const before = DeliveryOrigin.options.filter((origin) => origin !== 'relay');
  for (const origin of before) old.exec(insert(origin));
  old.exec("INSERT INTO last_use VALUES ('dialect', 'verbatim', 7)");
  expect(() => old.exec(insert('relay')), 'it had to be made').toThrow();
  old.close();

  const db = openDatabase(folder.path);
  db.exec(insert('relay'));
  const { items } = new DeliveryReader(db).list({ limit: 9 });
  expect(items.map(({ origin }) => origin).reverse()).toEqual([...before, 'relay']);
  expect(() => db.exec(insert('nobody'))).toThrow();
  db.exec("INSERT INTO last_use VALUES ('relay', 'acme/north', 8)");
  expect(db.prepare('SELECT kind, name, at FROM last_use ORDER BY at').raw().all()).toEqual([
    ['dialect', 'verbatim', 7],
    ['relay', 'acme/north', 8],
  ]);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});
