import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../shared/contract.ts';
import type { TargetReady } from './target.ts';

const TIMES = 40;
/** The first few are slower: their code is not compiled yet. */
const WARM_UP = 10;

/** The medians, in ms, of getting the whole board as a page does, and a page of the REST list; and the board's worst in twenty. */
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
  const boards = await times(board);
  const lists = await times(list);
  return {
    'board.queryMs': boards[TIMES / 2] ?? Number.NaN,
    'board.queryP95Ms': boards[TIMES * 0.95] ?? Number.NaN,
    'board.listMs': lists[TIMES / 2] ?? Number.NaN,
  };
}

async function times(ask: () => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < WARM_UP + TIMES; time++) {
    const startedAt = performance.now();
    await ask();
    if (time >= WARM_UP) taken.push(performance.now() - startedAt);
  }
  return taken.toSorted((a, b) => a - b);
}
