import { PhotoSettings } from '../../shared/settings.ts';

const Host = PhotoSettings.shape.allowedHosts.element;

/** The host that somebody means: its name or address alone, or from a whole address that was pasted; null when there is none. */
export function readHost(text: string): string | null {
  const typed = text.trim();
  // Only what looks like a whole address is taken apart: an IPv6 address is full of colons.
  const host = /^https?:\/\//i.test(typed) && URL.canParse(typed) ? new URL(typed).hostname : typed;
  return Host.safeParse(host.replace(/^\[(.+)\]$/, '$1')).data ?? null;
}
