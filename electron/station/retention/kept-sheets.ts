import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkInOfSheetFile, KEPT_SHEETS } from '../../../shared/sheet-file.ts';

/** Removes the PDFs, kept when they could not be printed, of check-ins that have lost what they were printed with. */
export async function dropSheetsWithoutPerson(
  dataFolder: string,
  hasPerson: (checkInId: string) => boolean,
): Promise<void> {
  const folder = join(dataFolder, KEPT_SHEETS);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const id = checkInOfSheetFile(name);
    if (id !== null && !hasPerson(id)) await rm(join(folder, name), { force: true });
  }
}
