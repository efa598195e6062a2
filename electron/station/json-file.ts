import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { UserError } from './user-error.ts';

/** Reads a JSON file by its schema. Throws {@link UserError} naming the member that is wrong, never its value. */
export function readJson<T>(path: string, schema: z.ZodType<T>, missing: () => T): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return missing();
    throw new UserError(`The file ${path} cannot be read (${codeOf(error)}).`);
  }
  const result = schema.safeParse(parseJson(text, path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  // Never the value: it may be a secret.
  throw new UserError(`The file ${path} is not right: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`The file ${path} is not valid JSON. Mend it, or move it away to begin with the defaults.`);
  }
}

/** Whole or not at all, also through a power cut; readable by its owner alone unless `mode` says otherwise. */
export function writeAtomically(path: string, text: string, mode = 0o600): void {
  replace(path, text, (draft) => chmodSync(draft, mode));
}

/**
 * The same over a file that is there, which still belongs to whom it did: who writes it may be another user than who reads it. What
 * its mode gave to everybody is taken away. Throws where this user may not do so, and changes nothing then.
 */
export function rewriteAtomically(path: string, text: string): void {
  const { uid, gid, mode } = statSync(path);
  replace(path, text, (draft) => {
    chownSync(draft, uid, gid);
    chmodSync(draft, mode & 0o660);
  });
}

function replace(path: string, text: string, give: (draft: string) => void): void {
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w', 0o600);
  try {
    give(draft);
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** The system's code of an error, for a sentence. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
