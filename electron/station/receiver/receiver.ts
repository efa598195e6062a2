import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { MAX_BODY_BYTES } from '../autox3/envelope.ts';
import type { Answer, Intake } from '../intake/intake.ts';
import { PROBE_HEADER, type ProbeKey } from '../reach/probe-key.ts';

/** The longest that a sender may take, in ms: AutoX3's own time-out is unknown, a phone network is slow, an attack is slower. */
const REQUEST_TIMEOUT_MS = 20_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** The largest length that is logged of an announced one: from 2^51 on SQLite's STRICT integers refuse a double. */
const MAX_LOGGED_BYTES = 2 ** 50;

/** The receiver's parts: where it hands bodies to, and the secret path that it answers on. */
export type ReceiverParts = {
  intake: Pick<Intake, 'submit' | 'refuseTooLarge' | 'refuseIncomplete'>;
  /** The whole path, `/callback/…`. */
  path: string;
  /** Called for each request to another path or by another method. */
  notFound: () => void;
  /** Knows the requests by which this station tries whether it can be reached. */
  probes: Pick<ProbeKey, 'recognise'>;
  /** Called with the host that a message was sent to and is stored here. */
  accepted: (host: string) => void;
};

/**
 * The listener on the exposed port: POST on the callback path and nothing else. Everything else gets 404 with an empty
 * body, whatever its method. The caller makes it listen.
 */
export function createReceiver({ intake, path, notFound, probes, accepted }: ReceiverParts): FastifyInstance {
  const callback = Buffer.from(path);
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
  // Node would answer 417 by itself. A server may ignore an expectation that it does not know (RFC 9110, 10.1.1).
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onRequest', (request, reply, next) => {
    if (request.method !== 'POST' || !samePath(request.raw.url ?? '', callback)) {
      nothingHere(reply, notFound);
      return;
    }
    // The body decides, not what its sender calls it: an odd or broken Content-Type is no reason to lose a check-in.
    request.raw.headers['content-type'] = 'application/json';
    next();
  });
  server.post(path, async (request, reply) => {
    const body = asBytes(request.body);
    const probe = probes.recognise(request.headers[PROBE_HEADER], body);
    if (probe !== null) return probe.proof === null ? nothingHere(reply, notFound) : reply.send({ probe: probe.proof });
    const answer = await intake.submit(body);
    // What a proxy in between was asked for, or what this receiver was.
    if (answer.httpStatus === 200) accepted(String(request.headers['x-forwarded-host'] ?? request.headers.host ?? ''));
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

/** In constant time: how long a wrong path takes tells nothing about the right one. The query string is not looked at. */
function samePath(url: string, path: Buffer): boolean {
  const query = url.indexOf('?');
  const asked = Buffer.from(query < 0 ? url : url.slice(0, query));
  return asked.length === path.length && timingSafeEqual(asked, path);
}

/** A request that is not even HTTP, or too slow or too long in its headers, gets no more than the end of its connection. */
function endUnreadable(socket: Socket): void {
  if (socket.writable) socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  // Not just `end`: a peer that never closes its side would keep the connection, and its file descriptor, for good.
  socket.destroySoon();
}
