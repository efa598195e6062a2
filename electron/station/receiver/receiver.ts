import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { MAX_BODY_BYTES } from '../autox3/envelope.ts';
import { ConnectionLimit } from '../connection-limit.ts';
import type { Answer } from '../intake/answers.ts';
import { PROBE_HEADER, type ProbeKey } from '../reach/probe-key.ts';

/** The longest that a sender may take, in ms: AutoX3's own time-out is unknown, a phone network is slow, an attack is slower. */
const REQUEST_TIMEOUT_MS = 20_000;
const HEADERS_TIMEOUT_MS = 10_000;
/**
 * Connections at once: more than tunnels and proxies keep for themselves, and few enough that with this PC's own HTTPS, which needs
 * three descriptors for each, and a board in the network a process with 1,024 of them, the least that is usual, opens its files.
 */
const MOST_CONNECTIONS = 200;
/** Requests on one connection that have no answer yet: no sender of ours sends even two, an attack would send thousands. */
const MOST_UNANSWERED = 16;
/** The largest length that is logged of an announced one: from 2^51 on SQLite's STRICT integers refuse a double. */
const MAX_LOGGED_BYTES = 2 ** 50;

/** What takes the bodies: the station's intake, or a relay's. Each answer waits until the fate of its message is certain. */
export type ReceiverIntake = {
  somebodyCame: () => void;
  /**
   * `path` is the whole path by which a body came; null where it has ended meanwhile. `isDrill` when it was sent from here, to
   * try this station out.
   */
  submit: (body: Uint8Array, path: string | null) => Promise<Answer & { isDrill?: boolean }>;
  refuseTooLarge: (bytes: number) => Promise<Answer>;
  refuseIncomplete: () => Promise<Answer>;
};

/** The receiver's parts: where it hands bodies to, and the secret paths that it answers on. */
export type ReceiverParts = {
  intake: ReceiverIntake;
  /** The whole paths that are answered now, each `/callback/…`. */
  paths: () => readonly string[];
  /** Called when a message of AutoX3 was accepted that came by this path. */
  used: (path: string) => void;
  /** Called for each request to another path or by another method. */
  notFound: () => void;
  /** Knows the requests by which this station tries whether it can be reached. */
  probes: Pick<ProbeKey, 'recognise'>;
  /** Called with the host that a message was sent to and is stored here. */
  accepted: (host: string) => void;
  /** Called for each connection that is ended to let another one in. */
  crowded: () => void;
};

/**
 * The listener on the exposed port: POST on a callback path and nothing else. Everything else gets 404 with an empty
 * body, whatever its method. The caller makes it listen.
 */
export function createReceiver(parts: ReceiverParts): FastifyInstance {
  const { intake, paths, used, probes, accepted, notFound } = parts;
  const connections = new ConnectionLimit(MOST_CONNECTIONS, parts.crowded);
  const unanswered = new WeakMap<Socket, number>();
  const server = Fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    // Idle AutoX3 connections may stay for its next message.
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    clientErrorHandler: (_error, socket) => endUnreadable(socket),
    frameworkErrors: (_error, _request, reply) => nothingHere(reply, notFound),
  });
  connections.watch(server.server);
  server.server.on('connection', () => intake.somebodyCame());
  // Node would answer 417 by itself. A server may ignore an expectation that it does not know (RFC 9110, 10.1.1).
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onRequest', (request, reply, next) => {
    if (request.method !== 'POST' || pathAsked(request.raw.url ?? '', paths()) === null) {
      nothingHere(reply, notFound);
      return;
    }
    const { socket } = request.raw;
    connections.raise(socket, 'informed');
    const before = unanswered.get(socket) ?? 0;
    if (before >= MOST_UNANSWERED) {
      socket.destroy();
      return;
    }
    unanswered.set(socket, before + 1);
    reply.raw.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    // The body decides, not what its sender calls it: an odd or broken Content-Type is no reason to lose a check-in.
    request.raw.headers['content-type'] = 'application/json';
    next();
  });
  server.post('/callback/*', async (request, reply) => {
    const body = asBytes(request.body);
    const probe = probes.recognise(request.headers[PROBE_HEADER], body);
    if (probe !== null) return probe.proof === null ? nothingHere(reply, notFound) : reply.send({ probe: probe.proof });
    // It may end while the body comes: who was let in is answered.
    const path = pathAsked(request.raw.url ?? '', paths());
    const answer = await intake.submit(body, path);
    if (answer.httpStatus === 200) {
      connections.raise(request.raw.socket, 'proven');
      if (path !== null && answer.isDrill !== true) used(path);
      // What a proxy in between was asked for, or what this receiver was.
      accepted(String(request.headers['x-forwarded-host'] ?? request.headers.host ?? ''));
    }
    return send(reply, answer);
  });
  server.setNotFoundHandler((_request, reply) => nothingHere(reply, notFound));
  server.setErrorHandler(async (error: { code?: string; statusCode?: number }, request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      const announced = Number(request.headers['content-length'] ?? MAX_BODY_BYTES + 1);
      return send(reply, await intake.refuseTooLarge(Math.min(announced, MAX_LOGGED_BYTES)));
    }
    return send(reply, await intake.refuseIncomplete());
  });
  return server;
}

function asBytes(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function send(reply: FastifyReply, { httpStatus, body }: Answer): FastifyReply {
  return reply.code(httpStatus).header('content-type', 'application/json').send(body);
}

function nothingHere(reply: FastifyReply, notFound: () => void): FastifyReply {
  notFound();
  return reply.code(404).send();
}

/**
 * Which of the paths is asked for. All are compared, each in constant time: how long a wrong path takes tells nothing about
 * the right ones. The query string is not looked at.
 */
function pathAsked(url: string, paths: readonly string[]): string | null {
  const query = url.indexOf('?');
  const asked = Buffer.from(query < 0 ? url : url.slice(0, query));
  let found: string | null = null;
  for (const path of paths) {
    const bytes = Buffer.from(path);
    if (asked.length === bytes.length && timingSafeEqual(asked, bytes)) found = path;
  }
  return found;
}

/** A request that is not even HTTP, or too slow or too long in its headers, gets no more than the end of its connection. */
function endUnreadable(socket: Socket): void {
  if (socket.writable) socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  // Not just `end`: a peer that never closes its side would keep the connection, and its file descriptor, for good.
  socket.destroySoon();
}
