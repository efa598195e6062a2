import { APP_ORIGIN } from './own-page.ts';
import { ALLOWED, refused, type Verdict } from './verdict.ts';

/** The files that pages make: an export, a receipt, a custody file, a public key. Nothing in the name leads elsewhere or is run. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,80}\.(csv|jsonl|txt|zip|pem|json)$/u;

/** Whether a file may be saved: only one that the app's own page has made, under a name as we give them. */
export function mayDownload(address: string, name: string): Verdict {
  if (!address.startsWith(`blob:${APP_ORIGIN}/`)) return refused('only files that the page has made are saved');
  return NAME.test(name) ? ALLOWED : refused('no file of ours is called so');
}

/** A name that is not taken yet: `name.csv`, `name (2).csv` and so on. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  for (let count = 1; ; count++) {
    const tried = count === 1 ? name : `${name.slice(0, dot)} (${count})${name.slice(dot)}`;
    if (!isTaken(tried)) return tried;
  }
}
