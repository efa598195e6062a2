import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEPT_SHEETS } from '../../shared/sheet-file.ts';

/** How long the PDF of a sheet that could not be printed is kept, in ms: it holds what the check-in holds. */
const KEPT_MS = 7 * 86_400_000;

/** Writes a PDF so that it is there whole or not at all. */
export async function savePdf(path: string, pdf: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, pdf, { mode: 0o600 });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Keeps the PDF of a sheet that could not be printed in a folder of its own; answers where. */
export async function keepSheet(dataFolder: string, name: string, pdf: Uint8Array): Promise<string> {
  const path = join(sheetFolder(dataFolder), name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await savePdf(path, pdf);
  return path;
}

/** Removes those that were kept long enough. */
export async function dropOldSheets(dataFolder: string, now: number): Promise<void> {
  const folder = sheetFolder(dataFolder);
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now - mtimeMs > KEPT_MS) await rm(path, { force: true });
  }
}

function sheetFolder(dataFolder: string): string {
  return join(dataFolder, KEPT_SHEETS);
}
