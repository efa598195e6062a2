import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BoardSnapshot, Hub, type NumberedEvent } from '../../../../electron/station/board/hub.ts';
import type { Card } from '../../../../shared/check-in.ts';
import { type BoardEvent, TICK_MS } from '../../../../shared/contract.ts';

const NOBODY = { new: 0, seen: 0, 'health-check': 0, ready: 0, 'handed-over': 0 };

/** A hub whose events only say what they are about. */
function createHub(run = 'run1', gone: string[] = []) {
  return new Hub({
    run,
    snapshot: () => ({ type: 'snapshot', cards: [], status: {} }) as unknown as BoardSnapshot,
    card: (id, cause) =>
      gone.includes(id) ? null : { type: 'card', cause, card: { id } as unknown as Card, lanes: NOBODY },
    status: () => ({ type: 'status', status: {} }) as unknown as BoardEvent,
    settings: () => ({ type: 'settings', settings: {} }) as unknown as BoardEvent,
  });
}

const about = ({ event }: NumberedEvent): string =>
  event.type === 'card' ? `${event.cause} ${event.card.id}` : event.type;
const arrived = (...ids: (number | string)[]) =>
  ids.map((id) => ({ type: 'card', id: String(id), cause: 'arrived' }) as const);

let ending: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  ending = new AbortController();
});
afterEach(() => {
  ending.abort();
  vi.useRealTimers();
});

/** Reads the next events of a board; each must be there at once. */
async function take(board: AsyncGenerator<NumberedEvent, void>, count: number): Promise<NumberedEvent[]> {
  const events: NumberedEvent[] = [];
  while (events.length < count) {
    const { value } = await board.next();
    if (value === undefined) throw new Error(`the board ended after ${events.length} events`);
    events.push(value);
  }
  return events;
}

const open = (hub: Hub, lastEventId?: string) => hub.watch(lastEventId, ending.signal);

describe('a board', () => {
  test('hears a snapshot first, then each change in order', async () => {
    const hub = createHub();
    hub.publish(arrived('before'));
    const board = open(hub);
    expect((await take(board, 1)).map(about)).toEqual(['snapshot']);
    const next = take(board, 1);
    hub.publish(arrived(1));
    expect((await next).map(about)).toEqual(['arrived 1']);
    hub.publish([...arrived(2), { type: 'card', id: '1', cause: 'moved' }, { type: 'status' }]);
    expect((await take(board, 3)).map(about)).toEqual(['arrived 2', 'moved 1', 'status']);
  });

  test('that reads slowly misses nothing, and hears of a card once with its first cause', async () => {
    const hub = createHub();
    const board = open(hub);
    await take(board, 1);
    hub.publish(arrived(...Array.from({ length: 500 }, (_none, n) => n)));
    hub.publish([{ type: 'card', id: '7', cause: 'moved' }]);
    const heard = (await take(board, 500)).map(about);
    expect(new Set(heard)).toEqual(new Set(Array.from({ length: 500 }, (_none, n) => `arrived ${n}`)));
    hub.publish(arrived('last'));
    expect((await take(board, 1)).map(about)).toEqual(['arrived last']);
  });

  test('that reads slowly hears that a card came back, whatever was done with it before', async () => {
    const hub = createHub();
    const board = open(hub);
    await take(board, 1);
    hub.publish([
      { type: 'card', id: '1', cause: 'moved' },
      { type: 'card', id: '1', cause: 'returned' },
      { type: 'card', id: '1', cause: 'updated' },
      ...arrived(2),
      { type: 'card', id: '2', cause: 'returned' },
    ]);
    expect((await take(board, 2)).map(about)).toEqual(['returned 1', 'arrived 2']);
  });

  test('that was away for more changes than are remembered gets a snapshot', async () => {
    const hub = createHub();
    const board = open(hub);
    await take(board, 1);
    hub.publish(arrived(...Array.from({ length: 1_001 }, (_none, n) => n)));
    expect((await take(board, 1)).map(about)).toEqual(['snapshot']);
    hub.publish(arrived('next'));
    expect((await take(board, 1)).map(about)).toEqual(['arrived next']);
  });

  test('that falls behind while it reads a group gets a snapshot too', async () => {
    const hub = createHub();
    const board = open(hub);
    await take(board, 1);
    hub.publish(arrived(1, 2, 3));
    await take(board, 1);
    hub.publish(arrived(...Array.from({ length: 1_001 }, (_none, n) => `late ${n}`)));
    expect((await take(board, 3)).map(about)).toEqual(['arrived 2', 'arrived 3', 'snapshot']);
  });

  test('does not hear of a card that is gone', async () => {
    const hub = createHub('run1', ['1']);
    const board = open(hub);
    await take(board, 1);
    hub.publish(arrived(1, 2));
    expect((await take(board, 1)).map(about)).toEqual(['arrived 2']);
  });

  test('hears a tick in each silence, and none while there is news', async () => {
    const hub = createHub();
    const board = open(hub);
    await take(board, 1);
    for (let silence = 0; silence < 2; silence++) {
      const next = take(board, 1);
      await vi.advanceTimersByTimeAsync(TICK_MS - 1);
      const waited = await Promise.race([next, Promise.resolve('nothing yet')]);
      expect(waited).toBe('nothing yet');
      await vi.advanceTimersByTimeAsync(1);
      expect((await next).map(about)).toEqual(['tick']);
    }
    const next = take(board, 1);
    await vi.advanceTimersByTimeAsync(TICK_MS - 1);
    hub.publish(arrived(1));
    expect((await next).map(about)).toEqual(['arrived 1']);
  });
});

