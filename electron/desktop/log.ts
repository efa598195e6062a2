import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';

/** A log that is larger when the app starts makes room: it becomes the old one. */
const LARGEST_BYTES = 5_000_000;

/** Where the station writes its log; `logs/desktop.log` beside it is main's own. */
export function stationLogFile(dataFolder: string): string {
  return join(dataFolder, 'logs', 'station.log');
}

/** Main's log, in the data folder. It holds no names, phone numbers or secrets. */
export function openLog(dataFolder: string, level: string): Logger {
  const path = join(dataFolder, 'logs', 'desktop.log');
  for (const file of [path, stationLogFile(dataFolder)]) makeRoom(file);
  return pino({ level, base: null }, pino.destination({ dest: path, sync: true, mkdir: true }));
}

function makeRoom(path: string): void {
  try {
    if (statSync(path).size > LARGEST_BYTES) renameSync(path, path.replace(/\.log$/, '.old.log'));
  } catch {
    // There is none yet, or it is in use: then it grows until the next start.
  }
}
