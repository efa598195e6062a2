import type { TunnelProblem } from '../../../shared/reach.ts';

/** What a line of cloudflared's log says of its connections to Cloudflare, of which it keeps up to four. */
export type Heard =
  | { type: 'connected' | 'disconnected'; connection: string }
  | { type: 'refused'; problem: TunnelProblem }
  | null;

/** Reads a line, as text or as JSON. Its older versions write `Connection … registered`. */
export function readLine(line: string): Heard {
  if (/token is not valid|invalid tunnel secret|unauthorized: (invalid|failed to get) tunnel/i.test(line)) {
    return { type: 'refused', problem: 'bad-token' };
  }
  const connection = /connIndex\W{1,3}(\d+)/.exec(line)?.[1];
  if (connection === undefined) return null;
  if (/\bRegistered tunnel connection|Connection \S+ registered/.test(line)) return { type: 'connected', connection };
  if (/Unregistered tunnel connection|Connection terminated|Lost connection|Serve tunnel error/.test(line)) {
    return { type: 'disconnected', connection };
  }
  return null;
}

/** The first version that takes its token from the environment: https://github.com/cloudflare/cloudflared/blob/master/RELEASE_NOTES */
const FIRST_VERSION = [2022, 3, 0] as const;

/** Whether what `cloudflared --version` says is a version that can be used. */
export function isUsable(said: string): boolean {
  const version = /version (\d+)\.(\d+)\.(\d+)/.exec(said)?.slice(1).map(Number);
  if (version === undefined) return false;
  const differs = FIRST_VERSION.findIndex((part, index) => version[index] !== part);
  return differs < 0 || (version[differs] ?? 0) > (FIRST_VERSION[differs] ?? 0);
}
