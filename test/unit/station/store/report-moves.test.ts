import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AdmittedMessage } from '../../../../electron/station/store/entries.ts';
import { readFigures } from '../../../../electron/station/store/figures.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { SUMMARIES } from '../../../../electron/station/store/report-reader.ts';
import type { Lane } from '../../../../shared/check-in.ts';
import type { DeliveryOrigin } from '../../../../shared/delivery.ts';
import { report, reportMessage } from './reported.ts';
import { admit, admitted, openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => {
  expect(store.writer.figures).toEqual(readFigures(store.db));
  store.dispose();
});

const AT = 1_700_000_000_000;
const arrive = (parts = {}) => String(store.store({ receiveBaseId: 1, receivedAt: AT, ...parts }));
const move = (id: string, from: Lane, to: Lane) => store.writer.desk.move(id, from, to, AT + 1_000);
const laneOf = (id: string) => store.reader.card(id)?.lane;
const movesOf = (id: string) =>
  store.reader.checkIn(id)?.laneChanges.map(({ from, to, by }) => [from, to, by].join(' '));

describe('a health check report', () => {
  test.each(['seen', 'health-check'] as const)('moves its visit from %s to Ready, and says that it did', (lane) => {
    const id = arrive();
    move(id, 'new', lane);
    expect(report(store)).toBe(Number(id));
    expect(movesOf(id)).toEqual([`new ${lane} `, `${lane} ready report`]);
    expect(store.writer.figures.lanes).toMatchObject({ [lane]: 0, ready: 1 });
    store.index();
    expect(store.reader.historyRows({ place: 'ready' }, undefined, 10).items.map((row) => row.id)).toEqual([id]);
  });

  test('silences no arrival: the card stays in New, and goes on to Ready when somebody marks it as seen', () => {
    const id = arrive();
    report(store);
    expect(laneOf(id)).toBe('new');
    move(id, 'new', 'seen');
    expect(movesOf(id)).toEqual(['new seen ', 'seen ready report']);
  });

  test('that comes before its check-in does the same', () => {
    expect(report(store)).toBeNull();
    const id = arrive();
    expect(store.reader.card(id)).toMatchObject({ lane: 'new', report: { reports: 1, passed: 1 } });
    move(id, 'new', 'seen');
    expect(laneOf(id)).toBe('ready');
  });

  test('moves nothing that somebody has moved away from Ready, nor a second time', () => {
    const id = arrive();
    move(id, 'new', 'seen');
    report(store);
    move(id, 'ready', 'health-check');
    report(store);
    expect(laneOf(id)).toBe('health-check');
    move(id, 'health-check', 'new');
    move(id, 'new', 'seen');
    expect(laneOf(id)).toBe('seen');
  });

  test.each(['health-check', 'handed-over'] as const)(
    'leaves a card where somebody takes it from New to %s',
    (lane) => {
      const id = arrive();
      report(store);
      move(id, 'new', lane);
      expect(laneOf(id)).toBe(lane);
    },
  );

  test('that cannot be read moves its visit as well, since the health check is done', () => {
    const id = arrive();
    move(id, 'new', 'seen');
    report(store, { reportJson: 'not JSON' });
    expect(store.reader.card(id)).toMatchObject({ lane: 'ready', report: { reports: 1, isUnreadable: true } });
  });

  test('moves no visit that was set aside', () => {
    const id = arrive();
    move(id, 'new', 'seen');
    store.writer.desk.setAside(id, null, 'mistake', AT);
    report(store);
    expect(store.reader.card(id)).toMatchObject({ lane: 'seen', setAside: 'mistake' });
  });

  test('that proves nothing changes no proven visit, and is shown for what it is', () => {
    const id = arrive();
    move(id, 'new', 'seen');
    report(store, { proven: false, statuses: ['DANGEROUS'] });
    expect(store.reader.card(id)).toMatchObject({ lane: 'seen', report: null });
    expect(store.reader.checkIn(id)?.reports).toMatchObject([{ proven: false, dangerous: 1 }]);
    move(id, 'seen', 'new');
    move(id, 'new', 'seen');
    expect(laneOf(id)).toBe('seen');
  });

  test('that proves nothing moves a visit that proves nothing', () => {
    const id = arrive({ proven: false });
    move(id, 'new', 'seen');
    report(store, { proven: false });
    expect(laneOf(id)).toBe('ready');
  });

  test.each([
    ['before', [false, true]],
    ['after', [true, false]],
  ])('takes the place of its twin that proved nothing and came %s it', (_when, order) => {
    const id = arrive();
    for (const proven of order) report(store, { proven, msgId: 'twin', statuses: [proven ? 'PASS' : 'DANGEROUS'] });
    expect(store.reader.checkIn(id)?.reports).toMatchObject([{ proven: true, dangerous: 0 }]);
  });

  test('moves nothing when all is derived again, nor when a restore brings it', () => {
    const id = arrive();
    move(id, 'new', 'seen');
    store.writer.desk.setAside(id, null, 'mistake', AT);
    report(store);
    store.writer.desk.setAside(id, 'mistake', null, AT);
    const all = (table: string) => store.db.prepare(`SELECT * FROM ${table}`).all();
    const before = { moves: all('lane_change'), reports: all('health_report') };
    rederive(store.db, () => {});
    expect({ moves: all('lane_change'), reports: all('health_report') }).toEqual(before);
    store.writer.readmit([{ id: 9, message: reportMessage() }]);
    expect(all('lane_change')).toEqual(before.moves);
    expect(laneOf(id)).toBe('seen');
  });
});

