import { existsSync, rmSync } from 'node:fs';
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

/** To be set once the database is open, and its log there. */
export function markRunning(dataFolder: string): void {
  writeAtomically(join(dataFolder, FILE), '');
}

/** To be taken away before the database is closed, which removes the log. */
export function markStopped(dataFolder: string): void {
  rmSync(join(dataFolder, FILE), { force: true });
}
