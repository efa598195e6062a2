import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkInOfSheetFile, KEPT_SHEETS } from '../../../shared/sheet-file.ts';

/**
 * Removes the PDFs, kept when they could not be printed, of check-ins that have lost what they were printed with. Answers
 * whether all of them are gone: one that is open elsewhere may not be removed on Windows.
 */
export async function dropSheets(dataFolder: string, isGone: (checkInId: string) => boolean): Promise<boolean> {
  const folder = join(dataFolder, KEPT_SHEETS);
  const names = await readdir(folder).catch(() => []);
  let isAll = true;
  for (const name of names) {
    const id = checkInOfSheetFile(name);
    if (id === null || !isGone(id)) continue;
    await rm(join(folder, name), { force: true }).catch(() => {
      isAll = false;
    });
  }
  return isAll;
}
