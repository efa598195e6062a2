import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readEnvelope } from '../../../../electron/station/autox3/envelope.ts';
import { explain, type Refusing } from '../../../../electron/station/autox3/explain.ts';
import { sign } from '../../../../electron/station/autox3/signature.ts';
import type { SignatureCheck, TransitChange } from '../../../../shared/deliveries.ts';
import { cpuMs } from '../../../support/cpu-ms.ts';
import { bytesOf, PREVIOUS_SECRET, readVectors, SECRET, signedCheckIn } from '../../../support/messages.ts';
import { truncatedCheckIn } from '../../../support/truncated.ts';

const OTHER = 'a-secret-that-nobody-has-told-us';
const REFUSING: Refusing = {
  currentSecret: SECRET,
  previousSecret: null,
  endedSecret: null,
  pin: null,
  fitsNow: false,
};

function check(body: Uint8Array | string, refusing: Partial<Refusing> = {}): SignatureCheck {
  const read = readEnvelope(Buffer.from(body));
  if (!read.ok) throw new Error(`the form is broken: ${read.problem}`);
  return explain(read.envelope, { ...REFUSING, ...refusing });
}

const PARTS = { msgId: 'one', msgType: 'event.autox3.order.receivebase.create', createTime: '1700000000000' };

/** A message that came with one content, signed for another. */
function changed(signed: string, sent: string, secret = SECRET): string {
  const msgSignature = sign({ ...PARTS, staffInfo: 'null', content: signed }, secret);
  const { msgId, msgType, createTime } = PARTS;
  return `{"msgId":"${msgId}","msgType":"${msgType}","createTime":${createTime},"staffInfo":null,"msgSignature":"${msgSignature}","content":${sent}}`;
}

describe('a signature that does not fit is explained:', () => {
  test.each<[string, Uint8Array | string, Partial<Refusing>, SignatureCheck['finding']]>([
    ['no secret is set', signedCheckIn().body, { currentSecret: null }, { type: 'no-secret' }],
    ['it would fit by now', signedCheckIn().body, { fitsNow: true }, { type: 'fits-now' }],
    [
      'the previous secret fits, whose time has ended',
      signedCheckIn({ secret: PREVIOUS_SECRET }).body,
      { endedSecret: PREVIOUS_SECRET },
      { type: 'fits-ended-secret' },
    ],
    [
      'the secret was entered in small letters',
      signedCheckIn().body,
      { currentSecret: SECRET.toLowerCase() },
      { type: 'fits-other-case' },
    ],
    [
      'another dialect is pinned',
      changed('{"a":67000}', '{"a":67000.0}'),
      { pin: 'verbatim' },
      { type: 'fits-other-dialect', dialect: 'reserialized' },
    ],
    [
      'it is truncated, and would do as a weak one',
      truncatedCheckIn({ msgId: 'short', id: 1 }),
      {},
      { type: 'truncated', covers: 'enough' },
    ],
    [
      'it is truncated, and covers a part of the secret',
      truncatedCheckIn({ msgId: 'short', id: 2, remark: '客'.repeat(20) }),
      {},
      { type: 'truncated', covers: 'part' },
    ],
    [
      'it is truncated, and covers nothing',
      truncatedCheckIn({ msgId: 'short', id: 3, remark: '客'.repeat(60) }),
      {},
      { type: 'truncated', covers: 'nothing' },
    ],
    [
      'another secret, plain text',
      signedCheckIn({ secret: OTHER }).body,
      {},
      { type: 'unknown', mayBeTruncated: false },
    ],
    [
      'another secret, Chinese text',
      signedCheckIn({ secret: OTHER, remark: '老客户' }).body,
      {},
      { type: 'unknown', mayBeTruncated: true },
    ],
  ])('%s', (_why, body, refusing, finding) => {
    expect(check(body, refusing).finding).toEqual(finding);
  });

  const string = (content: string): string => JSON.stringify(content);
  test.each<[TransitChange, string, string]>([
    ['line-ends', '{\r\n"a":1}', string('{\n"a":1}')],
    ['line-ends', '{\n"a":1}', string('{\r\n"a":1}')],
    ['end-of-text', '{"a":1}\n', string('{"a":1}')],
    ['end-of-text', '{"a":1}', string('{"a":1}\n')],
    ['white-space', '{"a": "b, c:d", "e": [1, 2]}', '{"a":"b, c:d","e":[1,2]}'],
    ['white-space', '{\n  "a": 1\n}', '{"a":1}'],
    ['escaped-characters', '{"a":"\\u4eac"}', '{"a":"京"}'],
    ['escaped-characters', '{"a":"京"}', string('{"a":"\\u4eac"}')],
    ['escaped-characters', '{"a":"M\\u0026S"}', '{"a":"M&S"}'],
    ['escaped-slashes', '{"a":"https:\\/\\/b"}', '{"a":"https://b"}'],
    ['escaped-slashes', '{"a":"https://b"}', string('{"a":"https:\\/\\/b"}')],
    ['normalized', '{"a":"e\u0301"}', '{"a":"é"}'],
    ['charset', '{"a":"?M65068"}', '{"a":"京M65068"}'],
  ])('%s: signed %j, came %j', (change, signed, sent) => {
    expect(check(changed(signed, sent)).finding).toMatchObject({ type: 'changed', change });
    expect(check(changed(signed, sent, OTHER)).finding).toMatchObject({ type: 'unknown' });
    expect(check(changed(signed, sent, PREVIOUS_SECRET), { previousSecret: PREVIOUS_SECRET }).finding).toMatchObject({
      type: 'changed',
    });
  });

  test('a mark at the beginning of the signed text', () => {
    const content = '{"a":1}';
    const { msgId, msgType, createTime } = PARTS;
    const msgSignature = hash('sha1', `\ufeff${msgId}${msgType}null${createTime}${content}${SECRET}`);
    const body = `{"msgId":"${msgId}","msgType":"${msgType}","createTime":${createTime},"staffInfo":null,"msgSignature":"${msgSignature}","content":${content}}`;
    expect(check(body).finding).toEqual({ type: 'changed', change: 'byte-order-mark', dialect: 'verbatim' });
  });
});

