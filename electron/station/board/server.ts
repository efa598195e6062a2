import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler } from '@orpc/server/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Access, OWN_ACCESS } from '../../../shared/access.ts';
import { PIECE_BASE64_LENGTH } from '../../../shared/custody.ts';
import { PAIR_PATH } from '../../../shared/device.ts';
import { parsePhotoPath, pictureFile } from '../../../shared/photo.ts';
import type { WallSettings } from '../../../shared/settings.ts';
import { LOGO_BASE64_LENGTH } from '../../../shared/sheet-page.ts';
import type { ConnectionLimit } from '../connection-limit.ts';
import { type Credential, credentialOf, fromOwnPage, hostAllowed, type RequestIdentity } from './access.ts';
import type { Devices } from './devices.ts';
import type { Invites } from './invites.ts';
import { hasRoute, openApiDocument } from './open-api.ts';
import { HOME, servePairing, visitOf } from './pairing.ts';
import type { RouterContext, StationRouter } from './router.ts';
import { mayHavePicture } from './wall-view.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody had to say so. */
    access: Access | null;
    /** Aborts when who asks is locked out. */
    ended: AbortSignal | null;
  }
}

/** The parts of the board server; `pageFolder` holds the built page, `dataFolder` the pictures of photos. */
export type BoardServerParts = {
  router: StationRouter;
  token: string;
  /** The names by which the board may be asked for at this moment. */
  names: () => ReadonlySet<string>;
  devices: Devices;
  invites: Invites;
  pageFolder: string;
  dataFolder: string;
  wallSettings: () => WallSettings;
  version: string;
  /** Holds the connections of the board at all its addresses. */
  connections: ConnectionLimit;
  /** A procedure failed in a way that the contract does not name. */
  failed: (error: unknown) => void;
};

/** No request to the board is larger, but two: they carry an id and a lane. */
const BODY_LIMIT = 65_536;
/** Those that carry a picture or a piece of a file, with what stands around it. */
const LOGO_BODY_LIMIT = LOGO_BASE64_LENGTH + 1_024;
const PIECE_BODY_LIMIT = PIECE_BASE64_LENGTH + 1_024;
/** How long a request may take to arrive, in ms; answers, such as the events of a board, may go on. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Inline styles are what Mantine writes; everything else comes from the board itself, and nothing from outside. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

const HEALTH = '/api/v1/health';

/**
 * The listener for browsers and for the shop's own software: the page, its procedures with events, and the REST API.
 * Nothing but the health check and the pairing page is answered without a token of the station or of a paired device. The
 * caller makes it listen.
 */
export async function createBoardServer(parts: BoardServerParts): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // An address that cannot be decoded comes to no hook.
    frameworkErrors: (_error, _request, reply) => nothingHere(reply.headers(SECURITY_HEADERS)),
  });
  parts.connections.watch(server.server);
  // The health check and the pairing page alone are answered without any.
  server.decorateRequest('access', null);
  server.decorateRequest('ended', null);
  await server.register(fastifyCookie);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (!hostAllowed(request.headers.host, parts.names(), request.socket.localPort ?? 0)) return refuse(reply, 421);
    const path = request.url.split('?', 1)[0] ?? '';
    if (path === HEALTH || (path === PAIR_PATH && ['GET', 'POST'].includes(request.method))) return undefined;
    const identity = identityOf(request);
    const credential = credentialOf(identity, parts.token);
    if (credential !== null) {
      if (!mayOpen(path, credential)) return refuse(reply, 401);
      request.access = OWN_ACCESS;
      parts.connections.raise(request.raw.socket, 'proven');
      return undefined;
    }
    const device = fromOwnPage(identity) ? parts.devices.find(identity.cookie) : null;
    if (device === null || !mayOpen(path, 'cookie')) return refuse(reply, 401);
    request.access = device.access;
    parts.connections.raise(request.raw.socket, 'proven');
    request.ended = device.ended;
    reply.raw.once('close', device.visits(visitOf(request)));
    return undefined;
  });
  servePairing(server, {
    ...parts,
    isOwn: (request) => credentialOf(identityOf(request), parts.token) !== null,
    tokenOf: (request) => request.cookies[cookieName(request)],
    keepToken,
  });
  await serveProcedures(server, parts);
  servePhotos(server, parts);
  await servePage(server, parts);
  server.setNotFoundHandler((_request, reply) => nothingHere(reply));
  return server;
}

