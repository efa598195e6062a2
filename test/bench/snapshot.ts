import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../shared/contract.ts';
import type { TargetReady } from './target.ts';

const TIMES = 40;

/** The 95th percentile, in ms, of getting the whole board as a page does, and of a page of the REST list. */
export async function snapshotMs({ api, token }: TargetReady): Promise<Record<string, number>> {
  const headers = { authorization: `Bearer ${token}` };
  const link = new RPCLink({ url: new URL('/rpc', api).href, headers });
  const client: ContractRouterClient<typeof contract> = createORPCClient(link);
  const board = async (): Promise<void> => {
    const events = await client.board.watch();
    const first = await events.next();
    await events.return();
    if (first.done === true || first.value.type !== 'snapshot')
      throw new Error('the board did not begin with a snapshot');
  };
  const list = async (): Promise<void> => {
    const response = await fetch(`${api}/check-ins?limit=50`, { headers });
    await response.arrayBuffer();
  };
  return { 'board.queryMs': await p95(board), 'board.listMs': await p95(list) };
}

async function p95(ask: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const startedAt = performance.now();
    await ask();
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b)[Math.ceil(TIMES * 0.95) - 1] ?? Number.NaN;
}
