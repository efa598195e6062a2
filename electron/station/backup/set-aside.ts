import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SetAside } from '../../../shared/backup.ts';

/** Where databases go that were damaged or that a restore has replaced, below the data folder. */
export const SET_ASIDE = 'set-aside';

/** What was set aside, newest first. */
export function listSetAside(dataFolder: string): SetAside[] {
  const folder = join(dataFolder, SET_ASIDE);
  return namesIn(folder)
    .map((name) => {
      const { mtime, size } = lstatSync(join(folder, name));
      const files = namesIn(join(folder, name)).map((file) => lstatSync(join(folder, name, file)).size);
      return { name, at: mtime.toISOString(), bytes: files.reduce((sum, bytes) => sum + bytes, size) };
    })
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** Removes one of {@link listSetAside}, for good. Whatever else is named is left alone. */
export function removeSetAside(dataFolder: string, name: string): void {
  const folder = join(dataFolder, SET_ASIDE);
  if (namesIn(folder).includes(name)) rmSync(join(folder, name), { recursive: true });
}

/** What lies in a folder; nothing where there is none. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
