import { request } from 'node:http';
import { getEventMeta } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BoardEvent } from '../../../shared/contract.ts';
import { TICK_MS } from '../../../shared/contract.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, TOKEN, temporaryFolder } from '../../support/station.ts';

let station: TestStation;
beforeAll(async () => {
  station = await startTestStation();
});
afterAll(() => station?.dispose());

/** A board on the station; `next` waits for what comes next, ticks apart. */
async function openBoard(lastEventId?: string, at: TestStation = station) {
  const ending = new AbortController();
  const events = await at.client.board.watch(undefined, {
    signal: ending.signal,
    ...(lastEventId === undefined ? {} : { lastEventId }),
  });
  let lastId: string | undefined;
  const nextOfAll = async (): Promise<BoardEvent> => {
    const { value, done } = await events.next();
    if (done) throw new Error('the board was told no more');
    lastId = getEventMeta(value)?.id;
    return value;
  };
  return {
    nextOfAll,
    next: async (): Promise<Exclude<BoardEvent, { type: 'tick' }>> => {
      for (;;) {
        const event = await nextOfAll();
        if (event.type !== 'tick') return event;
      }
    },
    lastId: () => lastId,
    close: () => ending.abort(),
  };
}

async function arrive(plate: string, at: TestStation = station): Promise<void> {
  expect((await at.post(signedCheckIn({ plate }).body)).status).toBe(200);
}

const plateOf = (event: BoardEvent): string | null => (event.type === 'card' ? event.card.plate : null);

describe('a board', () => {
  test('is told the new figures when a message goes to quarantine', async () => {
    const board = await openBoard();
    const { quarantined } = await station.client.status();
    expect(await board.next()).toMatchObject({ type: 'snapshot', status: { quarantined } });
    expect((await station.post(signedCheckIn({ secret: 'another-secret-of-nobody' }).body)).status).toBe(401);
    expect(await board.next()).toMatchObject({ type: 'status', status: { quarantined: quarantined + 1 } });
    board.close();
  });

  test('is told all that there is, then what arrives, with the count of each lane', async () => {
    await arrive('EARLY 1');
    const board = await openBoard();
    const first = await board.next();
    if (first.type !== 'snapshot') throw new Error(`the first event is a ${first.type}`);
    expect(first.cards.map(({ plate }) => plate)).toContain('EARLY 1');
    expect(first.status).toEqual(await station.client.status());
    await arrive('LIVE 1');
    expect(await board.next()).toMatchObject({
      type: 'card',
      cause: 'arrived',
      card: { plate: 'LIVE 1', lane: 'new' },
      lanes: { new: first.status.lanes.new + 1 },
    });
    board.close();
  });

  test('that comes back hears only what it missed', async () => {
    const board = await openBoard();
    await board.next();
    await arrive('HEARD 1');
    await board.next();
    board.close();
    await arrive('MISSED 1');
    await arrive('MISSED 2');
    const again = await openBoard(board.lastId());
    expect([plateOf(await again.next()), plateOf(await again.next())]).toEqual(['MISSED 1', 'MISSED 2']);
    again.close();
  });

  test.each(['nonsense', '00000000.3', ''])('that comes back with the unknown id %j gets a snapshot', async (id) => {
    const board = await openBoard(id);
    expect((await board.next()).type).toBe('snapshot');
    board.close();
  });

  test('that reads slowly misses nothing', async () => {
    const slow = await openBoard();
    await slow.next();
    const plates = Array.from({ length: 300 }, (_none, n) => `SLOW ${n}`);
    for (let n = 0; n < plates.length; n += 30)
      await Promise.all(plates.slice(n, n + 30).map((plate) => arrive(plate)));
    const heard = new Set<string>();
    while (heard.size < plates.length) {
      const plate = plateOf(await slow.next());
      if (plate !== null) heard.add(plate);
    }
    expect(heard).toEqual(new Set(plates));
    slow.close();
  });

  test('hears from the station in each silence', async () => {
    const board = await openBoard();
    await board.next();
    const since = performance.now();
    const event = await board.nextOfAll();
    const ms = performance.now() - since;
    expect(event).toEqual({ type: 'tick' });
    expect(ms).toBeGreaterThan(TICK_MS - 500);
    expect(ms).toBeLessThan(TICK_MS + 2_000);
    board.close();
  });
});

