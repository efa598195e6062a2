import { describe, expect, it } from 'vitest';
import { generateCheckIn } from '../../../electron/simulator/check-in-data.ts';
import { createRandom } from '../../../electron/simulator/random.ts';
import {
  checkInSteps,
  laterSteps,
  type Step,
  shuffled,
  type VisitShares,
} from '../../../electron/simulator/visit-script.ts';
import { readEnvelope } from '../../../electron/station/autox3/envelope.ts';
import { readMessage } from '../../../electron/station/autox3/messages.ts';
import { verify } from '../../../electron/station/autox3/signature.ts';
import type { DialectPair } from '../../../shared/dialect.ts';

const SECRET = 'a secret of this workshop';
const NOW = Date.UTC(2026, 2, 3, 9, 30);
const ALL = { reports: 100, plans: 100 };

function script(seed: number, shares: VisitShares = ALL, dialect: DialectPair = 'verbatim') {
  const random = createRandom(seed);
  const checkIn = generateCheckIn(random, 'mixed', seed + 1);
  const msgType = 'event.autox3.order.receivebase.create';
  const subject = { checkIn, msgType, msgId: `m-${seed}`, secret: SECRET, dialect, random };
  const ofLater = createRandom(seed, -1);
  let ids = 0;
  const scene = {
    ...{ subject, fault: null, random: ofLater, photos: undefined, ...shares },
    newMsgId: () => `m-${seed}-${ids++}`,
  };
  return { first: checkInSteps(scene), later: laterSteps(scene, NOW), ofLater };
}

function kindOf({ posting }: Step): string {
  const { body, msgType } = posting.build(NOW);
  const read = readEnvelope(body);
  if (!read.ok) return read.problem;
  const verdict = verify(read.envelope, { currentSecret: SECRET, previousSecret: null, pin: null, acceptWeak: false });
  return verdict.ok ? readMessage(verdict.contentText, msgType).kind : verdict.reason;
}

describe('what follows a check-in', () => {
  it.each<DialectPair>(['verbatim', 'compact', 'reserialized', 'token', 'compact/verbatim'])(
    'is verified by the station as what it is, signed %s',
    (dialect) => {
      for (let seed = 0; seed < 40; seed += 1) {
        const { later } = script(seed, ALL, dialect);
        expect(later.length).toBeGreaterThan(1);
        for (const step of later) expect(kindOf(step)).toBe(step.kind);
      }
    },
  );

  it('is there for so many of a hundred', () => {
    const count = (shares: VisitShares, kind: string): number =>
      Array.from({ length: 400 }, (_, seed) => script(seed, shares)).filter(({ later }) =>
        later.some((step) => step.kind === kind),
      ).length;
    expect(count({ reports: 0, plans: 100 }, 'health-report')).toBe(0);
    expect(count({ reports: 0, plans: 100 }, 'maintenance-plan')).toBe(400);
    expect(count({ reports: 50, plans: 0 }, 'health-report')).toBeGreaterThan(160);
    expect(count({ reports: 50, plans: 0 }, 'health-report')).toBeLessThan(240);
  });
});

describe('a shuffled visit', () => {
  /** The messages as they arrive, with what the simulator made first. */
  function arrivals(seed: number) {
    const { first, later, ofLater } = script(seed);
    const made = [...first, ...later];
    return { made, arrived: shuffled(made, ofLater, NOW) };
  }

  it('loses nothing, sends some twice, byte for byte, and puts reports before their check-ins', () => {
    let reportFirst = 0;
    let twice = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      const { made, arrived } = arrivals(seed);
      const bodies = arrived.map(({ posting }) => posting.build(NOW + seed).body.toString('hex'));
      expect(new Set(bodies).size).toBe(made.length);
      twice += bodies.length - made.length;
      expect(arrived.filter(({ again }) => again)).toHaveLength(bodies.length - made.length);
      const kinds = arrived.map(({ kind }) => kind);
      if (kinds.indexOf('health-report') < kinds.indexOf('check-in')) reportFirst += 1;
    }
    expect(twice).toBeGreaterThan(50);
    expect(reportFirst).toBeGreaterThan(20);
  });

  it('says by createTime in which order it was made, all of it before now and some of it hours ago', () => {
    let late = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      const { made, arrived } = arrivals(seed);
      const messages = arrived.filter(({ again }) => !again).map(({ posting }) => posting.build(NOW));
      const inOrder = messages.toSorted((a, b) => a.createTime - b.createTime);
      const idsAsMade = made.map(({ posting }) => posting.build(NOW).msgId);
      expect(inOrder.map(({ msgId }) => msgId)).toEqual(idsAsMade);
      expect(new Set(inOrder.map(({ createTime }) => createTime)).size).toBe(made.length);
      expect(inOrder.at(-1)?.createTime).toBeLessThan(NOW);
      if ((inOrder[0]?.createTime ?? NOW) < NOW - 3_600_000) late += 1;
    }
    expect(late).toBeGreaterThan(5);
    expect(late).toBeLessThan(50);
  });
});
