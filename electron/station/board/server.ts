import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler } from '@orpc/server/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Access, OWN_ACCESS } from '../../../shared/access.ts';
import { parsePhotoPath, pictureFile } from '../../../shared/photo.ts';
import type { WallSettings } from '../../../shared/settings.ts';
import { allowedHosts, type Credential, credentialOf, hostAllowed, type RequestIdentity } from './access.ts';
import { hasRoute, openApiDocument } from './open-api.ts';
import type { RouterContext, StationRouter } from './router.ts';
import { mayHavePicture } from './wall-view.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody had to say so. */
    access: Access | null;
  }
}

/** The parts of the board server; `pageFolder` holds the built page, `dataFolder` the pictures of photos. */
export type BoardServerParts = {
  router: StationRouter;
  token: string;
  host: string;
  pageFolder: string;
  dataFolder: string;
  wallSettings: () => WallSettings;
  version: string;
  /** A procedure failed in a way that the contract does not name. */
  failed: (error: unknown) => void;
};

/** No request to the board is larger: they carry an id and a lane. */
const BODY_LIMIT = 65_536;

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
 * Nothing but the health check is answered without the token. The caller makes it listen.
 */
export async function createBoardServer(parts: BoardServerParts): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // An address that cannot be decoded comes to no hook.
    frameworkErrors: (_error, _request, reply) => nothingHere(reply.headers(SECURITY_HEADERS)),
  });
  const names = allowedHosts(parts.host);
  // The health check alone is answered without any.
  server.decorateRequest('access', null);
  await server.register(fastifyCookie);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (!hostAllowed(request.headers.host, names, request.socket.localPort ?? 0)) return refuse(reply, 421);
    const path = request.url.split('?', 1)[0] ?? '';
    if (path === HEALTH) return undefined;
    const credential = credentialOf(identityOf(request), parts.token);
    if (credential === null || !mayOpen(path, credential)) return refuse(reply, 401);
    request.access = OWN_ACCESS;
    return undefined;
  });
  await serveProcedures(server, parts);
  servePhotos(server, parts);
  await servePage(server, parts);
  server.setNotFoundHandler((_request, reply) => nothingHere(reply));
  return server;
}

/** Whoever did not have to say who he is may no more than a wall. */
function contextOf({ access }: FastifyRequest): RouterContext {
  return { access: access ?? { role: 'wall', device: null } };
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

function refuse(reply: FastifyReply, status: 401 | 421): FastifyReply {
  return reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send('Open the board with the link that Forecourt gave you.\n请使用 Forecourt 提供的链接打开看板。\n');
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
  server.all('/rpc/*', async (request, reply) => {
    const { matched } = await rpc.handle(request, reply, { prefix: '/rpc', context: contextOf(request) });
    return matched ? reply : reply.callNotFound();
  });
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
    if (picture !== null && !mayHavePicture(role, picture.size, wallSettings())) return nothingHere(reply);
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
    if (identityOf(request).token === undefined) return reply.sendFile('index.html');
    // A page that goes on by itself, not a redirect: after a link from elsewhere a redirected request would come
    // without a SameSite=Strict cookie, and the board would refuse the very person it has just let in.
    return reply
      .setCookie(cookieName(request), token, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 400 * 86_400 })
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send('<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>Forecourt</title>');
  });
}
