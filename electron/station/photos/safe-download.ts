import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { PhotoProblem } from '../../../shared/photo.ts';
import { addressKind, plainAddress } from './address-policy.ts';
import type { PhotoNetwork } from './photo-network.ts';

/**
 * How much of a photo is taken, and how long it may take, in bytes and ms. `silenceMs` is without a byte: a slow line may take
 * minutes for a photo, and what came over it must not be thrown away.
 */
export type DownloadLimits = { bytes: number; totalMs: number; silenceMs: number; connectMs: number };

export const DOWNLOAD_LIMITS: DownloadLimits = {
  bytes: 15 * 1024 * 1024,
  totalMs: 5 * 60_000,
  silenceMs: 15_000,
  connectMs: 5_000,
};
const MAX_REDIRECTS = 5;
/** Addresses of one name that are tried. */
const MAX_ADDRESSES = 4;

/** No cookie, no name, no language: nothing that tells shops apart. */
const HEADERS = {
  accept: 'image/*',
  'accept-encoding': 'identity',
  'user-agent': 'Forecourt (photo capture)',
};

export type Downloaded = { ok: true; bytes: Buffer } | { ok: false; problem: PhotoProblem };

export type DownloadParts = {
  network: PhotoNetwork;
  /** Hosts, as the settings name them, that may lie in the shop's own network. */
  allowedHosts: readonly string[];
  limits: DownloadLimits;
};

/** Why a download ended without a photo. */
class NoPhoto extends Error {
  readonly problem: PhotoProblem;
  constructor(problem: PhotoProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Fetches what an address from a message leads to, without ever connecting into this PC or its network. A name is resolved
 * here, once for each hop, and the connection goes to an address that was checked: there is no second look-up that
 * could answer differently. Throws only when `stop` aborts.
 *
 * A redirect from https to http is followed: addresses of http are taken anyway, nothing secret is sent, and to
 * lose a photo would be worse.
 */
export async function download(address: string, parts: DownloadParts, stop: AbortSignal): Promise<Downloaded> {
  const tooLong = AbortSignal.timeout(parts.limits.totalMs);
  const signal = AbortSignal.any([stop, tooLong]);
  try {
    return { ok: true, bytes: await follow(address, parts, signal) };
  } catch (error) {
    stop.throwIfAborted();
    if (tooLong.aborted) return { ok: false, problem: 'timed-out' };
    return { ok: false, problem: error instanceof NoPhoto ? error.problem : problemOf(error) };
  }
}

async function follow(address: string, parts: DownloadParts, signal: AbortSignal): Promise<Buffer> {
  let url = photoUrl(address, undefined);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const socket = await connectTo(url, parts, signal);
    try {
      const response = await ask(url, socket, parts.limits, signal);
      const location = redirect(response);
      if (location === null) return await read(response, parts.limits);
      url = photoUrl(location, url);
    } finally {
      socket.destroy();
    }
  }
  throw new NoPhoto('too-many-redirects');
}

function photoUrl(address: string, base: URL | undefined): URL {
  if (!URL.canParse(address, base)) throw new NoPhoto('bad-address');
  const url = new URL(address, base);
  const isPlain = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  if (!isPlain) throw new NoPhoto('bad-address');
  return url;
}

/** The name or the address of a URL's host, as the settings would name it. */
function hostNameOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Connects to the first of the host's checked addresses that answers. */
async function connectTo(url: URL, parts: DownloadParts, signal: AbortSignal): Promise<Socket> {
  const host = hostNameOf(url);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const addresses = await checkedAddresses(host, parts, signal);
  let failure: unknown;
  for (const address of addresses.slice(0, MAX_ADDRESSES)) {
    const socket = parts.network.connect(address, port);
    // Whoever uses the connection hears of its errors; one in between must not end the process.
    socket.on('error', () => {});
    try {
      await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(parts.limits.connectMs)]) });
      return socket;
    } catch (error) {
      socket.destroy();
      signal.throwIfAborted();
      failure = error;
    }
  }
  throw failure;
}

/** The addresses of a host that may be connected to; of a name with both sorts the others are left out. */
async function checkedAddresses(host: string, parts: DownloadParts, signal: AbortSignal): Promise<string[]> {
  const { network, allowedHosts } = parts;
  const addresses = isIP(host) === 0 ? await orAborted(network.resolve(host), signal) : [host];
  const isAllowed = allowedHosts.includes(host);
  const own = new Set(network.own().map(plainAddress));
  const checked = addresses.filter((address) => {
    const isOwn = own.has(plainAddress(address)) && addressKind(address) === 'public';
    const kind = isOwn ? 'own-network' : addressKind(address);
    return kind === 'public' || (kind === 'own-network' && isAllowed);
  });
  if (checked.length === 0) throw new NoPhoto(addresses.length === 0 ? 'no-connection' : 'refused-address');
  return checked;
}

/** A look-up cannot be ended; nobody waits for it any longer. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Sends the request over a connection that is there, and answers once the head of the answer has come. */
async function ask(url: URL, socket: Socket, limits: DownloadLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const host = hostNameOf(url);
  const isSecure = url.protocol === 'https:';
  const request = (isSecure ? requestHttps : requestHttp)(url, {
    headers: HEADERS,
    signal,
    // The connection to the checked address; without it Node would look the name up again.
    createConnection: () =>
      isSecure ? connectTls({ socket, host, ...(isIP(host) === 0 ? { servername: host } : {}) }) : socket,
  });
  request.end();
  const timer = setTimeout(() => request.destroy(new NoPhoto('timed-out')), limits.silenceMs);
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    // After the head errors come by way of the answer; without a listener the request's own would end the process.
    request.on('error', () => {});
    return response;
  } finally {
    clearTimeout(timer);
  }
}

function redirect({ statusCode, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode ?? 0) ? (headers.location ?? null) : null;
}

async function read(response: IncomingMessage, { bytes: limit, silenceMs }: DownloadLimits): Promise<Buffer> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) {
    throw new NoPhoto([401, 403, 404, 410].includes(statusCode ?? 0) ? 'not-found' : 'server-error');
  }
  if (Number(headers['content-length'] ?? 0) > limit) throw new NoPhoto('too-large');
  const chunks: Buffer[] = [];
  let length = 0;
  const silence = setTimeout(() => response.destroy(new NoPhoto('timed-out')), silenceMs);
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      silence.refresh();
      length += chunk.length;
      if (length > limit) throw new NoPhoto('too-large');
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(silence);
  }
  return Buffer.concat(chunks);
}

/** What Node's own error means. */
function problemOf(error: unknown): PhotoProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_')) return 'server-error';
  return code === 'ETIMEDOUT' ? 'timed-out' : 'no-connection';
}
