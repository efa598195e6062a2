import { afterAll, beforeAll, expect, test } from 'vitest';
import { playedVisit } from '../../../../electron/simulator/played-visit.ts';
import { createRandom, type Random } from '../../../../electron/simulator/random.ts';
import { judge } from '../../../../electron/station/intake/judge.ts';
import type { AdmittedMessage } from '../../../../electron/station/store/entries.ts';
import { PhotoRows } from '../../../../electron/station/store/photo-rows.ts';
import { SECRET } from '../../../support/messages.ts';
import { admit, openStore, POLICY, type TestStore } from './rows.ts';

const VISITS = 250;
const ORDERS_OF_EACH = 40;
const AT = Date.UTC(2026, 2, 3, 9);
/** In the messages of a run, where those of the visit that was made have theirs. */
const MARK = 'Q';

let store: TestStore;
let photos: PhotoRows;
beforeAll(() => {
  store = openStore();
  photos = new PhotoRows(store.db);
});
afterAll(() => store.dispose());

function messagesOf(seed: number): AdmittedMessage[] {
  const { checkIn, reports, plans } = playedVisit(seed, SECRET);
  return [checkIn, ...reports, ...plans].map(({ body }) => {
    const judgement = judge(body, POLICY, AT);
    if (judgement.type !== 'admitted') throw new Error(judgement.reason);
    return judgement.message;
  });
}

/** The same messages of another visit: its own order and plate, and ids that sort as before. */
function ofRun(run: string, { checkIn, report, plan, ...message }: AdmittedMessage, place: number): AdmittedMessage {
  const own = { receiveBaseId: run, plate: `${run}${MARK}` };
  return {
    ...message,
    msgId: `${run}${MARK}${message.msgId}`,
    signature: Buffer.from(`${run} ${place}`.padEnd(20)),
    checkIn: checkIn && { ...checkIn, ...own, vin: null },
    report: report && { ...report, ...own },
    plan: plan && { ...plan, plate: own.plate },
  };
}

/** Each message once or more, in any order. */
function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const all = [...items, ...items.filter(() => random.chance(0.3))];
  return all
    .map((item) => ({ item, at: random.integer(0, 1_000_000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** Has messages come in this order, and somebody mark the visit as seen at some moment after it has come; the number of the visit. */
function play(messages: readonly AdmittedMessage[], random: Random | null): number {
  let visit: number | null = null;
  let isSeen = false;
  const look = (): void => {
    if (visit === null || isSeen) return;
    isSeen = store.writer.desk.move(String(visit), 'new', 'seen', AT).type === 'done';
  };
  for (const message of messages) {
    const [written] = store.writer.writeBatch([admit(message)]);
    if (message.checkIn !== null) visit ??= written?.change?.id ?? null;
    if (random?.chance(0.2) === true) look();
    if (random?.chance(0.2) === true) photos.catchUpInTransaction(3);
  }
  look();
  while (photos.catchUpInTransaction(50) > 0);
  return visit ?? 0;
}

/** All that is derived of a run and all that is told of it, with nothing of its numbers. */
function stateOf(visit: number, run: string): string {
  const order = { run, plate: `${run}${MARK}` };
  const rows = (sql: string) => store.db.prepare(sql).all({ visit, ...order });
  const card = store.reader.card(String(visit));
  const detail = store.reader.checkIn(String(visit));
  const state = {
    checkIn: rows('SELECT * FROM check_in WHERE id = $visit').map(withoutNumbers),
    moves: rows('SELECT from_lane, to_lane, at, moved_by FROM lane_change WHERE check_in_id = $visit ORDER BY id'),
    reports: rows('SELECT * FROM health_report WHERE service_order = $run ORDER BY created_at, msg_id').map(
      withoutNumbers,
    ),
    plans: rows('SELECT * FROM plan_event WHERE plate = $plate ORDER BY created_at, msg_id, position').map(
      withoutNumbers,
    ),
    photos: rows('SELECT place, url, state, problem FROM photo WHERE check_in_id = $visit ORDER BY url'),
    card: { ...card, id: '', photos: card?.photos.map(withoutNumbers) },
    detail: {
      ...detail,
      id: '',
      photos: detail?.photos.map((entry) => entry.map(withoutNumbers)),
      reports: detail?.reports.map((report) => ({
        ...report,
        photos: report.photos.map((group) => group.map(withoutNumbers)),
      })),
    },
  };
  return JSON.stringify(state).replaceAll(order.plate, MARK).replaceAll(run, MARK);
}

function withoutNumbers(row: unknown): object {
  const { id: _id, message_id: _message, ...rest } = row as Record<string, unknown>;
  return rest;
}

test(`in ${VISITS * ORDERS_OF_EACH} orders, with repeats and with a hand at some moment, the messages of a visit come to one and the same`, () => {
  const random = createRandom(7);
  let run = 10_000_000;
  for (let seed = 0; seed < VISITS; seed++) {
    const messages = messagesOf(seed);
    const next = (order: Random | null): string => {
      run += 1;
      const own = messages.map((message, place) => ofRun(String(run), message, place));
      return stateOf(play(order === null ? own : shuffled(order, own), order), String(run));
    };
    const expected = store.db.transaction(() => next(null))();
    expect(JSON.parse(expected).card).toMatchObject({ lane: 'ready', report: { isUnreadable: false } });
    // One commit for all of a visit: what is asked here is not what is on disk when.
    store.db.transaction(() => {
      for (let order = 0; order < ORDERS_OF_EACH; order++) {
        const state = next(random);
        // Compared whole only where it differs: ten thousand times that takes longer than all else.
        if (state !== expected) expect(JSON.parse(state), `visit ${seed}`).toEqual(JSON.parse(expected));
      }
    })();
  }
}, 300_000);
