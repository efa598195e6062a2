import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readEnvelope } from '../../../../electron/station/autox3/envelope.ts';
import { readMessage } from '../../../../electron/station/autox3/messages.ts';
import { scan } from '../../../../electron/station/autox3/scan.ts';
import { sign, type Verification, verify } from '../../../../electron/station/autox3/signature.ts';
import { CheckIn, WarningLight } from '../../../../shared/check-in.ts';
import { DIALECTS, type Dialect } from '../../../../shared/dialect.ts';
import { SECRET } from '../../../fixtures/autox3/extra-cases.ts';

const CREATED = 'event.autox3.order.receivebase.create';
const policy = { currentSecret: SECRET, previousSecret: null, pin: null, acceptWeak: false };

type Signed = { msgId: string; staffInfo: string; content: string };

/** A body with these JSON texts, signed over others where `signed` says so. */
function bodyOf(parts: Signed, signed: Signed = parts): string {
  const signature = sign({ ...signed, msgType: CREATED, createTime: '1616502610117' }, SECRET);
  return `{"msgId":"${parts.msgId}","msgType":"${CREATED}","createTime":1616502610117,"staffInfo":${parts.staffInfo},"content":${parts.content},"msgSignature":"${signature}"}`;
}

function receive(body: Uint8Array): { msgId: string; verification: Verification } | null {
  const read = readEnvelope(body);
  if (!read.ok) return null;
  const verification = verify(read.envelope, policy);
  if (verification.ok) readMessage(verification.contentText, read.envelope.msgType);
  readMessage(read.envelope.content.text, read.envelope.msgType);
  return { msgId: read.envelope.msgId, verification };
}

/** The text with a piece cut out and another, from JSON's own alphabet, put in its place. */
const damaged = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.string({ unit: fc.constantFrom(...'{}[]:,"\\u0e+-.1 \ttrfalsn\u00a0'), maxLength: 3 }),
    )
    .map(([whole, position, length, piece]) => {
      const at = position % (whole.length + 1);
      return whole.slice(0, at) + piece + whole.slice(at + length);
    });

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('the scanner takes what JSON.parse takes, but for depth and duplicates', () => {
  const document = fc.oneof(
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify(value, null, ' \t')),
  );
  fc.assert(
    fc.property(fc.oneof(document, damaged(document), damaged(damaged(document))), (text) => {
      const scanned = scan(text);
      // What is refused for depth or a duplicate may be sound or broken: JSON.parse cannot tell.
      if (scanned.ok || scanned.problem === 'not-json') expect(parses(text)).toBe(scanned.ok);
    }),
    { numRuns: 1500 },
  );
});

test('each member of the top object is found under its decoded name with a source of the same value', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
      fc.constantFrom('', ' ', '\n\t'),
      (object, space) => {
        const text = JSON.stringify(object, null, space);
        const parsed = JSON.parse(text) as Record<string, unknown>;
        const scanned = scan(text);
        const members = scanned.ok ? [...(scanned.members ?? [])] : [];
        expect(members.map(([name]) => name)).toEqual(Object.keys(parsed));
        for (const [name, source] of members) expect(JSON.parse(source)).toEqual(parsed[name]);
      },
    ),
    { numRuns: 300 },
  );
});

test('an object of one duplicate among many names is refused at any depth', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), fc.nat({ max: 60 }), (names, pick, depth) => {
      const members = [...names, names[pick % names.length] ?? ''].map((name) => `${JSON.stringify(name)}:0`);
      const text = `${'['.repeat(depth)}{${members.join(',')}}${']'.repeat(depth)}`;
      expect(scan(text)).toEqual({ ok: false, problem: 'duplicate-member' });
    }),
    { numRuns: 300 },
  );
});

test('no bytes make it throw', () => {
  const whole = Buffer.from(
    bodyOf({ msgId: 'p', staffInfo: 'null', content: '{"receiveBaseId":1,"carInfo":{"carNum":"京M65068"}}' }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }), (changes) => {
      const bytes = Buffer.from(whole);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      receive(bytes);
    }),
    { numRuns: 1000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void receive(bytes)));
  fc.assert(fc.property(damaged(fc.constant(whole.toString())), (text) => void receive(Buffer.from(text))));
});

/** One value in every form and dialect: its source in the body, and what is hashed. */
const value = fc.record({ inner: fc.jsonValue(), string: fc.boolean() }).map(({ inner, string }) => {
  const spaced = `{"a": 1.0, "b": ${JSON.stringify(inner, null, 1)}}`;
  const held = JSON.stringify(spaced);
  return {
    string,
    source: string ? held : spaced,
    hashed: {
      verbatim: spaced,
      compact: string ? spaced : `{"a":1.0,"b":${JSON.stringify(inner)}}`,
      reserialized: string ? spaced : `{"a":1,"b":${JSON.stringify(inner)}}`,
      token: string ? held : spaced,
    } satisfies Record<Dialect, string>,
  };
});

