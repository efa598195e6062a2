import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { PhotoStore } from '../../../../electron/station/store/photo-store.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = 5;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

test('visits of the version before count a photo once that two damage entries name, and what waits is tried on', () => {
  const old = makeOldDatabase(folder.path, BEFORE);
  const damage = JSON.stringify([{ photos: ['http://h/a'] }, { photos: ['http://h/a', 'http://h/b'] }, { photos: [] }]);
  old.prepare('UPDATE check_in SET damage = ?, damage_count = 3, photo_count = 3 WHERE id = 1').run(damage);
  old.exec(`INSERT INTO photo (check_in_id, place, url, host, state, problem, attempts, next_at)
    VALUES (1, 0, 'http://h/a', 'h', 'waiting', 'server-error', 4, 7)`);
  old.close();

  const db = openDatabase(folder.path);

  const reader = new StationReader(db, () => DEFAULT_SETTINGS.board);
  expect(reader.card('1')).toMatchObject({ photoCount: 2, damageCount: 3 });
  expect(reader.card('2')).toMatchObject({ photoCount: 0 });
  expect(new PhotoStore(db).due(7, [], [])).toMatchObject({ problem: 'server-error', attempts: 4, triedSince: null });
  db.close();
});
