import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { salvage } from '../../../../electron/station/store/salvage.ts';
import { overwrite } from '../../../integration/backup/shop.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { openStore } from './rows.ts';

const SHEETS = 'SELECT * FROM sheet ORDER BY id';
const JOBS = 'SELECT * FROM sheet_job';

test('sheets around a page that cannot be read keep their numbers, what became of them and what is owed', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  const [from, to] = [join(folder.path, 'damaged.db'), join(folder.path, 'salvaged.db')];
  const store = openStore();
  store.store();
  store.db.exec(`WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n WHERE id < 400)
      INSERT INTO sheet SELECT id, 1, id, 'printer', 'Front desk', id, 'failed', 'printer-failed', id + 1 FROM n;
    INSERT INTO sheet_job VALUES (1, 5, 'missing', 400)`);
  const [sheets, jobs] = [store.db.prepare(SHEETS).all(), store.db.prepare(JOBS).all()];
  const page = Number(
    store.db
      .prepare("SELECT pageno FROM dbstat WHERE name = 'sheet' AND pagetype = 'leaf' ORDER BY path LIMIT 1, 1")
      .pluck()
      .get(),
  );
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  store.db.exec(`VACUUM INTO '${from}'`);
  store.dispose();
  overwrite(from, (page - 1) * 4096, Buffer.alloc(4096, 0x5a));

  const { unreadable } = salvage(from, to, MIGRATIONS.length, () => {});
  const db = new Database(to);
  onTestFinished(() => void db.close());
  const kept = db.prepare(SHEETS).all();
  expect(unreadable).toBeGreaterThan(0);
  expect(kept).toHaveLength(sheets.length - unreadable);
  expect(sheets).toEqual(expect.arrayContaining(kept));
  expect(db.prepare(JOBS).all()).toEqual(jobs);
});