test('a message signed in any pair of dialects verifies, and is read from what was hashed', () => {
  const dialects = fc.constantFrom(...DIALECTS);
  fc.assert(
    fc.property(value, value, dialects, dialects, (staffInfo, content, first, second) => {
      const signed = { msgId: 'p', staffInfo: staffInfo.hashed[first], content: content.hashed[second] };
      const body = bodyOf({ msgId: 'p', staffInfo: staffInfo.source, content: content.source }, signed);
      const verification = receive(Buffer.from(body))?.verification;
      expect(verification).toMatchObject({
        ok: true,
        weak: false,
        secret: 'current',
        contentText: content.string ? content.hashed.verbatim : signed.content,
        staffInfoText: staffInfo.string ? staffInfo.hashed.verbatim : signed.staffInfo,
      });
      const [one, other = one] = (verification?.ok ? verification.dialect : '').split('/') as [Dialect, Dialect?];
      expect([staffInfo.hashed[one], content.hashed[other]]).toEqual([signed.staffInfo, signed.content]);
    }),
    { numRuns: 500 },
  );
});

test('a flipped bit never verifies, unless the text that was hashed is the same', () => {
  fc.assert(
    fc.property(value, value, fc.nat(), fc.nat({ max: 7 }), (staffInfo, content, position, bit) => {
      const bytes = Buffer.from(bodyOf({ msgId: 'p-1', staffInfo: staffInfo.source, content: content.source }));
      const intact = receive(bytes)?.verification;
      const at = position % bytes.indexOf('"msgSignature"');
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
      const flipped = receive(bytes);
      if (!flipped?.verification.ok || !intact?.ok) return;
      expect(flipped.msgId).toBe('p-1');
      expect(flipped.verification.contentText).toBe(intact.contentText);
      expect(flipped.verification.staffInfoText).toBe(intact.staffInfoText);
    }),
    { numRuns: 1000 },
  );
});

test('whatever the fields hold, what is shown has its type and its bounds', () => {
  const text = z
    .string()
    .max(10_000)
    .refine((shown) => shown.isWellFormed() && !shown.includes('\0'))
    .nullable();
  const Shown = CheckIn.pick({
    manufactured: true,
    odometer: true,
    fuel: true,
    damage: true,
    belongings: true,
    owner: true,
    clipped: true,
  }).extend({
    receiveBaseId: z
      .string()
      .regex(/^[1-9][0-9]{0,18}$/)
      .nullable(),
    plate: text,
    vin: text,
    brand: text,
    style: text,
    remark: text,
    adviser: text,
    adviserMobile: text,
    storeId: text,
    lights: z.array(WarningLight.omit({ severity: true }).strict()),
  });
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\ud83d', '\ude97', '\0', 'x'), minLength: 250, maxLength: 400 }),
    fc.bigInt().map((number) => number.toString()),
    fc.double({ noNaN: true }),
    fc.constantFrom('20_Engine', '_', '67,000', '1e5', Number.MAX_VALUE, -0),
  );
  const some = fc.oneof(
    odd,
    fc.array(odd),
    fc.array(
      fc.dictionary(fc.constantFrom('position', 'positionName', 'describe', 'images'), fc.oneof(odd, fc.array(odd))),
    ),
  );
  const group = (...names: string[]): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...names), some) }, { weight: 1, arbitrary: odd });
  const content = fc.record(
    {
      receiveBaseId: odd,
      carInfo: group(
        'carNum',
        'carVin',
        'carBrandName',
        'carStyleName',
        'carOwnerFirstName',
        'carOwnerMobile',
        'carProductionDate',
      ),
      preCheckInfo: group('lightInfo', 'odograph', 'oilGauge', 'paintsInfo', 'personalItemList', 'remark'),
      staffInfo: group('userName', 'mobile', 'storeId'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(content, (fields) => {
      const { kind, checkIn } = readMessage(JSON.stringify(fields), CREATED);
      expect(kind).toBe('check-in');
      expect(Shown.strict().safeParse(checkIn).error).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('the signature is the documented one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (content) => {
      const parts = { msgId: 'm', msgType: 't', staffInfo: '{}', createTime: '1', content };
      const expected = createHash('sha1').update(`mt{}1${content}${SECRET}`, 'utf8').digest('hex');
      expect(sign(parts, SECRET)).toBe(expected.toUpperCase());
    }),
  );
});
