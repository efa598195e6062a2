import { describe, expect, it } from 'vitest';
import { playedVisit } from '../../../electron/simulator/played-visit.ts';
import { readEnvelope } from '../../../electron/station/autox3/envelope.ts';
import { readMessage } from '../../../electron/station/autox3/messages.ts';
import { verify } from '../../../electron/station/autox3/signature.ts';

const SECRET = 'a secret of this workshop';
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

/** What the station reads of a body: its kind and its content. */
function received(body: Buffer) {
  const read = readEnvelope(body);
  if (!read.ok) throw new Error(read.problem);
  const verdict = verify(read.envelope, { currentSecret: SECRET, previousSecret: null, pin: null, acceptWeak: false });
  if (!verdict.ok) throw new Error(verdict.reason);
  const { kind } = readMessage(verdict.contentText, read.envelope.msgType);
  return { kind, content: JSON.parse(verdict.contentText), form: read.envelope.content.form };
}

describe('a played visit', () => {
  it('is the same for the same seed and another for another', () => {
    expect(playedVisit(3, SECRET)).toEqual(playedVisit(3, SECRET));
    expect(playedVisit(3, SECRET)).not.toEqual(playedVisit(4, SECRET));
  });

  it('consists of messages that the station takes for what they are, of one service order and one plate', () => {
    for (const seed of SEEDS) {
      const { checkIn, reports, plans } = playedVisit(seed, SECRET, { receiveBaseId: 7_000 + seed });
      const arrival = received(checkIn.body);
      expect(arrival.kind).toBe('check-in');
      const { carNum } = arrival.content.carInfo;
      for (const { body } of reports) {
        expect(received(body)).toMatchObject({
          kind: 'health-report',
          content: { carNum, receiveBaseId: 7_000 + seed },
        });
      }
      for (const { body } of plans)
        expect(received(body)).toMatchObject({ kind: 'maintenance-plan', content: { carNum } });
      expect(reports.length).toBeGreaterThan(0);
      expect(plans.length).toBeGreaterThan(0);
    }
  });

  it('gives every message an id of its own and a time that never goes back, now and then one twice', () => {
    let together = 0;
    for (const seed of SEEDS) {
      const { checkIn, reports, plans } = playedVisit(seed, SECRET);
      const all = [checkIn, ...reports, ...plans];
      expect(new Set(all.map(({ msgId }) => msgId)).size).toBe(all.length);
      for (const list of [reports, plans]) {
        const times = list.map(({ createTime }) => createTime);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every((time) => time > checkIn.createTime)).toBe(true);
        together += times.length - new Set(times).size;
      }
    }
    expect(together).toBeGreaterThan(10);
  });

  it('holds both forms of reports, both versions of plans and all four actions', () => {
    const visits = SEEDS.map((seed) => playedVisit(seed, SECRET));
    const reports = visits.flatMap((visit) => visit.reports.map(({ body }) => received(body).content.reportJson));
    expect(new Set(reports.map((report) => typeof report))).toEqual(new Set(['object', 'string']));
    const plans = visits.flatMap((visit) => visit.plans.map(({ body }) => received(body)));
    expect(new Set(plans.map(({ form }) => form))).toEqual(new Set(['object', 'string']));
    const items: { action?: string }[] = plans.flatMap(({ content }) => content.carMaintenancePlanList);
    expect(new Set(items.map(({ action }) => action))).toEqual(
      new Set([undefined, 'ADD', 'MODIFY', 'FINISH', 'DELETE']),
    );
  });
});
