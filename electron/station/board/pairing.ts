import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DeviceRole, PAIR_PATH } from '../../../shared/device.ts';
import { browserName } from './browser-name.ts';
import type { Devices, Visit } from './devices.ts';
import { type Invites, plainCode } from './invites.ts';
import { type PairingNews, pairedPage, pairingHeaders, pairingPage } from './pairing-page.ts';

/** No code is longer. */
const FORM_LIMIT = 1_024;

const STATUS: Readonly<Record<PairingNews, number>> = {
  wrong: 403,
  foreign: 403,
  expired: 410,
  used: 410,
  closed: 429,
  full: 409,
  own: 409,
  'not-stored': 503,
};

/** Where a paired device goes on to. */
export const HOME = { desk: '/', wall: '/wall.html' } as const satisfies Record<DeviceRole, string>;

/** What pairing needs from the board server. */
export type PairingParts = {
  devices: Devices;
  invites: Invites;
  /** Whether this browser shows the station's own token, which may do more than any device. */
  isOwn: (request: FastifyRequest) => boolean;
  /** The cookie that this browser shows. */
  tokenOf: (request: FastifyRequest) => string | undefined;
  /** Has the browser keep the token of its device. */
  keepToken: (request: FastifyRequest, reply: FastifyReply, token: string) => void;
  /** A device could not be stored. */
  failed: (error: unknown) => void;
};

/** The one page of the board that is for strangers: with a code of the settings it makes a browser a paired device. */
export function servePairing(server: FastifyInstance, parts: PairingParts): void {
  const { devices, invites } = parts;
  const headers = pairingHeaders();
  const show = (request: FastifyRequest, reply: FastifyReply, code: string, news: PairingNews | null): FastifyReply =>
    reply
      .code(news === null ? 200 : STATUS[news])
      .headers(headers)
      .send(pairingPage(request.headers['accept-language'], code, news));

  void server.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT },
      (_request, body, done) => done(null, new URLSearchParams(String(body)).get('code') ?? ''),
    );

    scope.get(PAIR_PATH, async (request, reply) => {
      const { code } = request.query as { code?: unknown };
      if (parts.isOwn(request)) return show(request, reply, '', 'own');
      return show(request, reply, typeof code === 'string' ? plainCode(code) : '', null);
    });

    scope.post(PAIR_PATH, async (request, reply) => {
      const code = typeof request.body === 'string' ? plainCode(request.body) : '';
      // Another site's page could otherwise try codes, or pair a browser without its person.
      if (request.headers.origin !== `http://${request.headers.host}`) return show(request, reply, '', 'foreign');
      if (parts.isOwn(request)) return show(request, reply, '', 'own');
      const verdict = invites.judge(code);
      if (verdict.type !== 'open') return show(request, reply, verdict.type === 'wrong' ? code : '', verdict.type);
      const before = devices.find(parts.tokenOf(request))?.id ?? null;
      if (before === null && devices.isFull) return show(request, reply, code, 'full');
      try {
        parts.keepToken(request, reply, devices.pair(verdict.invite, visitOf(request), before));
      } catch (error) {
        parts.failed(error);
        return show(request, reply, code, 'not-stored');
      }
      invites.use(verdict.invite.id);
      return reply.headers(headers).send(pairedPage(request.headers['accept-language'], HOME[verdict.invite.role]));
    });
  });
}

/** From where and with what a request came. */
export function visitOf(request: FastifyRequest): Visit {
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? null;
  return { address, browser: browserName(request.headers['user-agent']) };
}
