import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../json-file.ts';

const FILE = 'station.running';

/**
 * Says whether a station runs, or has ended without stopping: then the log of the last changes must be there, which SQLite
 * itself would not miss.
 */
export function isMarkedRunning(dataFolder: string): boolean {
  return existsSync(join(dataFolder, FILE));
}

/** To be set once the database is open, and its log there; again with the address of its board once that is known. */
export function markRunning(dataFolder: string, board = ''): void {
  writeAtomically(join(dataFolder, FILE), board);
}

/** Where the board is of a station that runs, or has ended without stopping: empty before it is known, null without one. */
export function markedBoard(dataFolder: string): string | null {
  return isMarkedRunning(dataFolder) ? readFileSync(join(dataFolder, FILE), 'utf8') : null;
}

/** To be taken away before the database is closed, which removes the log. */
export function markStopped(dataFolder: string): void {
  rmSync(join(dataFolder, FILE), { force: true });
}
