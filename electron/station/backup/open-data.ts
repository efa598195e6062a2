import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { FindingKind } from '../../../shared/backup.ts';
import type { LongStart } from '../../../shared/station-process.ts';
import { DataRepair, type LoggedFinding } from '../store/data-repair.ts';
import {
  DATABASE_FILE,
  DatabaseDamaged,
  isStorageError,
  openDatabase,
  type StationDatabase,
} from '../store/database.ts';
import { checkAtStart, damageOf, takeOverBasics } from '../store/start-check.ts';
import { BackupFolder, BESIDE } from './backup-folder.ts';
import { copyBeforeUpdate } from './before-update.ts';
import { finishSettingAside, noteDamage, readDamage, setAside } from './damage-file.ts';
import { longOpening, longRestore } from './long-start.ts';
import { clearRestore, finishRestore, giveUpRestore, type LastRestore } from './restore-journal.ts';
import { isMarkedRunning, markRunning } from './running-marker.ts';
import { checkRoom } from './store-backup.ts';

export type OpenData = {
  dataFolder: string;
  maxPages?: number;
  now: number;
  log: Logger;
  /** Hears of long work before it begins: until it resolves it can still be told to others, then this thread is at work. */
  longStart?: (work: LongStart) => Promise<void>;
};

/** The database in use, and whether the station before it ended without stopping. */
export type OpenedData = { db: StationDatabase; wasUnclean: boolean };

/**
 * Opens the station's database, whatever state it was left in: ends a restore that broke off, sets a damaged file aside and
 * goes on with a new one, so that nothing keeps check-ins from being received. Throws `DatabaseUnusable` for what no new
 * database would help against, a restored one that cannot be put in its place, say.
 */
export async function openData(parts: OpenData): Promise<OpenedData> {
  const { dataFolder, now, log } = parts;
  const tell = async (work: LongStart | null): Promise<void> => {
    if (work === null) return;
    log.warn(work, 'the start takes longer: there is work on the data first');
    await parts.longStart?.(work);
  };
  const wasUnclean = isMarkedRunning(dataFolder);
  // Before anything is opened: SQLite would make what is missing anew.
  let gone = missingFile(dataFolder, wasUnclean);
  if (wasUnclean && existsSync(join(dataFolder, DATABASE_FILE))) makeSureNobodyElse(dataFolder);
  const pending = readDamage(dataFolder);
  if (pending !== null) finishSettingAside(dataFolder, pending);
  let restored: LastRestore | null = null;
  await tell(longRestore(dataFolder));
  try {
    restored = finishRestore(dataFolder);
    if (restored !== null) {
      gone = null;
      log.warn(restored, 'a restored database is in use now; the one before is kept in set-aside');
    }
  } catch (error) {
    if (!existsSync(join(dataFolder, DATABASE_FILE))) throw error;
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
  await tell(longOpening(dataFolder));
  const opened = openOrDamage(parts, restored === null && pending?.state === 'suspect');
  let db: StationDatabase;
  if ('damage' in opened) {
    const { kind, detail } = opened.damage;
    const damage = setAside(dataFolder, [gone ?? kind], now);
    giveUpRestore(dataFolder);
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
  try {
    clearRestore(dataFolder, db);
  } catch (error) {
    log.error({ err: error }, 'what a restore has left could not be cleared away; the next start tries it again');
  }
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
  { dataFolder, maxPages, now, log }: OpenData,
  isSuspect: boolean,
): { db: StationDatabase } | { damage: { kind: FindingKind; detail: string } } {
  const path = join(dataFolder, DATABASE_FILE);
  let db: StationDatabase | undefined;
  try {
    db = openDatabase(dataFolder, {
      ...(maxPages === undefined ? {} : { maxPages }),
      beforeMigrating: (older, from) => copyBefore(older, from, { dataFolder, now, log }),
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

/** It is proven once check-ins are received. Without room for it the update goes on: receiving matters more. */
function copyBefore(
  db: StationDatabase,
  from: number,
  { dataFolder, now, log }: Pick<OpenData, 'dataFolder' | 'now' | 'log'>,
): void {
  try {
    checkRoom(dataFolder, db.name);
    copyBeforeUpdate(db, dataFolder, now);
    log.info({ from }, 'the database was copied before it is updated');
  } catch (error) {
    log.warn({ err: error }, 'the database could not be copied before it is updated');
  }
}