describe('a board that comes back', () => {
  async function heardUpTo(hub: Hub, count: number): Promise<string> {
    const board = open(hub);
    await take(board, 1);
    hub.publish(arrived(1, 2, 3));
    return (await take(board, count)).at(-1)?.id ?? '';
  }

  test('hears only what it missed', async () => {
    const hub = createHub();
    const last = await heardUpTo(hub, 3);
    hub.publish(arrived(4, 5));
    expect((await take(open(hub, last), 2)).map(about)).toEqual(['arrived 4', 'arrived 5']);
  });

  test('hears a group again that it had not heard to its end', async () => {
    const hub = createHub();
    const last = await heardUpTo(hub, 2);
    expect((await take(open(hub, last), 3)).map(about)).toEqual(['arrived 1', 'arrived 2', 'arrived 3']);
  });

  test('after a tick goes on from there', async () => {
    const hub = createHub();
    const board = open(hub);
    await take(board, 1);
    hub.publish(arrived(1));
    await take(board, 1);
    const tick = take(board, 1);
    await vi.advanceTimersByTimeAsync(TICK_MS);
    const [{ id } = { id: '' }] = await tick;
    hub.publish(arrived(2));
    expect((await take(open(hub, id), 1)).map(about)).toEqual(['arrived 2']);
  });

  test.each<[string, (last: string) => string | undefined]>([
    ['with an id of an earlier run', (last) => last.replace('run1', 'run0')],
    ['with an id from the future', () => 'run1.4'],
    ['with no number', () => 'run1.'],
    ['with a number below zero', () => 'run1.-1'],
    ['with half a number', () => 'run1.1.5'],
    ['with something else', () => 'x'],
    ['with an empty id', () => ''],
    ['with none', () => undefined],
  ])('%s gets a snapshot', async (_with, change) => {
    const hub = createHub();
    const last = await heardUpTo(hub, 3);
    expect((await take(open(hub, change(last)), 1)).map(about)).toEqual(['snapshot']);
  });

  test('with an id that is too old gets a snapshot', async () => {
    const hub = createHub();
    const last = await heardUpTo(hub, 3);
    hub.publish(arrived(...Array.from({ length: 1_001 }, (_none, n) => n)));
    expect((await take(open(hub, last), 1)).map(about)).toEqual(['snapshot']);
  });
});

test('boards that vanish leave nothing behind', async () => {
  const hub = createHub();
  const boards = Array.from({ length: 20 }, () => open(hub));
  for (const board of boards) await take(board, 1);
  const waiting = boards.map((board) => board.next());
  expect(vi.getTimerCount()).toBe(20);
  ending.abort();
  expect(await Promise.all(waiting)).toEqual(Array.from({ length: 20 }, () => ({ done: true, value: undefined })));
  expect(vi.getTimerCount()).toBe(0);
});

test('a board that vanishes before it begins hears nothing', async () => {
  ending.abort();
  expect(await open(createHub()).next()).toEqual({ done: true, value: undefined });
});
