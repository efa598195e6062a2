import { describe, expect, it } from 'vitest';
import { checkInType, envelopeStaff, generateCheckIn } from '../../../electron/simulator/check-in-data.ts';
import { buildMessage } from '../../../electron/simulator/envelope.ts';
import { createRandom } from '../../../electron/simulator/random.ts';
import { readEnvelope } from '../../../electron/station/autox3/envelope.ts';
import { readMessage } from '../../../electron/station/autox3/messages.ts';
import { parseDialectPair, verify } from '../../../electron/station/autox3/signature.ts';
import type { DialectPair } from '../../../shared/dialect.ts';

const SECRET = '84336629F874E793035255E12E88DAE87556274D860432BBB21A93951B9F98E';
const DIALECTS = ['verbatim', 'compact', 'reserialized', 'token'] as const;
const PAIRS = DIALECTS.flatMap((staffInfo) => DIALECTS.map((content) => `${staffInfo}/${content}`));

function message(dialect: DialectPair, seed: number) {
  const random = createRandom(seed);
  const content = generateCheckIn(random, 'mixed', 6_482);
  const built = buildMessage({
    content,
    staffInfo: envelopeStaff(content),
    msgType: checkInType(random),
    msgId: `m-${seed}`,
    createTime: 1_616_502_610_117,
    secret: SECRET,
    dialect,
    random,
  });
  return { content, built };
}

function pairOf(text: string): DialectPair {
  const pair = parseDialectPair(text);
  if (pair === null) throw new Error(`not a pair: ${text}`);
  return pair;
}

function verifyBody(body: Buffer, secret: string) {
  const read = readEnvelope(body);
  if (!read.ok) throw new Error(read.problem);
  const policy = { currentSecret: secret, previousSecret: null, pin: null, acceptWeak: false };
  return { envelope: read.envelope, verdict: verify(read.envelope, policy) };
}

describe('a built message', () => {
  it.each(PAIRS)('signed %s is verified by the station, which finds exactly that dialect', (text) => {
    const dialect = pairOf(text);
    for (let seed = 0; seed < 30; seed += 1) {
      const { content, built } = message(dialect, seed);
      const { envelope, verdict } = verifyBody(built.body, SECRET);
      expect(verdict).toMatchObject({ ok: true, dialect, weak: false });
      expect(envelope).toMatchObject({ msgId: built.msgId, msgType: built.msgType, createTime: '1616502610117' });
      if (!verdict.ok) continue;
      expect(JSON.parse(verdict.contentText)).toEqual(content);
      const read = readMessage(verdict.contentText, built.msgType);
      expect(read).toMatchObject({ kind: 'check-in', checkIn: { receiveBaseId: '6482' } });
    }
  });

  it('is refused under any other secret', () => {
    const { verdict } = verifyBody(message('compact', 1).built.body, `B${SECRET}`);
    expect(verdict).toMatchObject({ ok: false, reason: 'signature' });
  });

  it('varies in layout, in escapes and in the order of members as real serialisers do', () => {
    const bodies = Array.from({ length: 60 }, (_, seed) => message('verbatim', seed).built.body.toString());
    const whole = bodies.filter((body) => /"odograph": ?\d+\.0\b/.test(body));
    expect(whole.length).toBeGreaterThan(30);
    for (const sign of ['{\n  "', '{\n\t"', '{"content": ', '{"content":', '{"msgId"', '"+44"', '"\\u002B44"']) {
      expect(
        bodies.some((body) => body.includes(sign)),
        sign,
      ).toBe(true);
    }
  });

  it('is the same again for the same seed', () => {
    expect(message('verbatim', 5).built.body).toEqual(message('verbatim', 5).built.body);
  });
});
