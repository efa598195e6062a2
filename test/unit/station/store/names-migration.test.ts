import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { RetentionReader } from '../../../../electron/station/store/retention-reader.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('person_goes_with_bytes'));

test('whoever accepted a message by hand loses the name with its bytes, also where the bytes went with the version before', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  const old = makeOldDatabase(folder.path, BEFORE);
  old.exec(`UPDATE message SET proven = 0;
    INSERT INTO accepted_by_hand SELECT raw_sha256, 1, 'Ann', iif(id = 1, NULL, 'seen in AutoX3') FROM message;
    INSERT INTO removal (kind, cause, days, began_at, ended_at) VALUES ('personal', 'term', 30, 1, 2)`);
  old.close();

  const db = openDatabase(folder.path);
  const accepted = db.prepare('SELECT name, reason FROM accepted_by_hand ORDER BY name').raw();
  expect(accepted.all()).toEqual([
    ['', null],
    ['Ann', 'seen in AutoX3'],
  ]);
  expect(new RetentionReader(db).log()).toMatchObject([{ kind: 'personal', ticks: 0 }]);
  db.exec("UPDATE message SET raw = x''");
  expect(accepted.all()).toEqual([
    ['', null],
    ['', null],
  ]);
  db.close();
});
