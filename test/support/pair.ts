import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../shared/contract.ts';
import type { DeviceRole } from '../../shared/device.ts';
import { ask, type HttpAnswer, portOf } from './http.ts';
import type { TestStation } from './station.ts';
import { noteSecret } from './written/note-private.ts';

/** A browser that was paired: its id, and the cookie that it shows. */
export type Paired = { id: string; cookie: string; client: ContractRouterClient<typeof contract> };

/** Sends the form of the pairing page as a browser does. */
export function sendCode(
  station: Pick<TestStation, 'board'>,
  code: string,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  const { host } = new URL(station.board);
  return ask(portOf(station.board), {
    method: 'POST',
    path: '/pair',
    headers: { host, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ code }).toString(),
  });
}

/** The cookie that an answer sets, as a browser shows it. */
export function cookieOf({ headers }: HttpAnswer): string {
  const [cookie = ''] = headers['set-cookie'] ?? [];
  const shown = cookie.split(';')[0] ?? '';
  noteSecret(shown.slice(shown.indexOf('=') + 1));
  return shown;
}

/** Pairs a device with a station, over HTTP as a browser does. */
export async function pair(station: TestStation, role: DeviceRole, name: string = role): Promise<Paired> {
  const { id, code } = await station.client.devices.invite({ role, name });
  const cookie = cookieOf(await sendCode(station, code));
  return { id, cookie, client: clientWith(station, { cookie }) };
}

/** A client that shows these headers with each of its requests. */
export function clientWith(
  station: Pick<TestStation, 'board'>,
  headers: Record<string, string>,
): ContractRouterClient<typeof contract> {
  return createORPCClient(new RPCLink({ url: new URL('/rpc', station.board).href, headers }));
}
