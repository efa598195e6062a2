import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRACE_FOLDER } from './trace.ts';

/** Gives a run a folder for what it writes, which goes when it is over. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-trace-'));
  process.env[TRACE_FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
