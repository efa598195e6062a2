import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { buildRestored } from '../../../../electron/station/store/build-restored.ts';
import { openDatabase } from '../../../../electron/station/store/database.ts';

/** A copy of a database as it stands, in a new folder of that name: the folder's path. */
export function copyOf(db: Database.Database, folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  db.exec(`VACUUM INTO '${join(path, 'forecourt.db')}'`);
  return path;
}

/** What a restore makes of a backup and the data in use, none of it damaged; whoever calls it closes it. */
export function restoredOf(folder: string, parts: { backup: string; present: string }): Database.Database {
  const draft = join(folder, 'draft');
  const scratch = join(folder, 'scratch');
  buildRestored({ damaged: [], isPresentDamaged: false, scratch, draft, ...parts }, () => {});
  return openDatabase(draft);
}
