import { hash } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { BackupFolder } from '../../../../electron/station/backup/backup-folder.ts';
import { copiesBeforeUpdate, copyBeforeUpdate, keepCopies } from '../../../../electron/station/backup/before-update.ts';
import { ROTATION } from '../../../../electron/station/backup/rotation.ts';
import { storeBackup } from '../../../../electron/station/backup/store-backup.ts';
import { DATABASE_FILE, openDatabase } from '../../../../electron/station/store/database.ts';
import { temporaryFolder } from '../../../support/station.ts';

const NIGHT = Date.parse('2026-06-10T02:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('what lies beside the data goes as newer backups are made in the folder that was chosen, and nothing of another station', () => {
  const temporary = temporaryFolder();
  const copy = join(temporary.path, 'data');
  const stranger = join(temporary.path, 'stranger');
  for (const folder of [copy, stranger]) openDatabase(folder).close();
  try {
    const beside = new BackupFolder(join(temporary.path, 'backups'), true);
    const chosen = new BackupFolder(join(temporary.path, 'disk'), true);
    const alias = new BackupFolder(join(temporary.path, 'alias'), true);
    symlinkSync(beside.path, alias.path, 'junction');
    const photos = join(copy, 'photos');
    const backUp = (folder: BackupFolder, day: number, left: string | null = null, of = copy) =>
      storeBackup(
        folder,
        { copy: of, photos, kind: 'scheduled', version: '1', at: NIGHT + day * DAY, rotation: ROTATION, beside: left },
        () => {},
      ).id;
    for (const day of [0, 1, 2, 3]) backUp(beside, day);
    const other = backUp(beside, 0, null, stranger);
    const idsBeside = () => beside.list().map(({ id }) => id);
    const last = backUp(alias, 4, beside.path);
    expect(idsBeside()).toHaveLength(6);
    for (const day of [5, 6]) backUp(chosen, day, beside.path);
    expect(idsBeside()).toEqual([last, other]);
    backUp(chosen, 7, beside.path);
    expect(idsBeside()).toEqual([other]);
    expect(chosen.list()).toHaveLength(3);
  } finally {
    temporary.dispose();
  }
});
const UPDATE = NIGHT + 16 * HOUR;

test('a copy from before an update leaves no photo out of the backup after it', () => {
  const temporary = temporaryFolder();
  const copy = join(temporary.path, 'data');
  const photos = join(copy, 'photos');
  openDatabase(copy).close();
  try {
    const folder = new BackupFolder(join(temporary.path, 'backups'), true);
    const backUp = (at: number) =>
      storeBackup(
        folder,
        { copy, photos, kind: 'scheduled', version: '1', at, rotation: ROTATION, beside: null },
        () => {},
      );
    backUp(NIGHT);
    const sha256 = hash('sha256', 'a photo');
    const name = join('originals', sha256.slice(0, 2), sha256);
    mkdirSync(dirname(join(photos, name)), { recursive: true });
    writeFileSync(join(photos, name), 'a photo');
    const db = openDatabase(copy);
    db.pragma('foreign_keys = OFF');
    db.prepare(
      `INSERT INTO photo (check_in_id, url, host, state, attempts, sha256, captured_at) VALUES (1, 'u', 'h', 'captured', 1, ?, ?)`,
    ).run(sha256, NIGHT + 6 * HOUR);
    copyBeforeUpdate(db, copy, UPDATE);
    db.close();
    keepCopies(folder, copiesBeforeUpdate(copy), '2');
    expect(folder.list()[0]).toMatchObject({ kind: 'migration', at: new Date(UPDATE).toISOString() });
    backUp(NIGHT + 24 * HOUR);
    expect(existsSync(join(folder.photos, name))).toBe(true);
  } finally {
    temporary.dispose();
  }
});

test('a copy from before an update is a backup once it is proven, and one that cannot be read is none', () => {
  const temporary = temporaryFolder();
  const data = join(temporary.path, 'data');
  const copies = copiesBeforeUpdate(data);
  try {
    const folder = new BackupFolder(join(temporary.path, 'backups'), true);
    const db = openDatabase(data);
    copyBeforeUpdate(db, data, UPDATE);
    copyBeforeUpdate(db, data, UPDATE + HOUR);
    db.close();
    writeFileSync(join(copies, String(UPDATE), DATABASE_FILE), Buffer.alloc(8_192, 0x5a));
    expect(() => keepCopies(folder, copies, '2')).toThrow('cannot be read');
    expect(folder.list()).toEqual([]);
    keepCopies(folder, copies, '2');
    expect(folder.list()).toHaveLength(1);
    expect(existsSync(copies)).toBe(false);
  } finally {
    temporary.dispose();
  }
});
