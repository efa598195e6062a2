import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../shared/contract.ts';
import type { HistoryFilter } from '../../shared/history.ts';
import { load } from './load.ts';
import { makeManyVisits } from './many-visits.ts';
import type { TargetReady } from './target.ts';

type Client = ContractRouterClient<typeof contract>;
/** A running station, over `folder` where one is given. */
type Start = (folder?: string) => Promise<{ ready: TargetReady; end: () => Promise<void> }>;

const TIMES = 30;
const WARM_UP = 3;
const ROUNDS = 3;
const ROUND_SECONDS = 3;
const PAGE = 60;

/**
 * What searching costs with so many visits, at the contract over HTTP as a page asks it, and what they cost: intake beside
 * an empty station in turn, and bytes on the disk.
 */
export async function measureHistory(
  secret: string,
  visits: number,
  start: Start,
  say: (text: string) => void,
): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(process.env.FORECOURT_BENCH_DISK ?? tmpdir(), 'forecourt-history-'));
  try {
    const made = makeManyVisits(folder, secret, visits, say);
    say(`  ${visits} visits made, ${Math.round(made.perSecond)} a second`);
    const full = await start(folder);
    const figures = await measureSearch(clientOf(full.ready), say);
    const empty = await start();
    const intakeRatio = await measureIntakeRatio(secret, full.ready.callback, empty.ready.callback, say);
    await Promise.all([full.end(), empty.end()]);
    return {
      ...figures,
      'history.intakeRatio': intakeRatio,
      'history.bytesPerVisit': made.bytesPerVisit,
      'history.madePerSecond': made.perSecond,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function clientOf({ api, token }: TargetReady): Client {
  return createORPCClient(
    new RPCLink({ url: new URL('/rpc', api).href, headers: { authorization: `Bearer ${token}` } }),
  );
}

async function measureSearch(client: Client, say: (text: string) => void): Promise<Record<string, number>> {
  const total = (await client.history.count({})).count;
  const { items } = await client.history.jump({ position: Math.floor(total / 3), limit: 200 });
  const samples = await Promise.all(
    items.slice(0, TIMES + WARM_UP).map(async ({ id }) => {
      const { plate, vin, owner, adviser } = await client.checkIns.get({ id });
      return { plate: plate ?? '', vin: vin ?? '', phone: owner.mobile ?? '', adviser: adviser ?? '' };
    }),
  );
  const year = { from: '2025-03-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };
  /** Each asks for something else each time, so that no answer is there already. */
  const kinds: Record<string, (n: number) => HistoryFilter> = {
    'plate prefix': (n) => ({ q: samples[n]?.plate.slice(0, 4) ?? '' }),
    'whole plate': (n) => ({ q: samples[n]?.plate ?? '' }),
    'VIN tail': (n) => ({ q: samples[n]?.vin.slice(-6) ?? '' }),
    'VIN middle': (n) => ({ q: samples[n]?.vin.slice(2, 7) ?? '' }),
    'phone tail': (n) => ({ q: samples[n]?.phone.slice(-4) ?? '' }),
    'two digits': (n) => ({ q: String(10 + n) }),
    'one digit again and again': (n) => ({ q: String(n % 10).repeat(4 + (n % 5)) }),
    'one letter': (n) => ({ q: 'abcdefghijklmnopqrstuvwxyz'[n % 26] ?? '' }),
    'one Chinese character': (n) => ({ q: [...'李张客户宝刹迪豪伞镜'][n % 10] ?? '' }),
    'two Chinese characters': (n) => ({
      q: ['客户', '等待', '欧阳', '大众', '电话', '志明', '完工', '雨伞'][n % 8] ?? '',
    }),
    'two that are never together': () => ({ q: '张李 大宝' }),
    'a common name': (n) => ({ q: ['smith', 'Patel', 'brown grace', '王伟', "o'neill", 'ali'][n % 6] ?? '' }),
    'a common word': (n) => ({ q: ['volkswagen', 'customer', 'umbrella', 'golf'][n % 4] ?? '' }),
    'a miss': (n) => ({ q: `zq${n}xj` }),
    'a miss of common parts': (n) => ({ q: `smith 王 ${n} 00000000` }),
    'filters combined': (n) => ({
      place: 'handed-over',
      lights: 'red',
      damage: 'photos',
      store: n % 2 === 0 ? '84' : '85',
    }),
    'filters with words': (n) => ({
      q: n % 2 === 0 ? '王' : 'smith',
      place: 'handed-over',
      lights: 'amber',
      damage: 'without',
      ...year,
    }),
    'filters that nothing fits': (n) => ({
      place: 'new',
      lights: 'none',
      damage: 'photos',
      store: n % 2 === 0 ? '84' : '85',
    }),
    'a lane and a date': (n) => ({ place: 'set-aside', from: `2026-0${1 + (n % 6)}-01T00:00:00Z` }),
  };
  let worst = 0;
  for (const [kind, filterOf] of Object.entries(kinds)) {
    const list = await p95((n) => client.history.list({ ...filterOf(n), limit: PAGE }));
    const count = await p95((n) => client.history.count(filterOf(n)));
    say(`  ${kind}: ${list.toFixed(1)} ms, counted in ${count.toFixed(1)} ms`);
    worst = Math.max(worst, list, count);
  }
  return {
    'history.searchP95Ms': worst,
    'history.firstPageMs': await p95(() => client.history.list({ limit: PAGE })),
    'history.countAllMs': await p95(() => client.history.count({})),
    'history.jumpMs': await p95((n) => client.history.jump({ position: Math.floor(total / 2) + 997 * n, limit: PAGE })),
    'history.jumpFilteredMs': await p95((n) => client.history.jump({ q: '王', position: 900 + n, limit: PAGE })),
  };
}

async function p95(ask: (n: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < WARM_UP + TIMES; n++) {
    const startedAt = performance.now();
    await ask(n);
    if (n >= WARM_UP) taken.push(performance.now() - startedAt);
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(TIMES * 0.95)] ?? Number.NaN;
}

/** In turn, so that whatever else the machine does falls on both; the median of the rounds. */
async function measureIntakeRatio(
  secret: string,
  full: string,
  empty: string,
  say: (text: string) => void,
): Promise<number> {
  const ratios: number[] = [];
  for (const callback of [full, empty]) await load(callback, secret, { seconds: 1 });
  for (let round = 0; round < ROUNDS; round++) {
    const withIt = await load(full, secret, { seconds: ROUND_SECONDS });
    const without = await load(empty, secret, { seconds: ROUND_SECONDS });
    if (withIt.failures + without.failures > 0) throw new Error('check-ins were not acknowledged');
    say(`  intake: ${Math.round(withIt.perSecond)} a second, empty ${Math.round(without.perSecond)}`);
    ratios.push(withIt.perSecond / without.perSecond);
  }
  return ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}
