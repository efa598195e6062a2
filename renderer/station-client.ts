import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../shared/contract.ts';

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
      if (response.status === 401 || response.status === 403) throw new NotAllowedError();
      return response;
    },
  });
  return createORPCClient<StationClient>(link);
}
