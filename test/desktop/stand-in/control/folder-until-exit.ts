import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

function removeAll(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A new folder that goes when this process does. */
export function folderUntilExit(prefix: string): string {
  if (folders.length === 0) {
    process.once('exit', removeAll);
    // Vitest ends its workers so, and Node then tells nobody of the exit.
    process.once('SIGTERM', () => process.exit(143));
  }
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  return folder;
}
