import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../../../electron/station/intake/judge.ts';
import type { Entry } from '../../../../electron/station/store/entries.ts';
import { readFigures } from '../../../../electron/station/store/figures.ts';
import { QUARANTINE_BYTES, QUARANTINE_MESSAGES } from '../../../../electron/station/store/quarantine-writer.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { admit, admitted, openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

const AT = 1_700_000_000_000;

function quarantine(body: Buffer, at = AT): Entry {
  const facts = { receivedAt: at, durationMs: 1, bytes: body.length };
  const request = {
    ...facts,
    outcome: 'quarantined',
    reason: 'signature',
    httpStatus: 401,
    msgId: null,
    msgType: null,
  } as const;
  return { type: 'quarantine', request, advice: null, body, bodySha256: sha256(body) };
}

const quarantined = (): { body: Buffer; count: number }[] =>
  store.db.prepare<[], { body: Buffer; count: number }>('SELECT body, count FROM quarantine ORDER BY id').all();

describe('the quarantine', () => {
  test('holds the newest 1,000 messages', () => {
    const bodies = Array.from({ length: QUARANTINE_MESSAGES + 25 }, (_none, n) => Buffer.from(`message ${n}`));
    store.writer.writeBatch(bodies.map((body) => quarantine(body)));
    expect(quarantined().map(({ body }) => body.toString())).toEqual(bodies.slice(25).map(String));
    expect(store.writer.figures.quarantined).toBe(QUARANTINE_MESSAGES);
  });

  test('holds 50 MB at most, and counts them rightly after a restart', () => {
    const large = (n: number): Buffer => Buffer.alloc(1_048_576, n);
    for (let n = 0; n < 49; n++) store.writer.writeBatch([quarantine(large(n))]);
    const again = new StationWriter(store.db);
    again.writeBatch([quarantine(large(49)), quarantine(large(50)), quarantine(Buffer.from('one more'))]);
    const kept = quarantined();
    expect(kept.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThanOrEqual(QUARANTINE_BYTES);
    expect(kept[0]?.body[0]).toBe(2);
    expect(kept).toHaveLength(50);
    expect(again.figures).toEqual(readFigures(store.db));
  });

  test('counts a message that comes again, and tells the last reason', () => {
    const body = Buffer.from('the same bytes');
    for (let n = 0; n < 7; n++) store.writer.writeBatch([quarantine(body, AT + n)]);
    const [row] = store.db.prepare('SELECT count, first_at, last_at FROM quarantine').all();
    expect(row).toEqual({ count: 7, first_at: AT, last_at: AT + 6 });
  });
});

describe('a message is a repeat', () => {
  test('by its signature under another msgId, which no sender could make', () => {
    const first = admitted({ createTime: AT, receiveBaseId: 1 });
    const second = { ...admitted({ createTime: AT, receiveBaseId: 2 }), signature: first.signature };
    const written = store.writer.writeBatch([admit(first), admit(second)]);
    expect(written).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'repeat', reason: 'same-signature', change: null },
    ]);
    expect(store.reader.history({}, undefined, 5).items).toHaveLength(1);
  });

  test('in the batch that brings it first, in the next one, and after a restart, settled or not', () => {
    const message = admitted();
    const outcome = (writer: StationWriter) => writer.writeBatch([admit(message)])[0]?.outcome;
    expect(store.writer.writeBatch([admit(message), admit(message)]).map((written) => written.outcome)).toEqual([
      'accepted',
      'repeat',
    ]);
    expect(outcome(store.writer)).toBe('repeat');
    expect(outcome(new StationWriter(store.db))).toBe('repeat');
    store.writer.known.settle();
    expect(outcome(store.writer)).toBe('repeat');
  });

  test('also when the message itself is gone', () => {
    const message = admitted();
    store.writer.writeBatch([admit(message)]);
    store.writer.known.settle();
    store.db.exec('UPDATE message SET check_in_id = NULL; DELETE FROM check_in; DELETE FROM message');
    expect(new StationWriter(store.db).writeBatch([admit(message)])[0]?.outcome).toBe('repeat');
  });
});

describe('a batch that cannot be written', () => {
  test('leaves nothing behind: no row, no figure, no known msgId, no number', () => {
    const good = admitted({ receiveBaseId: 1 });
    const bad = { ...admitted({ receiveBaseId: 2 }), createTime: 0.5 };
    const figures = structuredClone(store.writer.figures);
    expect(() => store.writer.writeBatch([admit(good), quarantine(Buffer.from('x')), admit(bad)])).toThrow();
    expect(store.writer.figures).toEqual(figures);
    expect(store.writer.figures).toEqual(readFigures(store.db));
    expect(store.writer.writeBatch([admit(good)])).toMatchObject([{ outcome: 'accepted', change: { id: 1 } }]);
  });
});

test('the figures are what a count would find, after everything that can happen', () => {
  const first = store.store({ receiveBaseId: 1 });
  store.store({ receiveBaseId: 2 });
  store.store({ receiveBaseId: 2 });
  store.store({ msgType: 'event.autox3.other', content: { carInfo: null } });
  store.store({ proven: false, receiveBaseId: 3 });
  store.writer.writeBatch([quarantine(Buffer.from('a')), quarantine(Buffer.from('a')), quarantine(Buffer.from('b'))]);
  store.writer.desk.move(String(first), 'new', 'ready', AT);
  expect(store.writer.desk.move(String(first), 'new', 'seen', AT)).toEqual({
    type: 'conflict',
    lane: 'ready',
    setAside: null,
  });
  expect(store.writer.desk.move(String(first), 'ready', 'ready', AT)).toEqual({ type: 'unchanged' });
  expect(store.writer.desk.move('77', 'new', 'seen', AT)).toEqual({ type: 'not-found' });
  expect(store.writer.desk.move('no number', 'new', 'seen', AT)).toEqual({ type: 'not-found' });
  expect(store.writer.figures).toEqual(readFigures(store.db));
  expect(store.writer.figures).toMatchObject({ lanes: { new: 2, ready: 1 }, otherMessages: 1, quarantined: 2 });
});

test('a flood of refused requests pushes no accepted one out of the delivery log', () => {
  store.store({ msgId: 'accepted-before-the-flood' });
  const refused = (n: number): Entry => ({
    type: 'log',
    request: {
      receivedAt: AT + n,
      durationMs: 0,
      bytes: 1,
      outcome: 'refused',
      reason: 'too-large',
      httpStatus: 413,
      msgId: null,
      msgType: null,
    },
  });
  for (let slice = 0; slice < 24; slice++) {
    store.writer.writeBatch(Array.from({ length: 1_000 }, (_none, n) => refused(slice * 1_000 + n)));
  }
  const count = (outcome: string): unknown =>
    store.db.prepare('SELECT count(*) FROM delivery WHERE outcome = ?').pluck().get(outcome);
  expect(count('refused')).toBeLessThanOrEqual(21_000);
  expect(count('refused')).toBeGreaterThanOrEqual(20_000);
  expect(store.deliveries.list({ outcome: 'accepted', limit: 5 }).items).toMatchObject([
    { msgId: 'accepted-before-the-flood' },
  ]);
  expect(store.deliveries.list({ outcome: 'refused', limit: 1 }).items[0]?.receivedAt).toBe(
    new Date(AT + 23_999).toISOString(),
  );
});
