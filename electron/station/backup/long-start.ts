import { join } from 'node:path';
import type { LongStart } from '../../../shared/station-process.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { MIGRATIONS } from '../store/migrations.ts';
import { LOOKED_THROUGH, readHeader } from '../store/start-check.ts';
import { waitingRestore } from './restore-journal.ts';

/** What a slow disk reads and writes at least while SQLite goes through a file, in bytes a second. */
const SLOWEST = 4 * 1024 * 1024;
/** Work on a file that is smaller, in bytes, has no words: it is done before they are read. */
const UNTOLD = 32 * 1024 * 1024;
/** For all that is done besides, in ms. */
const BESIDES_MS = 60_000;
/** How often each does it go through the whole file, about. */
const TIMES = { restoring: 6, updating: 6, checking: 1 } satisfies Record<LongStart['what'], number>;

/** The restore that comes into use at this start, if that may take long. */
export function longRestore(dataFolder: string): LongStart | null {
  const waiting = waitingRestore(dataFolder);
  return waiting === null ? null : longWork('restoring', bytesIn(waiting.draft) + bytesIn(dataFolder));
}

/** What is done with the database before it can be used, if that may take long. */
export function longOpening(dataFolder: string): LongStart | null {
  const header = readHeader(join(dataFolder, DATABASE_FILE));
  if (header === null) return null;
  if (header.userVersion < MIGRATIONS.length) return longWork('updating', header.bytes);
  return header.bytes > LOOKED_THROUGH ? null : longWork('checking', header.bytes);
}

function bytesIn(folder: string): number {
  return readHeader(join(folder, DATABASE_FILE))?.bytes ?? 0;
}

function longWork(what: LongStart['what'], bytes: number): LongStart | null {
  if (bytes < UNTOLD) return null;
  return { what, withinMs: BESIDES_MS + Math.ceil((bytes * TIMES[what] * 1_000) / SLOWEST) };
}
