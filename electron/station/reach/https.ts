import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import type { TunnelProblem } from '../../../shared/reach.ts';
import { ConnectionLimit } from '../connection-limit.ts';
import { codeOf } from '../json-file.ts';
import { type Judged, judgeCertificate } from './certificate.ts';
import { type Pair, Renewal } from './renewal.ts';
import { aborted, type CertificateInUse, type Local, type Tunnel } from './tunnel.ts';

/** How often the files are looked at, in ms: a certificate is renewed while nobody watches. */
const LOOK_EVERY_MS = 10_000;
const HANDSHAKE_WITHIN_MS = 10_000;
/** Connections at once whose handshake is not done. Those after it are as many as the receiver holds. */
const MOST_HANDSHAKES = 100;

/** This PC's own HTTPS: the public address that leads to its port, and the files of certificate and key. */
export type HttpsOptions = { address: string; port: number; certificate: string; key: string };
export type HttpsParts = {
  now: () => number;
  /** Called for each connection that is ended to let another one in. */
  crowded: () => void;
  lookEveryMs?: number;
};

/**
 * A TLS listener of this PC's own in front of the receiver, which goes on deciding what it answers and how long it waits. The
 * files are read again when they change, without losing a connection; while they cannot be used, what was read before goes on.
 */
export function ownHttps(options: HttpsOptions, { now, crowded, lookEveryMs = LOOK_EVERY_MS }: HttpsParts): Tunnel {
  const host = new URL(options.address).hostname.replace(/^\[|\]$/g, '');
  const read = async (): Promise<Pair | null> => {
    try {
      return { cert: await readFile(options.certificate, 'utf8'), key: await readFile(options.key, 'utf8') };
    } catch {
      return null;
    }
  };
  const judge = ({ cert, key }: Pair): Judged => judgeCertificate(cert, key, host, now());
  return async (local, events, signal) => {
    const files = await read();
    if (files === null) return 'certificate-unreadable';
    const first = judge(files);
    if (!first.ok) return first.problem;
    const open = new Set<Socket>();
    const handshakes = new ConnectionLimit(MOST_HANDSHAKES, crowded);
    // Which connection a TLS socket is made of Node tells nobody; both have the same two ends.
    const beginning = new Map<string, Socket>();
    const server = createServer({ ...files, handshakeTimeout: HANDSHAKE_WITHIN_MS }, (socket) => {
      const outer = beginning.get(endsOf(socket));
      if (outer !== undefined) handshakes.release(outer);
      lead(socket, local);
    });
    handshakes.watch(server);
    server.on('connection', (socket: Socket) => {
      const ends = endsOf(socket);
      open.add(socket);
      beginning.set(ends, socket);
      socket.once('close', () => {
        open.delete(socket);
        if (beginning.get(ends) === socket) beginning.delete(ends);
      });
    });
    const problem = await listen(server, options.port);
    if (problem !== null) return problem;
    // What is wrong with one connection is no reason to end.
    server.on('error', () => {}).on('tlsClientError', () => {});
    let told: CertificateInUse = { endsAt: first.endsAt, unusable: null };
    events.certificate(told);
    events.up(options.address);
    let ended: TunnelProblem = 'tunnel-lost';
    const renewal = new Renewal(files, judge);
    const over = new AbortController();
    const look = async (): Promise<void> => {
      const found = renewal.look(await read());
      if (signal.aborted) return;
      if (found.type === 'over') {
        ended = found.problem;
        over.abort();
        return;
      }
      if (found.renewed !== null) server.setSecureContext(found.renewed);
      if (!isDeepStrictEqual(found.inUse, told)) events.certificate(found.inUse);
      told = found.inUse;
    };
    const timer = setInterval(() => void look(), lookEveryMs);
    await aborted(AbortSignal.any([signal, over.signal]));
    clearInterval(timer);
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    return ended;
  };
}

function endsOf({ remoteAddress, remotePort, localAddress }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`;
}

/** Both sides end together, however one of them does. */
function lead(socket: TLSSocket, { host, port }: Local): void {
  const inner = connect({ host, port });
  pipeline(socket, inner, () => {});
  pipeline(inner, socket, () => {});
}

function listen(server: Server, port: number): Promise<TunnelProblem | null> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(problemOf(codeOf(error)))).listen(port, () => resolve(null));
  });
}

function problemOf(code: string): TunnelProblem {
  return code === 'EACCES' || code === 'EPERM' ? 'port-not-allowed' : 'port-taken';
}