test('after a restart of the station a board gets a snapshot, also when it comes with its last id', async () => {
  const folder = temporaryFolder();
  try {
    const first = await startTestStation({ dataFolder: folder.path });
    const board = await openBoard(undefined, first);
    await board.next();
    await arrive('BEFORE 1', first);
    await board.next();
    board.close();
    await first.dispose();
    const second = await startTestStation({ dataFolder: folder.path });
    const again = await openBoard(board.lastId(), second);
    const event = await again.next();
    expect(event.type === 'snapshot' ? event.cards.map(({ plate }) => plate) : event.type).toEqual(['BEFORE 1']);
    again.close();
    await second.dispose();
  } finally {
    folder.dispose();
  }
});

test('the station ends though boards are open', async () => {
  const other = await startTestStation();
  const board = await openBoard(undefined, other);
  await board.next();
  const rest = board.next().then(
    () => 'an event',
    () => 'the end',
  );
  await other.dispose();
  expect(await rest).toBe('the end');
});

/** A board whose machine can be switched off: a bare connection, so that no client library keeps it. */
function openBareBoard(): Promise<{ vanish: () => void }> {
  const { port, hostname } = new URL(station.api);
  const headers = { authorization: `Bearer ${TOKEN}` };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method: 'POST', path: '/rpc/board/watch', headers, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('error', () => {});
        answer.on('data', (chunk: string) => {
          text += chunk;
          if (text.includes('"snapshot"')) resolve({ vanish: () => sent.destroy() });
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

test('boards that vanish leave no timers in the station', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const boards = await Promise.all(Array.from({ length: 20 }, openBareBoard));
  // Each waits for news or for its next tick.
  await vi.waitFor(() => expect(timers()).toBeGreaterThanOrEqual(20));
  for (const { vanish } of boards) vanish();
  await vi.waitFor(() => expect(timers()).toBeLessThan(10), { timeout: 2 * TICK_MS });
});

describe('a move', () => {
  async function newCard(): Promise<string> {
    const plate = `MOVE ${crypto.randomUUID().slice(0, 8)}`;
    const board = await openBoard();
    await board.next();
    await arrive(plate);
    const event = await board.next();
    board.close();
    if (event.type !== 'card') throw new Error('no card came');
    return event.card.id;
  }

  test('is heard by the other boards, and kept with its time', async () => {
    const id = await newCard();
    const other = await openBoard();
    await other.next();
    const card = await station.client.checkIns.move({ id, from: 'new', to: 'ready' });
    expect(card).toMatchObject({ id, lane: 'ready' });
    const heard = await other.next();
    const { lanes } = await station.client.status();
    expect(heard).toEqual({ type: 'card', cause: 'moved', card, lanes });
    expect((await station.client.checkIns.get({ id })).laneChanges).toEqual([
      { from: 'new', to: 'ready', at: card.laneChangedAt, by: null },
    ]);
    other.close();
  });

  test('from a lane that the card has left is a conflict that names its lane, and changes nothing', async () => {
    const id = await newCard();
    await station.client.checkIns.move({ id, from: 'new', to: 'ready' });
    const { lanes } = await station.client.status();
    await expect(station.client.checkIns.move({ id, from: 'new', to: 'seen' })).rejects.toMatchObject({
      code: 'CONFLICT',
      status: 409,
      data: { lane: 'ready' },
    });
    expect((await station.client.checkIns.get({ id })).laneChanges).toHaveLength(1);
    expect((await station.client.status()).lanes).toEqual(lanes);
  });

  test('of two at once one wins', async () => {
    const id = await newCard();
    const moves = (['seen', 'ready'] as const).map((to) => station.client.checkIns.move({ id, from: 'new', to }));
    const results = await Promise.allSettled(moves);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('to the lane where it is changes nothing and is told to nobody', async () => {
    const id = await newCard();
    const other = await openBoard();
    await other.next();
    expect(await station.client.checkIns.move({ id, from: 'new', to: 'new' })).toMatchObject({ id, lane: 'new' });
    await arrive('NEXT 1');
    expect(plateOf(await other.next())).toBe('NEXT 1');
    expect((await station.client.checkIns.get({ id })).laneChanges).toEqual([]);
    other.close();
  });

  test.each(['999999', 'x', '-1', '0x1', '1.0'])('of the unknown check-in %s is not found', async (id) => {
    await expect(station.client.checkIns.move({ id, from: 'new', to: 'seen' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    });
  });

  test('to a lane that does not exist is refused', async () => {
    const id = await newCard();
    const move = station.client.checkIns.move({ id, from: 'new', to: 'garage' as 'seen' });
    await expect(move).rejects.toMatchObject({ code: 'BAD_REQUEST', status: 400 });
  });
});
