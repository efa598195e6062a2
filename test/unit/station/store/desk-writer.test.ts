import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { DONE_CARDS, type LaneCounts } from '../../../../shared/contract.ts';
import type { DeskNote } from '../../../../shared/desk-note.ts';
import { minutes } from '../../../../shared/time-of-day.ts';
import { admit, admitted, type MessageParts, openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

const AT = 1_700_000_000_000;
const NOTHING: DeskNote = { note: null, keyTag: null, promisedAt: null };
const NOTE: DeskNote = { note: 'Wants a call\nfrom Ana', keyTag: 'K-14', promisedAt: '2026-03-03T16:30:00.000Z' };
const found = (q: string): string[] => store.reader.history({ q }, undefined, 100).items.map(({ id }) => id);
const LATER = AT + 60_000;
/** Another message of service order 1, received at {@link LATER}. */
const send = (parts: MessageParts) =>
  store.writer.writeBatch([admit(admitted({ receiveBaseId: 1, receivedAt: LATER, ...parts }))])[0]?.change;
function expectFiguresInStep(lanes: Partial<LaneCounts>): void {
  expect(store.writer.figures.lanes).toMatchObject(lanes);
  expect(new StationWriter(store.db).figures.lanes).toEqual(store.writer.figures.lanes);
}
const onBoard = (now: number): string[] => store.reader.boardCards(now).map(({ id, plate }) => `${id} ${plate}`);

describe('a visit that is set aside', () => {
  test('leaves its lane and its count, is logged, and comes back to where it was', () => {
    const id = String(store.store({ plate: 'ASIDE' }));
    store.store({ plate: 'STAYS' });
    store.writer.desk.move(id, 'new', 'seen', AT);
    expect(store.writer.desk.setAside(id, null, 'duplicate', AT + 1)).toEqual({ type: 'done' });
    expect(store.writer.figures.lanes).toMatchObject({ new: 1, seen: 0 });
    expect(new StationWriter(store.db).figures.lanes).toEqual(store.writer.figures.lanes);
    expect(store.reader.card(id)).toMatchObject({ lane: 'seen', setAside: 'duplicate' });
    expect(store.reader.history({ place: 'seen' }, undefined, 9).items).toEqual([]);
    store.writer.desk.setAside(id, 'duplicate', 'mistake', AT + 2);
    expect(store.writer.figures.lanes).toMatchObject({ new: 1, seen: 0 });
    expect(store.writer.desk.setAside(id, 'mistake', null, AT + 3)).toEqual({ type: 'done' });
    expect(store.writer.figures.lanes).toMatchObject({ new: 1, seen: 1 });
    expect(store.reader.checkIn(id)).toMatchObject({
      lane: 'seen',
      setAside: null,
      setAsides: [
        { reason: 'duplicate', at: new Date(AT + 1).toISOString() },
        { reason: 'mistake', at: new Date(AT + 2).toISOString() },
        { reason: null, at: new Date(AT + 3).toISOString() },
      ],
    });
  });

  test('is a conflict for whoever saw it otherwise, and stays where it is', () => {
    const id = String(store.store());
    const { desk } = store.writer;
    desk.setAside(id, null, 'mistake', AT);
    expect(desk.setAside(id, null, 'duplicate', AT)).toEqual({ type: 'conflict', setAside: 'mistake' });
    expect(desk.move(id, 'new', 'seen', AT)).toEqual({ type: 'conflict', lane: 'new', setAside: 'mistake' });
    expect(desk.setAside(id, 'mistake', 'mistake', AT)).toEqual({ type: 'unchanged' });
    expect(desk.setAside('77', null, 'mistake', AT)).toEqual({ type: 'not-found' });
    expect(desk.setAside('1.0', null, 'mistake', AT)).toEqual({ type: 'not-found' });
    expect(store.reader.checkIn(id)?.setAsides).toHaveLength(1);
    expect(store.writer.figures.lanes.new).toBe(0);
  });

  test('stays aside when an older message comes for it, which is counted', () => {
    const id = String(store.store({ receiveBaseId: 1, plate: 'FIRST', createTime: AT }));
    store.writer.desk.setAside(id, null, 'mistake', AT);
    expect(send({ plate: 'OLDER', createTime: AT - 1 })).toEqual({ id: Number(id), cause: 'updated' });
    expect(store.reader.card(id)).toMatchObject({ plate: 'FIRST', messageCount: 2, setAside: 'mistake' });
    expect(store.writer.figures.lanes.new).toBe(0);
  });
});

describe('a newer message for a visit with which the desk was done', () => {
  test('brings it back to New when it was handed over, with the move in its record', () => {
    const id = String(store.store({ receiveBaseId: 1, plate: 'FIRST', createTime: AT, receivedAt: AT }));
    store.writer.desk.move(id, 'new', 'handed-over', AT + 1);
    expect(send({ plate: 'SECOND', createTime: AT + 2 })).toEqual({ id: Number(id), cause: 'returned' });
    expect(store.reader.checkIn(id)).toMatchObject({
      plate: 'SECOND',
      lane: 'new',
      laneChangedAt: new Date(LATER).toISOString(),
      laneChanges: [
        { from: 'new', to: 'handed-over' },
        { from: 'handed-over', to: 'new', at: new Date(LATER).toISOString() },
      ],
      setAsides: [],
    });
    expectFiguresInStep({ new: 1, 'handed-over': 0 });
  });

  test.each([
    ['new', []],
    ['seen', [expect.anything(), { from: 'seen', to: 'new', at: new Date(LATER).toISOString() }]],
  ] as const)('puts it back into New when it was set aside from %s, with both in its record', (lane, laneChanges) => {
    const id = String(store.store({ receiveBaseId: 1, createTime: AT, receivedAt: AT }));
    store.writer.desk.move(id, 'new', lane, AT + 1);
    store.writer.desk.setAside(id, null, 'duplicate', AT + 2);
    expect(send({ createTime: AT + 3 })).toEqual({ id: Number(id), cause: 'returned' });
    expect(store.reader.checkIn(id)).toMatchObject({
      lane: 'new',
      setAside: null,
      setAsideAt: new Date(LATER).toISOString(),
      laneChanges,
      setAsides: [{ reason: 'duplicate' }, { reason: null, at: new Date(LATER).toISOString() }],
    });
    expectFiguresInStep({ new: 1, seen: 0 });
  });

  test.each([
    ['is an older one', { createTime: AT - 1 }],
    ['is not proven', { createTime: AT + 9, proven: false }],
    ['is a repeat', { createTime: AT, msgId: 'first' }],
  ])('does nothing of the kind when it %s', (_what, parts) => {
    const id = String(store.store({ receiveBaseId: 1, createTime: AT, msgId: 'first' }));
    store.writer.desk.move(id, 'new', 'handed-over', AT);
    send(parts);
    expect(store.reader.checkIn(id)).toMatchObject({ lane: 'handed-over', laneChanges: [{ to: 'handed-over' }] });
    expectFiguresInStep({ new: 0, 'handed-over': 1 });
  });

  test('leaves one that is being worked on where it stands', () => {
    const id = String(store.store({ receiveBaseId: 1, createTime: AT }));
    store.writer.desk.move(id, 'new', 'ready', AT);
    expect(send({ createTime: AT + 1 })).toEqual({ id: Number(id), cause: 'updated' });
    expect(store.reader.card(id)).toMatchObject({ lane: 'ready', messageCount: 2 });
  });

  test('counts nothing when it cannot be stored', () => {
    const id = String(store.store({ receiveBaseId: 1, createTime: AT }));
    store.writer.desk.move(id, 'new', 'handed-over', AT);
    store.db.exec("CREATE TEMP TRIGGER stop BEFORE INSERT ON message BEGIN SELECT raise(ABORT, 'no'); END");
    expect(() => send({ createTime: AT + 1 })).toThrow('no');
    expect(store.reader.card(id)).toMatchObject({ lane: 'handed-over' });
    expectFiguresInStep({ new: 0, 'handed-over': 1 });
  });
});

describe('what the desk writes', () => {
  test('is on the visit, and search finds it at once', () => {
    const id = String(store.store());
    store.index();
    expect(store.writer.desk.writeNote(id, NOTHING, NOTE)).toEqual({ type: 'done' });
    expect(store.reader.card(id)).toMatchObject({
      deskNote: NOTE.note,
      keyTag: NOTE.keyTag,
      promisedAt: NOTE.promisedAt,
    });
    for (const q of ['k14', '14', 'call ana']) expect(found(q), q).toEqual([id]);
    store.writer.desk.writeNote(id, NOTE, { ...NOTHING, note: '客户要求先看刹车' });
    expect(found('k14')).toEqual([]);
    expect(found('先看刹车')).toEqual([id]);
  });

  test('is a conflict with what somebody else has written, and changes nothing', () => {
    const id = String(store.store());
    const { desk } = store.writer;
    desk.writeNote(id, NOTHING, NOTE);
    expect(desk.writeNote(id, NOTHING, { ...NOTHING, keyTag: 'mine' })).toEqual({ type: 'conflict', desk: NOTE });
    expect(desk.writeNote(id, NOTE, NOTE)).toEqual({ type: 'unchanged' });
    expect(desk.writeNote('77', NOTHING, NOTE)).toEqual({ type: 'not-found' });
    expect(store.reader.card(id)?.keyTag).toBe('K-14');
  });
});

test('deriving again keeps all that the desk did, and search finds it afterwards too', () => {
  for (let order = 1; order <= 4; order++) store.store({ receiveBaseId: order, plate: `ORDER ${order}` });
  store.writer.desk.setAside('1', null, 'duplicate', AT);
  store.writer.desk.setAside('2', null, 'mistake', AT);
  store.writer.desk.setAside('2', 'mistake', null, AT + 1);
  store.writer.desk.writeNote('3', NOTHING, NOTE);
  store.writer.desk.writeNote('4', NOTHING, NOTE);
  store.db.prepare('UPDATE message SET raw = ? WHERE id = 4').run(Buffer.from('damaged'));
  const rows = () => ({
    checkIns: store.db.prepare('SELECT * FROM check_in ORDER BY id').all(),
    setAsides: store.db.prepare('SELECT * FROM set_aside_change ORDER BY id').all(),
  });
  const before = rows();
  expect(before.setAsides).toHaveLength(3);
  rederive(store.db, () => {});
  expect(rows()).toEqual(before);
  expect(found('k14')).toEqual(['4', '3']);
});

test('deriving again hands what the desk wrote on to the visit that its messages turn out to belong to', () => {
  store.store({ receiveBaseId: 1 });
  store.store({ receiveBaseId: 2 });
  store.writer.desk.writeNote('1', NOTHING, { ...NOTHING, note: 'On the first' });
  store.writer.desk.writeNote('2', NOTHING, NOTE);
  // As if an earlier version had not understood that both messages are of one service order.
  const second = store.db.prepare('SELECT raw FROM message WHERE id = 1').pluck().get();
  store.db.prepare('UPDATE message SET raw = ? WHERE id = 2').run(second);
  store.db.exec(
    "UPDATE check_in SET service_order = NULL WHERE id = 1; UPDATE check_in SET service_order = '1' WHERE id = 2",
  );
  rederive(store.db, () => {});
  expect(store.reader.checkIn('2')).toBeNull();
  expect(store.reader.checkIn('1')).toMatchObject({
    deskNote: 'On the first\nWants a call\nfrom Ana',
    keyTag: NOTE.keyTag,
    promisedAt: NOTE.promisedAt,
    messages: [{}, {}],
  });
});

describe('the board', () => {
  test('still holds what was handed over or set aside in the last hour, the newest first', () => {
    for (const plate of ['A', 'B', 'C', 'D']) store.store({ plate, receivedAt: AT });
    const { desk } = store.writer;
    desk.move('1', 'new', 'handed-over', AT);
    desk.setAside('2', null, 'mistake', AT + minutes(30));
    desk.move('3', 'new', 'handed-over', AT + minutes(20));
    expect(onBoard(AT + minutes(59))).toEqual(['4 D', '2 B', '3 C', '1 A']);
    expect(onBoard(AT + minutes(60))).toEqual(['4 D', '2 B', '3 C']);
    expect(onBoard(AT + minutes(90))).toEqual(['4 D']);
  });

  test('holds a bounded number of them', () => {
    const messages = Array.from({ length: DONE_CARDS + 5 }, () => admit(admitted({ receivedAt: AT })));
    store.writer.writeBatch(messages);
    store.db.prepare("UPDATE check_in SET lane = 'handed-over', lane_changed_at = ? + id").run(AT);
    const cards = store.reader.boardCards(AT + minutes(1));
    expect(cards).toHaveLength(DONE_CARDS);
    expect(cards[0]?.id).toBe(String(DONE_CARDS + 5));
  });
});
