import { cpSync, existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDamage, suspectDamage } from '../../../../electron/station/backup/damage-file.ts';
import { openData } from '../../../../electron/station/backup/open-data.ts';
import { restoreFolders, writeJournal } from '../../../../electron/station/backup/restore-journal.ts';
import { markRunning } from '../../../../electron/station/backup/running-marker.ts';
import { DataRepair } from '../../../../electron/station/store/data-repair.ts';
import { DATABASE_FILE, openDatabase } from '../../../../electron/station/store/database.ts';
import { temporaryFolder } from '../../../support/station.ts';

const NOW = Date.parse('2026-06-10T02:00:00Z');
const FIGURES = { at: NOW, checkIns: 0, unreadable: 0, photosMissing: 0 };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  openDatabase(folder.path).close();
  const { draft } = restoreFolders(folder.path);
  mkdirSync(draft, { recursive: true });
  cpSync(join(folder.path, DATABASE_FILE), join(draft, DATABASE_FILE));
  writeJournal(folder.path, {
    state: 'built',
    replaced: 'set-aside/now-replaced',
    lastPresentId: 0,
    isPresentDamaged: false,
    result: FIGURES,
  });
});
afterEach(() => folder.dispose());

const database = (): string => join(folder.path, DATABASE_FILE);
const parts = () => ({ dataFolder: folder.path, version: '1', now: NOW, log: pino({ level: 'silent' }) });

test.each([
  ['wal-missing', () => {}],
  ['truncated', () => truncateSync(database())],
  ['file-missing', () => rmSync(database())],
] as const)(
  'after a stop that was none %s is found and told, since SQLite itself would make anew what is gone',
  (kind, lose) => {
    rmSync(restoreFolders(folder.path).root, { recursive: true });
    // Closing the database has taken its log away.
    lose();
    markRunning(folder.path);
    const { db, wasUnclean } = openData(parts());
    expect(wasUnclean).toBe(true);
    expect(readDamage(folder.path)).toMatchObject({ kinds: [kind], folders: [], state: 'open' });
    expect(new DataRepair(db).checks()).toMatchObject([
      { kind: 'start', findings: 1, examples: [{ kind, outcome: 'open' }] },
    ]);
    db.close();
  },
);

function open(): void {
  openData(parts()).db.close();
}

test('what was just restored stays in use, though the database before it was found damaged', () => {
  suspectDamage(folder.path, NOW);
  open();
  expect(readDamage(folder.path)).toBeNull();
  expect(existsSync(join(folder.path, 'set-aside/now-replaced', DATABASE_FILE))).toBe(true);
});

test('a restore that lacks what a damaged database received last is given up, and the damage is still told', () => {
  writeFileSync(join(folder.path, DATABASE_FILE), Buffer.alloc(8_192, 0x5a));
  open();
  expect(readDamage(folder.path)).toMatchObject({ state: 'open', folders: [expect.any(String)] });
  open();
  expect(readDamage(folder.path)).toMatchObject({ state: 'open', folders: [expect.any(String)] });
  expect(existsSync(restoreFolders(folder.path).root)).toBe(false);
});
