import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CONFIG_FILE } from '../../../electron/relay/set-up-files.ts';
import { PLAIN_SECRETS, readPlainSecrets } from '../../../electron/station/secrets.ts';
import { noteSecret, noteSecrets } from './note-private.ts';
import { record } from './trace.ts';

/** Text that is written beside visits and photos, which hold names on purpose. */
const TEXT = /\.(log|json|txt|env)$/;

/**
 * Keeps the text that a folder holds, logs above all, before it goes. The file of a station or a relay that keeps
 * secrets is not taken for a leak of them, but tells what to look for elsewhere.
 */
export function recordFolder(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    try {
      if (basename(name) === PLAIN_SECRETS) noteSecrets(readPlainSecrets(dirname(path)) ?? {});
      else if (basename(name) === CONFIG_FILE) noteRelaySecrets(readFileSync(path, 'utf8'));
      else for (const line of readFileSync(path, 'utf8').split('\n')) record('file', line);
    } catch {
      // What a test has broken, or put in the place of a file.
    }
  }
}

/** A relay's seed, app secrets and callback keys; the file may be half written, or anything that a test has put there. */
function noteRelaySecrets(text: string): void {
  // What begins so is the public part of a key.
  for (const [, secret = ''] of text.matchAll(/"(?!U[A-Z2-7]{55}")([\w-]{20,})"(?!:)/g)) noteSecret(secret);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => TEXT.test(name));
  } catch {
    // A test has removed it itself.
    return [];
  }
}
