import { type ClientContext, type ClientLink, createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import type { contract } from '../shared/contract.ts';
import { STATION_PORT_MESSAGE, type WallDesktop } from '../shared/desktop.ts';

/** Everything that the page can ask of the station; the one door to it. */
export type StationClient = ContractRouterClient<typeof contract>;

/** The station does not know this browser (any more): its link has to be opened again. */
export class NotAllowedError extends Error {
  override name = 'NotAllowedError';
}

/** A client of the station that served this page; the browser is known by its cookie. */
export function createStationClient(origin: string): StationClient {
  const link = new RPCLink({
    url: `${origin}/rpc`,
    async fetch(request, init) {
      const response = await fetch(request, { ...init, credentials: 'same-origin', cache: 'no-store' });
      // Told by the status alone: whatever stands in front of the station may answer in a form of its own.
      if (response.status === 401) throw new NotAllowedError();
      // The station lets this browser in, but not do this; a proxy says in its own form that it lets nobody in.
      if (response.status === 403 && !(await isRefusal(response.clone()))) throw new NotAllowedError();
      return response;
    },
  });
  return createORPCClient<StationClient>(link);
}

const Refusal = z.object({ json: z.object({ code: z.literal('FORBIDDEN') }) });

async function isRefusal(response: Response): Promise<boolean> {
  return Refusal.safeParse(await response.json().catch(() => null)).success;
}

/** Whether the station knows who this page is and does not let it do what it asked for. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'FORBIDDEN';
}

/**
 * A client of the station beside the desktop app, over ports that the app hands to this page: one at first and another
 * after each restart of the station, when `connected` is called. What is asked while there is none waits for it.
 */
export function createDesktopClient(desktop: WallDesktop, connected: () => void): StationClient {
  let waiting = Promise.withResolvers<PortLink<ClientContext>>();
  let isWaiting = true;

  window.addEventListener('message', ({ source, data, ports: [port] }) => {
    if (source !== window || data !== STATION_PORT_MESSAGE || port === undefined) return;
    if (!isWaiting) waiting = Promise.withResolvers();
    isWaiting = false;
    waiting.resolve(new PortLink({ port }));
    const mine = waiting;
    port.addEventListener('close', () => {
      if (waiting !== mine) return;
      waiting = Promise.withResolvers();
      isWaiting = true;
    });
    port.start();
    connected();
  });

  const link: ClientLink<ClientContext> = {
    call: async (path, input, options) => {
      const ready = await Promise.race([waiting.promise, aborted(options.signal)]);
      return ready.call(path, input, options);
    },
  };
  desktop.connect();
  return createORPCClient<StationClient>(link);
}

/** Rejects when the signal aborts; without one it never settles. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
