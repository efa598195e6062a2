import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSecret } from '../../../../electron/station/autox3/signature.ts';
import { judge } from '../../../../electron/station/intake/judge.ts';
import { typedMessage } from '../../../../electron/station/intake/typed-message.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { bytesOf, readVectors } from '../../../support/messages.ts';
import { admit, openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

const AT = 1_700_000_000_000;
const quiet = (): void => {};

/** All that is derived, row by row. */
const derived = () => ({
  checkIns: store.db.prepare('SELECT * FROM check_in ORDER BY id').all(),
  messages: store.db.prepare('SELECT id, kind, check_in_id FROM message ORDER BY id').all(),
  laneChanges: store.db.prepare('SELECT * FROM lane_change ORDER BY id').all(),
  setAsideChanges: store.db.prepare('SELECT * FROM set_aside_change ORDER BY id').all(),
});

const found = (q: string): string[] => store.reader.history({ q }, undefined, 100).items.map(({ id }) => id);

/** Derives again, and expects that nothing is different: rows, references, and what search finds. */
function expectSameAfterRederiving(): void {
  store.index();
  const before = derived();
  const findable = ['ab12', '京', '老客户', 'moved', '07700900123'].map(found);
  const result = rederive(store.db, quiet);
  expect(derived()).toEqual(before);
  expect(['ab12', '京', '老客户', 'moved', '07700900123'].map(found)).toEqual(findable);
  expect(store.db.pragma('foreign_key_check')).toEqual([]);
  expect(store.db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(result).toEqual({ messages: before.messages.length, unreadable: 0, checkIns: before.checkIns.length });
}

describe('deriving again changes nothing', () => {
  test('of a check-in that somebody typed, which no message of AutoX3 joins', () => {
    const typed = typedMessage(
      {
        plate: '京A12345',
        vin: null,
        ownerName: '老客户',
        ownerMobile: '07700900123',
        odometer: 67_000.5,
        remark: 'moved',
        arrivedAt: new Date(AT).toISOString(),
      },
      AT + 60_000,
      'x',
    );
    const id = String(store.writer.enter(typed, 'Ann', AT + 60_000));
    store.store({ receiveBaseId: 1, plate: '京A12345', createTime: AT, receivedAt: AT + 90_000 });
    store.writer.desk.move(id, 'seen', 'ready', AT + 95_000);
    expectSameAfterRederiving();
    expect(store.reader.checkIn(id)).toMatchObject({
      typed: true,
      proven: false,
      lane: 'ready',
      plate: '京A12345',
      owner: { lastName: '老客户', mobile: '07700900123' },
      odometer: 67_000.5,
      arrivedAt: new Date(AT).toISOString(),
      receiveBaseId: null,
      laneChanges: [{ from: 'new', to: 'seen', at: new Date(AT + 60_000).toISOString() }, { to: 'ready' }],
      messages: [{ dialect: 'by-hand' }],
    });
    expect(store.writer.figures.lanes).toMatchObject({ new: 1, seen: 0, ready: 1 });
    expect(found('京a12345')).toEqual(['2', '1']);
  });

  test('of what the desk was done with and a newer message brought back, nor of what it did since', () => {
    for (let receiveBaseId = 1; receiveBaseId <= 3; receiveBaseId++) {
      const id = String(store.store({ receiveBaseId, createTime: AT }));
      if (receiveBaseId === 2) store.writer.desk.setAside(id, null, 'mistake', AT);
      else store.writer.desk.move(id, 'new', 'handed-over', AT);
      store.store({ receiveBaseId, createTime: AT + 1, receivedAt: AT + 2 });
      expect(store.reader.card(id)).toMatchObject({ lane: 'new', setAside: null });
      if (receiveBaseId === 3) store.writer.desk.move(id, 'new', 'handed-over', AT + 3);
    }
    expectSameAfterRederiving();
    expect(store.reader.card('5')).toMatchObject({ lane: 'handed-over' });
  });

  test('of a day with updates in any order, repeats, other kinds and moved lanes', () => {
    for (let order = 1; order <= 12; order++) {
      const receiveBaseId = order;
      const id = store.store({ receiveBaseId, plate: `京A${order}`, createTime: AT, receivedAt: AT + order });
      if (order % 2 === 0)
        store.store({ receiveBaseId, remark: '老客户', createTime: AT + (order % 4 === 0 ? 1 : -1) });
      if (order % 3 === 0) store.writer.desk.move(String(id), 'new', 'ready', AT + 99);
      if (order % 5 === 0)
        store.store({ receiveBaseId, remark: 'moved', msgId: `repeat-${order}`, createTime: AT + 5 });
      if (order % 5 === 0)
        store.store({ receiveBaseId, remark: 'never', msgId: `repeat-${order}`, createTime: AT + 6 });
      store.store({ msgType: 'event.autox3.other', content: { carInfo: null } });
      store.store({ receiveBaseId: 0 });
    }
    expectSameAfterRederiving();
    expectSameAfterRederiving();
  });

  test.each<[string, () => void]>([
    [
      'of not-proven visits, changed and unchanged by later messages',
      () => {
        store.store({ proven: false, receiveBaseId: 1, createTime: AT });
        store.store({ proven: false, receiveBaseId: 1, createTime: AT + 1, plate: 'LATER' });
        store.store({ receiveBaseId: 1, createTime: AT - 1 });
        store.store({ proven: false, receiveBaseId: 1, createTime: AT + 2, plate: 'FORGED' });
        store.store({ proven: false, receiveBaseId: 2 });
      },
    ],
    [
      'of a not-proven visit that its verified twin has replaced',
      () => {
        store.store({ proven: false, receiveBaseId: 1, msgId: 'twin' });
        store.store({ receiveBaseId: 2, msgId: 'twin' });
      },
    ],
    [
      'of a verified visit whose not-proven twin came later, for another visit',
      () => {
        store.store({ proven: false, receiveBaseId: 1, msgId: 'other' });
        store.store({ receiveBaseId: 2, msgId: 'twin' });
        store.store({ proven: false, receiveBaseId: 1, msgId: 'twin' });
      },
    ],
    [
      'of a visit that got its service order from a verified twin',
      () => {
        store.store({ proven: false, receiveBaseId: 0, msgId: 'twin' });
        store.store({ receiveBaseId: 7, msgId: 'twin' });
        store.store({ receiveBaseId: 7, plate: 'AGAIN', createTime: AT });
      },
    ],
  ])('%s', (_what, deliver) => {
    deliver();
    expectSameAfterRederiving();
  });

  test("of the contract's vectors, in every dialect", () => {
    let admittedVectors = 0;
    for (const vector of readVectors()) {
      const [current = null, previous = null] = vector.secrets.map((text) => {
        const parsed = parseSecret(text ?? null);
        return parsed.ok ? parsed.secret : null;
      });
      const policy = {
        currentSecret: current,
        previousSecret: previous,
        previousEnds: Number.MAX_SAFE_INTEGER,
        pin: vector.settings?.pin ?? null,
        weakSignatures: vector.settings?.weak ? ('on' as const) : ('off' as const),
        weakEnded: [],
        trustPath: false,
      };
      const judgement = judge(bytesOf(vector), policy, AT);
      if (judgement.type !== 'admitted') continue;
      store.writer.writeBatch([admit(judgement.message)]);
      admittedVectors += 1;
    }
    expect(admittedVectors).toBeGreaterThan(40);
    expectSameAfterRederiving();
  });
});

describe('deriving again', () => {
  test('mends what was damaged, and leaves what the desk did', () => {
    const id = Number(store.store({ receiveBaseId: 1, plate: 'RIGHT 1', remark: '老客户' }));
    store.writer.desk.move(String(id), 'new', 'health-check', AT);
    store.index();
    const before = derived();
    store.db.exec(`UPDATE check_in SET plate = 'WRONG', lights = '[]', odometer = 1, message_count = 9, proven = 0;
      UPDATE message SET kind = 'unknown', check_in_id = NULL;
      INSERT INTO check_in_search (check_in_search) VALUES ('delete-all')`);
    rederive(store.db, quiet);
    expect(derived()).toEqual(before);
    expect(found('right1')).toEqual([String(id)]);
    expect(found('客户')).toEqual([String(id)]);
  });

  test('makes a visit that is missing altogether', () => {
    store.store({ receiveBaseId: 1 });
    const before = derived();
    store.db.exec('UPDATE message SET check_in_id = NULL; DELETE FROM check_in');
    rederive(store.db, quiet);
    expect(derived()).toEqual(before);
  });

  test('keeps a visit whose message cannot be read any more', () => {
    const id = Number(store.store({ receiveBaseId: 1, plate: 'KEPT 1' }));
    store.store({ receiveBaseId: 2 });
    store.writer.desk.move(String(id), 'new', 'seen', AT);
    const before = derived();
    store.db.prepare('UPDATE message SET raw = ? WHERE id = ?').run(Buffer.from('damaged'), id);
    expect(rederive(store.db, quiet)).toEqual({ messages: 2, unreadable: 1, checkIns: 2 });
    expect(derived()).toEqual(before);
  });

  test.each([
    ['first', 0],
    ['second', 1],
    ['newest', 2],
  ])('keeps a visit of several messages when the %s cannot be read', (_which, damaged) => {
    const id = Number(store.store({ receiveBaseId: 1, plate: 'FIRST', createTime: AT }));
    store.store({ receiveBaseId: 1, plate: 'SECOND', createTime: AT + 1 });
    store.store({ receiveBaseId: 1, plate: 'THIRD', createTime: AT + 2 });
    store.writer.desk.move(String(id), 'new', 'seen', AT);
    store.index();
    const before = derived();
    store.db.prepare('UPDATE message SET raw = ? WHERE id = ?').run(Buffer.from('damaged'), id + damaged);
    expect(rederive(store.db, quiet)).toEqual({ messages: 3, unreadable: 1, checkIns: 1 });
    expect(derived()).toEqual(before);
    expect(found('third')).toEqual([String(id)]);
  });

  test('that breaks off changes nothing', () => {
    for (let order = 1; order <= 3; order++) store.store({ receiveBaseId: order });
    store.db.exec("UPDATE message SET kind = 'unknown' WHERE id = 3");
    const before = derived();
    store.db.pragma('ignore_check_constraints = ON');
    store.db.exec("UPDATE message SET msg_type = 'x' WHERE id = 2");
    store.db.exec(
      "CREATE TEMP TRIGGER stop BEFORE UPDATE OF kind ON message WHEN old.id = 3 BEGIN SELECT raise(ABORT, 'enough'); END",
    );
    expect(() => rederive(store.db, quiet)).toThrow('enough');
    expect(derived()).toEqual(before);
    expect(store.db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('is followed by messages that fit on', () => {
    const id = store.store({ receiveBaseId: 1, createTime: AT });
    rederive(store.db, quiet);
    store.writer = new StationWriter(store.db);
    expect(store.store({ receiveBaseId: 1, plate: 'NEXT 1', createTime: AT + 1 })).toBe(id);
    expect(store.store({ receiveBaseId: 2 })).toBe(3);
    store.index();
    expect(found('next1')).toEqual([String(id)]);
  });
});