describe('what comes late moves its visit when it comes here, not when it was on its way', () => {
  const take = (message: AdmittedMessage, storedAt: number, origin: DeliveryOrigin) =>
    store.writer.writeBatch([
      { type: 'admit', message, facts: { receivedAt: storedAt, durationMs: 1, bytes: 1, origin } },
    ]);
  const timesOf = (id: string) => store.reader.checkIn(id)?.laneChanges.map(({ at }) => Date.parse(at) - AT);
  const since = (id: string) => Date.parse(store.reader.card(id)?.laneChangedAt ?? '') - AT;

  test.each<DeliveryOrigin>(['relay', 'tried-again', 'by-hand'])('a report: %s', (origin) => {
    const id = arrive();
    move(id, 'new', 'seen');
    take(reportMessage({ receivedAt: AT - 30_000 }), AT + 9_000, origin);
    expect(timesOf(id)).toEqual([1_000, 9_000]);
    expect(since(id)).toBe(9_000);
  });

  test('a report that was read only now', () => {
    const id = arrive();
    const message = reportMessage({ receivedAt: AT - 30_000, reportJson: 'not JSON' });
    store.writer.writeBatch([admit({ ...message, report: null })]);
    move(id, 'new', 'seen');
    const stored = Number(store.db.prepare('SELECT max(id) FROM message').pluck().get());
    store.writer.storeAgain([{ id: stored, message }], AT + 8_000);
    expect(timesOf(id)).toEqual([1_000, 8_000]);
  });

  test('a newer check-in for a vehicle that was handed over', () => {
    const id = arrive({ createTime: AT });
    move(id, 'new', 'handed-over');
    take(admitted({ receiveBaseId: 1, createTime: AT + 1, receivedAt: AT - 30_000 }), AT + 9_000, 'relay');
    expect(timesOf(id)).toEqual([1_000, 9_000]);
  });

  test('nor before its last move, where the clock was set back', () => {
    const id = arrive();
    move(id, 'new', 'seen');
    report(store, { receivedAt: AT - 3_600_000 });
    expect(timesOf(id)).toEqual([1_000, 1_000]);
  });
});

describe('the summary on a card', () => {
  test('counts the newest report of each service', () => {
    const id = arrive();
    report(store, { service: 'Tyres', statuses: ['DANGEROUS'], createTime: AT + 1 });
    report(store, { service: 'Brakes', statuses: ['MAJOR', 'MINOR', 'PASS'], createTime: AT + 2 });
    report(store, { service: 'Tyres', statuses: ['PASS', 'PASS'], createTime: AT + 3 });
    expect(store.reader.card(id)?.report).toEqual({
      dangerous: 0,
      major: 1,
      minor: 1,
      passed: 3,
      reports: 3,
      isUnreadable: false,
    });
  });

  test('is bounded, and so is the panel, however many reports come', () => {
    const id = arrive();
    for (let n = 0; n < 30; n++) report(store, { createTime: AT + n });
    expect(store.reader.card(id)?.report?.reports).toBe(20);
    const times = store.reader.checkIn(id)?.reports.map(({ createdAt }) => Date.parse(createdAt) - AT);
    expect(times).toEqual(Array.from({ length: 20 }, (_none, n) => n + 10));
  });

  test('and the panel keep what is proven, however many later ones come that prove nothing', () => {
    const id = arrive();
    report(store, { createTime: AT, statuses: ['DANGEROUS'] });
    for (let n = 1; n <= 25; n++) report(store, { createTime: AT + n, proven: false });
    expect(store.reader.card(id)?.report).toMatchObject({ dangerous: 1, reports: 1 });
    expect(store.reader.checkIn(id)?.reports[0]).toMatchObject({ proven: true, dangerous: 1 });
  });

  test('looks at no more than the reports of the cards', () => {
    const plan = store.db.prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${SUMMARIES}`).all('[1]');
    const scans = plan.map(({ detail }) => detail).filter((step) => step.startsWith('SCAN'));
    expect(scans.filter((step) => !step.includes('json_each'))).toEqual([]);
  });
});
