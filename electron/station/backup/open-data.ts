import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { FindingKind } from '../../../shared/backup.ts';
import { DataRepair, type LoggedFinding } from '../store/data-repair.ts';
import {
  DATABASE_FILE,
  DatabaseDamaged,
  isStorageError,
  openDatabase,
  type StationDatabase,
} from '../store/database.ts';
import { copyBeforeMigrating } from '../store/database-copy.ts';
import { checkAtStart, damageOf, takeOverBasics } from '../store/start-check.ts';
import { BackupFolder, BESIDE } from './backup-folder.ts';
import { finishSettingAside, noteDamage, readDamage, setAside } from './damage-file.ts';
import { discardRestore, finishRestore, type LastRestore } from './restore-journal.ts';
import { isMarkedRunning, markRunning } from './running-marker.ts';
import { checkRoom, storeBeforeMigrating } from './store-backup.ts';

export type OpenData = { dataFolder: string; maxPages?: number; version: string; now: number; log: Logger };

/** The database in use, and whether the station before it ended without stopping. */
export type OpenedData = { db: StationDatabase; wasUnclean: boolean };

/**
 * Opens the station's database, whatever state it was left in: ends a restore that broke off, sets a damaged file aside and
 * goes on with a new one, so that nothing keeps check-ins from being received. Throws `DatabaseUnusable` for what no new
 * database would help against.
 */
export function openData(parts: OpenData): OpenedData {
  const { dataFolder, now, log } = parts;
  const wasUnclean = isMarkedRunning(dataFolder);
  // Before anything is opened: SQLite would make what is missing anew.
  let gone = missingFile(dataFolder, wasUnclean);
  if (wasUnclean && existsSync(join(dataFolder, DATABASE_FILE))) makeSureNobodyElse(dataFolder);
  const pending = readDamage(dataFolder);
  if (pending !== null) finishSettingAside(dataFolder, pending);
  let restored: LastRestore | null = null;
  try {
    restored = finishRestore(dataFolder);
    if (restored !== null) gone = null;
    if (restored !== null) log.warn(restored, 'a restored database is in use now; the one before is kept in set-aside');
  } catch (error) {
    log.error(
      { err: error },
      'a restore could not be ended: the database stays as it was; the restore is tried again at the next start',
    );
  }
  const findings: LoggedFinding[] = [];
  const found = (kind: FindingKind, outcome: LoggedFinding['outcome'], detail: string): void => {
    findings.push({ kind, outcome, checkInId: null, detail });
    log.error({ kind, detail, outcome }, 'the database was found damaged');
  };
  const opened = openOrDamage(parts, restored === null && pending?.state === 'suspect');
  let db: StationDatabase;
  if ('damage' in opened) {
    const { kind, detail } = opened.damage;
    const damage = setAside(dataFolder, [gone ?? kind], now);
    discardRestore(dataFolder);
    found(gone ?? kind, 'set-aside', detail);
    db = openDatabase(dataFolder, parts.maxPages === undefined ? {} : { maxPages: parts.maxPages });
    const newest = new BackupFolder(join(dataFolder, BESIDE), true).list().at(0);
    const folder = damage.folders.at(-1);
    takeOverBasics(
      db,
      folder === undefined ? null : join(dataFolder, folder, DATABASE_FILE),
      newest?.lastMessageId ?? 0,
      newest?.stationId ?? '',
    );
  } else {
    ({ db } = opened);
    if (gone !== null) {
      found(
        gone,
        'open',
        gone === 'wal-missing' ? 'the log of the last changes is missing' : 'the file is empty or missing',
      );
      noteDamage(dataFolder, gone, now);
      if (gone !== 'wal-missing') takeOverBasics(db, null, 0, '');
    }
  }
  markRunning(dataFolder);
  if (findings.length > 0 || wasUnclean) keepLog(() => new DataRepair(db).logCheck('start', now, findings), log);
  return { db, wasUnclean };
}

/** On a full disk a station starts all the same: it takes check-ins again as soon as there is room. */
function keepLog(write: () => void, log: Logger): void {
  try {
    write();
  } catch (error) {
    if (!isStorageError(error)) throw error;
    log.error({ err: error }, 'what the check at the start found could not be stored');
  }
}

/** Another station on this folder must be noticed before anything is moved that it uses. */
function makeSureNobodyElse(dataFolder: string): void {
  try {
    openDatabase(dataFolder, { isLookOnly: true }).close();
  } catch (error) {
    if (!(error instanceof DatabaseDamaged)) throw error;
  }
}

/** What is missing after a stop that was none. A log that is empty of changes is there all the same while a station runs. */
function missingFile(dataFolder: string, wasUnclean: boolean): 'wal-missing' | 'file-missing' | 'truncated' | null {
  if (!wasUnclean) return null;
  const path = join(dataFolder, DATABASE_FILE);
  if (!existsSync(path)) return 'file-missing';
  if (existsSync(`${path}-wal`)) return null;
  return statSync(path).size === 0 ? 'truncated' : 'wal-missing';
}

function openOrDamage(
  { dataFolder, maxPages, version, now, log }: OpenData,
  isSuspect: boolean,
): { db: StationDatabase } | { damage: { kind: FindingKind; detail: string } } {
  const path = join(dataFolder, DATABASE_FILE);
  let db: StationDatabase | undefined;
  try {
    db = openDatabase(dataFolder, {
      ...(maxPages === undefined ? {} : { maxPages }),
      beforeMigrating: (older, from) => keepBeforeMigrating(older, from, { dataFolder, version, now, log }),
    });
    const damage = isSuspect
      ? ({ kind: 'structure', detail: 'it was found damaged while it was in use' } as const)
      : checkAtStart(db);
    if (damage === null) return { db };
    db.close();
    return { damage };
  } catch (error) {
    db?.close();
    if (!(error instanceof DatabaseDamaged)) throw error;
    return { damage: { kind: damageOf(path), detail: error.message } };
  }
}

/**
 * Beside the data: a folder on a share might hang, and nothing is received yet. Without room for it the update goes on:
 * receiving matters more.
 */
function keepBeforeMigrating(
  db: StationDatabase,
  from: number,
  { dataFolder, version, now, log }: Omit<OpenData, 'maxPages'>,
): void {
  const folder = new BackupFolder(join(dataFolder, BESIDE), true);
  try {
    checkRoom(dataFolder, db.name);
    storeBeforeMigrating(folder, (path) => copyBeforeMigrating(db, path), now, version);
    log.info({ from, folder: folder.path }, 'the database was backed up before it is updated');
  } catch (error) {
    log.warn({ err: error, folder: folder.path }, 'the database could not be backed up before it is updated');
  }
}
