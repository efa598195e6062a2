import { describe, expect, it } from 'vitest';
import { generateCheckIn } from '../../../electron/simulator/check-in-data.ts';
import { FAULTS, type Fault, placeFaults, postings } from '../../../electron/simulator/faults.ts';
import { createRandom } from '../../../electron/simulator/random.ts';
import { RETRY_DELAYS_MS, retryDelays } from '../../../electron/simulator/schedule.ts';
import { MAX_BODY_BYTES, readEnvelope } from '../../../electron/station/autox3/envelope.ts';
import { readMessage } from '../../../electron/station/autox3/messages.ts';
import { verify } from '../../../electron/station/autox3/signature.ts';

const SECRET = 'a secret of this workshop';
const NOW = Date.UTC(2026, 2, 3, 9, 30);
const HOUR_MS = 3_600_000;

function posted(fault: Fault | null, seed = 1) {
  const random = createRandom(seed);
  const checkIn = generateCheckIn(random, 'mixed', 1);
  const msgType = 'event.autox3.order.receivebase.create';
  return postings(fault, { checkIn, msgType, msgId: 'm-1', secret: SECRET, dialect: 'compact', random });
}

/** The one posting of a fault that has one. */
function single(fault: Fault | null, seed = 1) {
  const [posting, ...more] = posted(fault, seed);
  if (posting === undefined || more.length > 0) throw new Error(`${fault} has not one posting`);
  return { message: posting.build(NOW), refusals: posting.refusals };
}

function verdict(body: Buffer) {
  const read = readEnvelope(body);
  if (!read.ok) return read.problem;
  return verify(read.envelope, { currentSecret: SECRET, previousSecret: null, pin: null, acceptWeak: false });
}

describe("AutoX3's schedule", () => {
  it('makes six more tries within 126 seconds', () => {
    expect(RETRY_DELAYS_MS).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000]);
    expect(RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay)).toBe(126_000);
  });

  it('is shortened to a hundredth for a fast run', () => {
    expect(retryDelays(100)).toEqual([20, 40, 80, 160, 320, 640]);
  });
});

describe('placed faults', () => {
  it('come with about each fifth message, in turn', () => {
    expect([...placeFaults(20, ['repeat', 'late'])]).toEqual([
      [4, 'repeat'],
      [9, 'late'],
      [14, 'repeat'],
      [19, 'late'],
    ]);
  });

  it.each([5, 6, 7, 12, 20, 101])('hold every named fault at least once in %i messages', (count) => {
    const placed = placeFaults(count, FAULTS);
    expect(new Set(placed.values())).toEqual(new Set(FAULTS));
    for (const index of placed.keys()) expect(index >= 0 && index < count).toBe(true);
  });

  it('are as many as there are messages when those are fewer, and none when none is named', () => {
    expect(placeFaults(2, FAULTS).size).toBe(2);
    expect(placeFaults(100, []).size).toBe(0);
  });
});

describe('a message', () => {
  it('without a fault is signed, of now, and has to be acknowledged', () => {
    const { message, refusals } = single(null);
    expect(verdict(message.body)).toMatchObject({ ok: true });
    expect(message.createTime).toBe(NOW);
    expect(refusals).toBeNull();
  });

  it('that is late was made hours ago', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { message } = single('late', seed);
      expect(verdict(message.body)).toMatchObject({ ok: true });
      expect(NOW - message.createTime).toBeGreaterThanOrEqual(2 * HOUR_MS);
      expect(NOW - message.createTime).toBeLessThanOrEqual(30 * HOUR_MS);
    }
  });

  it('with a wrong signature is well formed and has to be refused with 401', () => {
    const { message, refusals } = single('wrong-signature');
    expect(verdict(message.body)).toMatchObject({ ok: false, reason: 'signature' });
    expect(refusals).toContain(401);
  });

  it('of an unknown type is signed and no check-in', () => {
    const { message, refusals } = single('unknown-type');
    const checked = verdict(message.body);
    expect(message.msgType).toBe('event.autox3.something.new');
    expect(checked).toMatchObject({ ok: true, dialect: 'compact' });
    if (typeof checked !== 'string' && checked.ok) {
      expect(readMessage(checked.contentText, message.msgType).kind).toBe('unknown');
    }
    expect(refusals).toBeNull();
  });

  it('that is huge is just over the limit and has to be refused with 413', () => {
    const { message, refusals } = single('huge');
    expect(message.body.byteLength).toBeGreaterThan(MAX_BODY_BYTES);
    expect(message.body.byteLength).toBeLessThan(MAX_BODY_BYTES * 1.1);
    expect(refusals).toContain(413);
  });

  it('that is repeated comes again under its id, sometimes the same bytes, sometimes signed anew', () => {
    const pairs = Array.from({ length: 20 }, (_, seed) => {
      const [first, second] = posted('repeat', seed);
      return [first?.build(NOW), second?.build(NOW + 1_000)] as const;
    });
    for (const [first, second] of pairs) {
      expect([second?.msgId, second?.msgType]).toEqual([first?.msgId, first?.msgType]);
      expect(verdict(second?.body ?? Buffer.alloc(0))).toMatchObject({ ok: true });
    }
    expect(pairs.some(([first, second]) => first?.body === second?.body)).toBe(true);
    expect(pairs.some(([, second]) => second?.createTime === NOW + 1_000)).toBe(true);
  });
});
