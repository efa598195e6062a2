import { createHash, timingSafeEqual } from 'node:crypto';

/** What of a request decides whether it may have an answer. */
export type RequestIdentity = {
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  authorization: string | undefined;
  cookie: string | undefined;
  token: string | undefined;
};

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether only this PC itself reaches what listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * The names under which the board may be asked for when it listens on these addresses. A page of another site whose name
 * was made to point here (DNS rebinding) comes with that name and gets nothing.
 */
export function allowedHosts(addresses: readonly string[]): ReadonlySet<string> {
  const names = addresses.map((address) => address.toLowerCase());
  return new Set([...LOOPBACK, ...names.map((name) => (name.includes(':') ? `[${name}]` : name))]);
}

/** Whether the Host header names this machine and `port`. */
export function hostAllowed(host: string | undefined, names: ReadonlySet<string>, port: number): boolean {
  if (host === undefined) return false;
  const [, name, given] = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d+))?$/i.exec(host) ?? [];
  return name !== undefined && names.has(name.toLowerCase()) && Number(given ?? 80) === port;
}

/** The names of what a browser or a program shows to be let in. */
export type Credential = 'bearer' | 'cookie' | 'link';

/**
 * Which credential of the request holds the token; null when none does. The cookie counts only for requests that the
 * board's own page makes: another site's page, or one of another port, may cause requests but is told nothing.
 */
export function credentialOf(request: RequestIdentity, token: string): Credential | null {
  if (sameToken(/^Bearer (.+)$/i.exec(request.authorization ?? '')?.[1], token)) return 'bearer';
  if (sameToken(request.token, token)) return 'link';
  return sameToken(request.cookie, token) && fromOwnPage(request) ? 'cookie' : null;
}

/** Whether a cookie counts that came with this request: a page of the board, or a person, has made it. */
export function fromOwnPage({ origin, host, fetchSite }: RequestIdentity): boolean {
  const ownOrigin = origin === undefined || origin === `http://${host}`;
  return ownOrigin && (fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none');
}

/** In constant time, whatever the lengths: both are hashed first. */
function sameToken(given: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