/** Whoever did not have to say who he is may no more than a wall. */
function contextOf({ access, ended }: FastifyRequest): RouterContext {
  return { access: access ?? { role: 'wall', device: null }, ...(ended !== null && { ended }) };
}

function nothingHere(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain').send('Not found');
}

/** The REST API is for programs, which show the token themselves; the page's cookie opens all the rest, a link the page. */
function mayOpen(path: string, credential: Credential): boolean {
  if (path.startsWith('/api/')) return credential === 'bearer';
  return credential === 'link' ? path === '/' : true;
}

function identityOf(request: FastifyRequest): RequestIdentity {
  const { host, origin, authorization } = request.headers;
  const { token } = request.query as { token?: unknown };
  const fetchSite = request.headers['sec-fetch-site'];
  return {
    host,
    origin,
    authorization,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    cookie: request.cookies[cookieName(request)],
    token: typeof token === 'string' ? token : undefined,
  };
}

/** Cookies know no port: two stations on one machine must not overwrite each other's. */
function cookieName(request: FastifyRequest): string {
  return `forecourt-${request.socket.localPort}`;
}

/** For as long as browsers keep one. */
function keepToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName(request), token, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 400 * 86_400 });
}

function refuse(reply: FastifyReply, status: 401 | 421): FastifyReply {
  return reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(
      `Open the board with the link that Forecourt gave you, or pair this screen at ${PAIR_PATH} with a code from the main desk.\n请使用 Forecourt 提供的链接打开看板，或在 ${PAIR_PATH} 页面输入主工位提供的配对码。\n`,
    );
}

async function serveProcedures(server: FastifyInstance, { router, version, failed }: BoardServerParts): Promise<void> {
  const report = async ({ next }: { next: () => Promise<unknown> }): Promise<never> => {
    try {
      return (await next()) as never;
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  const rpc = new RPCHandler(router, { clientInterceptors: [report] });
  const rest = new OpenAPIHandler(router, { filter: hasRoute, clientInterceptors: [report] });
  const call = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { matched } = await rpc.handle(request, reply, { prefix: '/rpc', context: contextOf(request) });
    return matched ? reply : reply.callNotFound();
  };
  server.post('/rpc/sheet/keepLogo', { bodyLimit: LOGO_BODY_LIMIT }, call);
  server.post('/rpc/custody/add', { bodyLimit: PIECE_BODY_LIMIT }, call);
  server.all('/rpc/*', call);
  server.get('/api/v1/openapi.json', async () => openApiDocument(router, version));
  server.all('/api/v1/*', async (request, reply) => {
    const { matched } = await rest.handle(request, reply, { prefix: '/api/v1', context: contextOf(request) });
    return matched ? reply : reply.callNotFound();
  });
}

/** Pictures are named for their content, and made here: whatever was sent, they are WebP. */
function servePhotos(server: FastifyInstance, { dataFolder, wallSettings }: BoardServerParts): void {
  server.get('/photos/*', async (request, reply) => {
    const picture = parsePhotoPath(request.url.split('?', 1)[0] ?? '');
    const { role } = contextOf(request).access;
    if (picture !== null && !mayHavePicture(role, picture.size, wallSettings())) return reply.code(403).send();
    const bytes =
      picture && (await readFile(join(dataFolder, pictureFile(picture.sha256, picture.size))).catch(() => null));
    if (bytes === null) return nothingHere(reply);
    return reply.type('image/webp').header('cache-control', 'private, max-age=31536000, immutable').send(bytes);
  });
}

async function servePage(server: FastifyInstance, { pageFolder, token }: BoardServerParts): Promise<void> {
  await server.register(fastifyStatic, {
    root: pageFolder,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Built files are named for their content.
      const forGood = path.includes('/assets/') || path.includes('\\assets\\');
      reply.header('cache-control', forGood ? 'private, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/', async (request, reply) => {
    if (request.access?.role === 'wall') return reply.redirect(HOME.wall);
    if (identityOf(request).token === undefined) return reply.sendFile('index.html');
    // A page that goes on by itself, not a redirect: after a link from elsewhere a redirected request would come
    // without a SameSite=Strict cookie, and the board would refuse the very person it has just let in.
    keepToken(request, reply, token);
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send('<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>Forecourt</title>');
  });
}