test('of each vector that is refused for its signature the explanation is none of those that would let it in', () => {
  const refused = readVectors().filter(({ expect: { reason } }) => reason === 'signature');
  expect(refused.length).toBeGreaterThan(3);
  for (const vector of refused) {
    const [currentSecret, previousSecret = null] = vector.secrets;
    const { finding } = check(bytesOf(vector), { currentSecret, previousSecret, pin: vector.settings?.pin ?? null });
    expect([vector.name, finding.type]).not.toEqual([vector.name, 'fits-now']);
  }
});

test('the texts that were hashed are shown for each plain dialect, without the secret, and short', () => {
  const content = `{ "note":"${SECRET} ${'x'.repeat(5_000)}\u202eevil" }`;
  const { texts, dialects, secrets } = check(changed('{}', content), { previousSecret: PREVIOUS_SECRET });
  expect(secrets).toEqual(['current', 'previous']);
  expect(dialects).toEqual(['verbatim', 'compact']);
  expect(texts.map(({ dialect }) => dialect)).toEqual(['verbatim', 'compact']);
  for (const { text, characters } of texts) {
    expect(text.startsWith('oneevent.autox3.order.receivebase.createnull1700000000000{')).toBe(true);
    expect(text).not.toContain(SECRET.slice(0, 16));
    expect(text).toContain('⟨U+202E⟩');
    expect(text.length).toBeLessThan(1_100);
    expect(characters).toBeGreaterThan(5_000);
  }
});

test('a body of a megabyte is explained within a moment', () => {
  const sent = JSON.stringify({ filler: '京/<'.repeat(150_000) });
  const ms = cpuMs(() => expect(check(changed('{}', sent, OTHER)).finding).toMatchObject({ type: 'unknown' }));
  expect(ms).toBeLessThan(2_000);
});
