import { hash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BackupFolder } from '../../../../electron/station/backup/backup-folder.ts';
import { doJob } from '../../../../electron/station/backup/jobs.ts';
import { buildRestore } from '../../../../electron/station/backup/restore-work.ts';
import { ROTATION } from '../../../../electron/station/backup/rotation.ts';
import { storeBackup } from '../../../../electron/station/backup/store-backup.ts';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { RemovalRemains } from '../../../../electron/station/store/removal-remains.ts';
import { temporaryFolder } from '../../../support/station.ts';

const NOW = Date.parse('2026-06-10T02:00:00Z');
const names = ['only in the backup', 'there already'] as const;
const [added, there] = names.map((name) => hash('sha256', name)) as [string, string];
const originalIn = (data: string, sha256: string): string => join(data, 'photos/originals', sha256.slice(0, 2), sha256);

function putPhoto(data: string, name: string): void {
  const path = originalIn(data, hash('sha256', name));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, name);
}

test('a restore that is cancelled has the photos go that it has copied, and no others', async () => {
  const temporary = temporaryFolder();
  onTestFinished(() => temporary.dispose());
  const old = join(temporary.path, 'old');
  const oldDb = openDatabase(old);
  oldDb.pragma('foreign_keys = OFF');
  for (const name of names) {
    putPhoto(old, name);
    oldDb
      .prepare(
        `INSERT INTO photo (check_in_id, url, host, state, attempts, sha256, captured_at) VALUES (1, ?, 'h', 'captured', 1, ?, 1)`,
      )
      .run(name, hash('sha256', name));
  }
  oldDb.close();
  const folder = new BackupFolder(join(temporary.path, 'backups'), true);
  const parts = { copy: old, photos: join(old, 'photos'), kind: 'asked', version: '1', at: NOW } as const;
  const { id } = storeBackup(folder, { ...parts, rotation: ROTATION, beside: null }, () => {});

  const dataFolder = join(temporary.path, 'data');
  const db = openDatabase(dataFolder);
  onTestFinished(() => void db.close());
  putPhoto(dataFolder, 'there already');
  const ending = new AbortController();
  const restoring = buildRestore({
    db,
    dataFolder,
    folder,
    id,
    damage: null,
    now: NOW,
    run: async (job) => {
      const answer = doJob(job, () => {});
      ending.abort();
      return answer as never;
    },
    progress: () => {},
    signal: ending.signal,
  });
  await expect(restoring).rejects.toThrow('aborted');
  expect(existsSync(originalIn(dataFolder, added))).toBe(true);
  expect(existsSync(originalIn(dataFolder, there))).toBe(true);
  expect(existsSync(join(dataFolder, 'restore'))).toBe(false);
  expect(new RemovalRemains(db).files(10)).toEqual([added]);
});
