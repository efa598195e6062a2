import { randomUUID } from 'node:crypto';
import { METHODS } from 'node:http';
import fc from 'fast-check';
import { sign } from '../../../electron/station/autox3/signature.ts';
import { bytesOf, readVectors, SECRET, signedCheckIn } from '../../support/messages.ts';
import type { Ending } from './wire.ts';

/** What must come of an attack: `any` is anything documented; `accepted` comes with the `msgId` that must be stored. */
export type Outcome = { must: 'be-accepted'; msgIds: string[] } | { must: 'be-refused' | 'find-nothing' | 'be-any' };

/** One request, or what goes for one: a body for the callback, or bytes on a connection of their own. */
export type Attack = { name: string; outcome: Outcome } & (
  | { type: 'post'; body: Buffer }
  | { type: 'raw'; bytes: Buffer; ending: Ending }
);

const ANY: Outcome = { must: 'be-any' };
const REFUSED: Outcome = { must: 'be-refused' };
const CREATED = 'event.autox3.order.receivebase.create';
const STAFF = '{"areaCode":"+44","staffId":380}';

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const post = (name: string, body: fc.Arbitrary<Buffer>, outcome: Outcome = ANY): fc.Arbitrary<Attack> =>
  body.map((bytes) => ({ name, type: 'post', body: bytes, outcome }));
/** Random draws come from fast-check alone, so that its seed repeats them; only msgIds are always new. */
const among = <T>(...items: T[]): fc.Arbitrary<T> => fc.constantFrom(...items);

// --- Bodies that nobody signed

const genuine = Array.from({ length: 20 }, () => signedCheckIn().body);
const corpus = [...genuine, ...readVectors().map(bytesOf)].filter(({ length }) => length > 0 && length < 100_000);

const mutation = fc.record({
  kind: among('flip', 'cut', 'drop', 'double', 'insert'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  bit: fc.integer({ min: 0, max: 7 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

function mutate(
  body: Buffer,
  { kind, at, length, bit, bytes }: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
) {
  const place = Math.floor(at * body.length);
  const [before, after] = [body.subarray(0, place), body.subarray(place)];
  switch (kind) {
    case 'flip': {
      const flipped = Buffer.from(body);
      flipped[place] = (flipped[place] ?? 0) ^ (1 << bit);
      return flipped;
    }
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after.subarray(length)]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, length), after]);
    default:
      return Buffer.concat([before, bytes, after]);
  }
}

const mutated = fc
  .tuple(among(...corpus), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([body, mutations]) => mutations.reduce((bytes, next) => mutate(bytes, next), body));

const NUMBERS = [
  '-0',
  '1e999',
  '-1e999',
  '1E+400',
  `${'9'.repeat(400)}`,
  '9007199254740993',
  '0.1e-400',
  '9223372036854775808',
];
const STRINGS = [
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\u0000"',
  '"__proto__"',
  '""',
  '" "',
  '"20_"',
  '"_x"',
  '"京M65068"',
  '"\\u202e"',
];

/** A JSON text of any type, to stand where AutoX3 would send something else. */
const value: fc.Arbitrary<string> = fc.oneof(
  among('null', 'true', 'false', '{}', '[]', ...NUMBERS, ...STRINGS),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)),
  fc.double().map((number) => JSON.stringify(number)),
  fc.json({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 55 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  among('{"__proto__":{"polluted":1},"constructor":{"prototype":null},"toString":0}', '{"length":1e9}'),
  among('x', '刮', '\u{1f697}', '\ufdfa').map((unit) => JSON.stringify(unit.repeat(400))),
);

const MEMBER_NAMES = ['content', 'createTime', 'msgType', 'msgSignature', 'msgId', 'staffInfo', '__proto__', 'x'];
/** Envelopes of wrong types, with members missing, doubled or strange; never with a signature of ours. */
const envelope = fc
  .array(
    fc.tuple(among(...MEMBER_NAMES), fc.oneof(value, among(`"${CREATED}"`, `"${'A'.repeat(40)}"`, '1616502610117'))),
    {
      maxLength: 9,
    },
  )
  .map((members) => utf8(`{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`));

const wellFormed = fc
  .tuple(value, value)
  .map(([a, b]) =>
    utf8(
      `{"content":{"a":${a},"b":${b}},"createTime":1616502610117,"msgType":"${CREATED}","msgSignature":"${'A'.repeat(40)}","msgId":"h","staffInfo":null}`,
    ),
  );

const nested = fc
  .tuple(among(63, 64, 65, 1_000, 5_000), among('[', '{"a":'), fc.boolean())
  .map(([depth, open, closed]) => {
    const close = open === '[' ? ']' : '}';
    const inside = open.repeat(depth) + (open === '[' ? '' : '0') + (closed ? close.repeat(depth) : '');
    return utf8(`{"content":${inside}}`);
  });

const notUtf8 = fc
  .tuple(among(...genuine), among([0xed, 0xa0, 0x80], [0xc0, 0x80], [0xff], [0xf8, 0x88, 0x80, 0x80], [0xef, 0xbb]))
  .map(([body, bytes]) => Buffer.from(body.toString('latin1').replace('Sam', String.fromCharCode(...bytes)), 'latin1'));

const unsigned = fc.oneof(
  { weight: 4, arbitrary: post('genuine, mutated', mutated) },
  {
    weight: 2,
    arbitrary: post(
      'random bytes',
      fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes)),
      REFUSED,
    ),
  },
  { weight: 2, arbitrary: post('random text', fc.string({ unit: 'binary', maxLength: 500 }).map(utf8), REFUSED) },
  { weight: 2, arbitrary: post('random JSON', fc.json({ maxDepth: 6 }).map(utf8), REFUSED) },
  { weight: 3, arbitrary: post('wrong types', envelope, REFUSED) },
  { weight: 3, arbitrary: post('not signed', wellFormed, REFUSED) },
  { weight: 1, arbitrary: post('deeply nested', nested, REFUSED) },
  { weight: 1, arbitrary: post('not UTF-8', notUtf8, REFUSED) },
);

// --- Bodies that are signed, and hostile

const PLACES = [
  'receiveBaseId',
  'carInfo',
  'preCheckInfo',
  'staffInfo',
  'reportJson',
  'carMaintenancePlanList',
  '__proto__',
];
const FIELDS = [
  ...['carNum', 'carVin', 'carBrandName', 'carStyleName', 'carOwnerFirstName', 'carOwnerLastName', 'carOwnerGender'],
  ...['carOwnerMobile', 'carProductionDate', 'lightInfo', 'odograph', 'oilGauge', 'paintsInfo', 'personalItemList'],
  ...[
    'remark',
    'userName',
    'mobile',
    'storeId',
    'position',
    'positionName',
    'describe',
    'images',
    '__proto__',
    'hasOwnProperty',
  ],
];

const fields = fc.dictionary(
  among(...FIELDS),
  fc.oneof(
    value,
    fc.array(value, { maxLength: 4 }).map((list) => `[${list}]`),
  ),
  {
    maxKeys: 12,
  },
);
const objectText = (members: Record<string, string>): string =>
  `{${Object.entries(members).map(([name, text]) => `${JSON.stringify(name)}:${text}`)}}`;
/** Small ids meet each other, so that visits are changed by later messages, older and newer. */
const serviceOrder = fc.oneof(
  fc.integer({ min: 1, max: 300 }).map(String),
  among(
    '"007"',
    '7.0',
    '7e3',
    '-1',
    '0',
    'null',
    '{}',
    '"9223372036854775807"',
    '9223372036854775807',
    '9223372036854775808',
  ),
);
const damage = fc.array(fc.oneof(value, fields.map(objectText)), { maxLength: 6 }).map((list) => `[${list}]`);

const content = fc
  .tuple(
    fc.dictionary(among(...PLACES), fc.oneof(value, fields.map(objectText)), { maxKeys: 4 }),
    fields,
    fields,
    damage,
    serviceOrder,
  )
  .map(([others, car, preCheck, paints, id]) =>
    objectText({
      ...others,
      carInfo: objectText(car),
      preCheckInfo: objectText({ ...preCheck, paintsInfo: paints }),
      receiveBaseId: id,
    }),
  );
const anyContent = fc.oneof(
  { weight: 5, arbitrary: content },
  { weight: 1, arbitrary: fc.dictionary(among(...PLACES, 'x'), value, { maxKeys: 7 }).map(objectText) },
);

const msgType = fc.oneof(
  {
    weight: 3,
    arbitrary: among(CREATED, 'event.autox3.order.detection.finish.report', 'event.autox3.order.detection.finish'),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9A-Za-z._-]{1,100}$/).map((text) => `event.autox3.${text}`) },
);

function signed(text: string, type: string, createTime: number, inString: boolean): { msgId: string; body: Buffer } {
  const msgId = randomUUID();
  const parts = { msgId, msgType: type, staffInfo: STAFF, createTime: String(createTime), content: text };
  const source = inString ? JSON.stringify(text) : text;
  return {
    msgId,
    body: utf8(
      `{"content":${source},"createTime":${createTime},"msgType":"${type}","msgSignature":"${sign(parts, SECRET)}","msgId":"${msgId}","staffInfo":${STAFF}}`,
    ),
  };
}

const signedHostile: fc.Arbitrary<Attack> = fc
  .tuple(anyContent, msgType, fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 }), fc.boolean())
  .map(([text, type, createTime, inString]) => {
    const { msgId, body } = signed(text, type, createTime, inString);
    return { name: 'signed, hostile', type: 'post', body, outcome: { must: 'be-accepted', msgIds: [msgId] } };
  });

/** As large as messages get: few, since each is a megabyte. */
const signedLarge: fc.Arbitrary<Attack> = fc
  .tuple(among('remark', 'lights', 'photos', 'members', 'chinese'), fc.integer({ min: 1, max: 300 }))
  .map(([kind, id]) => {
    const list = (entry: string, count: number): string => `[${Array.from({ length: count }, () => entry)}]`;
    const preCheck = {
      remark: `"remark":"${'r'.repeat(900_000)}"`,
      lights: `"lightInfo":${list('"20_Engine malfunction"', 40_000)}`,
      photos: `"paintsInfo":${list(`{"describe":"d","images":${list('"https://photos.example.invalid/1.jpg"', 100)}}`, 240)}`,
      members: Array.from({ length: 50_000 }, (_none, n) => `"m${n}":0`).join(','),
      chinese: `"personalItemList":${list(`"${'刮'.repeat(1_000)}"`, 300)}`,
    }[kind];
    const text = `{"carInfo":{"carNum":"L${id}"},"receiveBaseId":${id},"preCheckInfo":{${preCheck}}}`;
    const { msgId, body } = signed(text, CREATED, 1_700_000_000_000 + id, false);
    return { name: 'signed, large', type: 'post', body, outcome: { must: 'be-accepted', msgIds: [msgId] } };
  });

// --- Requests that are strange around their body

/** Attacks on a station whose callback has this path. */
export function attacksOn(path: string): fc.Arbitrary<Attack> {
  return fc.oneof(
    { weight: 120, arbitrary: unsigned },
    { weight: 60, arbitrary: signedHostile },
    { weight: 1, arbitrary: signedLarge },
    { weight: 20, arbitrary: strangeHeaders(path) },
    { weight: 20, arbitrary: elsewhere(path) },
    { weight: 20, arbitrary: notHttp(path) },
  );
}

function request(head: string, body: Buffer | string, ...headers: string[]): Buffer {
  return Buffer.concat([
    Buffer.from([head, 'Host: 127.0.0.1', ...headers, '', ''].join('\r\n'), 'latin1'),
    Buffer.from(body),
  ]);
}

const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 60 }).map((text) => text.trim());
const contentTypes = among(
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'multipart/form-data',
  ';;;',
  '',
  '/',
  'a/b; c="',
);
const header = fc.oneof(
  fc.oneof(contentTypes, printable).map((text) => `Content-Type: ${text}`),
  among('gzip', 'br', 'deflate, gzip', 'x').map((text) => `Content-Encoding: ${text}`),
  among('100-continue', 'banana', '200-ok; a=b', '').map((text) => `Expect: ${text}`),
  among(
    'Upgrade: websocket',
    'Upgrade: h2c',
    'TE: trailers',
    'Trailer: X',
    'X-HTTP-Method-Override: GET',
    'Cookie: ;;;=',
    'Authorization: x',
  ),
  fc.integer({ min: 1, max: 8_000 }).map((length) => `X-Long: ${'h'.repeat(length)}`),
  printable.map((text) => `X-Any: ${text}`),
);

/** A genuine check-in with strange headers must be accepted: its body decides. */
function strangeHeaders(path: string): fc.Arbitrary<Attack> {
  return fc
    .tuple(fc.array(header, { maxLength: 5 }), fc.integer({ min: 0, max: 400 }), among('1.1', '1.0'))
    .filter(([headers]) => headers.join().length < 12_000)
    .map(([headers, chunk, version]) => {
      const { msgId, body } = signedCheckIn();
      const chunked = chunk > 200 && version === '1.1';
      const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`;
      const bytes = request(
        `POST ${path} HTTP/${version}`,
        chunked ? inChunks(body, chunk) : body,
        ...headers,
        length,
        'Connection: close',
      );
      return {
        name: 'genuine, strange headers',
        type: 'raw',
        bytes,
        ending: 'wait',
        outcome: { must: 'be-accepted', msgIds: [msgId] },
      };
    });
}

function inChunks(body: Buffer, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)};x=y\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\nX-Trailer: 1\r\n\r\n')]);
}

/** Paths that look like something, or like the callback. */
export function otherPaths(path: string): string[] {
  const key = path.slice(path.lastIndexOf('/') + 1);
  return [
    ...[
      '/',
      '/callback',
      '/callback/',
      '/callback/x',
      `/callback/${'A'.repeat(43)}`,
      '/favicon.ico',
      '/index.html',
      '/robots.txt',
    ],
    ...[
      '/api/v1/health',
      '/api/v1/status',
      '/api/v1/check-ins',
      '/api/v1/openapi.json',
      '/rpc/status',
      '/rpc/board/watch',
    ],
    ...[
      `${path}/`,
      `/${path}`,
      `${path}%20`,
      `${path};x`,
      `${path}/..`,
      `/x/..${path}`,
      `/.${path}`,
      path.toUpperCase(),
    ],
    ...[
      `/callback/%${key.charCodeAt(0).toString(16)}${key.slice(1)}`,
      `/callback/${key.slice(0, -1)}`,
      `/callback/${key}x`,
    ],
    ...[
      `/CALLBACK/${key}`,
      `/callback//${key}`,
      `/callback\\${key}`,
      '/%zz',
      '/%',
      '*',
      '/?',
      '/a?token=x',
      '//',
      '/..%2f..%2fetc/passwd',
    ],
    ...['/__proto__', '/constructor', `/${'a'.repeat(10_000)}`],
  ];
}

function elsewhere(path: string): fc.Arbitrary<Attack> {
  const methods = METHODS.filter((method) => method !== 'CONNECT');
  const target = fc.oneof(
    fc.tuple(
      among(...methods),
      fc.oneof(
        among(...otherPaths(path)),
        fc.webPath().map((text) => `/${text}`),
      ),
    ),
    fc.tuple(among(...methods.filter((method) => method !== 'POST')), among(path, `${path}?x=1`)),
  );
  return fc.tuple(target, fc.boolean()).map(([[method, asked], withBody]) => {
    const body = withBody ? signedCheckIn().body : '';
    const bytes = request(`${method} ${asked} HTTP/1.1`, body, `Content-Length: ${body.length}`, 'Connection: close');
    return { name: 'other path or method', type: 'raw', bytes, ending: 'wait', outcome: { must: 'find-nothing' } };
  });
}

function notHttp(path: string): fc.Arbitrary<Attack> {
  const line = `POST ${path} HTTP/1.1`;
  const { body } = signedCheckIn();
  const length = `Content-Length: ${body.length}`;
  const close = 'Connection: close';
  const raw = (
    name: string,
    bytes: fc.Arbitrary<Buffer>,
    ending: Ending,
    outcome: Outcome = ANY,
  ): fc.Arbitrary<Attack> => bytes.map((given) => ({ name, type: 'raw', bytes: given, ending, outcome }));

  const lies = among(
    request(line, body, 'Content-Length: 5', close),
    request(line, body, 'Content-Length: -1', close),
    request(line, body, 'Content-Length: 1e3', close),
    request(line, body, 'Content-Length: 0x10', close),
    request(line, body, length, 'Content-Length: 3', close),
    request(line, body, length, 'Transfer-Encoding: chunked', close),
    request(line, body, 'Transfer-Encoding: gzip', close),
    request(line, body, 'Transfer-Encoding: chunked, identity', close),
    request(line, 'zz\r\nabc\r\n0\r\n\r\n', 'Transfer-Encoding: chunked', close),
    request(line, 'ffffffffffffffffff\r\nabc', 'Transfer-Encoding: chunked', close),
    request(line, `1;${'x'.repeat(40_000)}\r\na\r\n0\r\n\r\n`, 'Transfer-Encoding: chunked', close),
    request(line, body, `X-Huge: ${'h'.repeat(40_000)}`, length, close),
    request(line, body, ...Array.from({ length: 3_000 }, (_none, n) => `h${n}:`), length, close),
    request(line, body, 'X-Nul: a\0b', length, close),
    request(line, body, ' folded', length, close),
    request(line, body, ': nameless', length, close),
    request(line.replace('1.1', '2.0'), body, length, close),
    request(line.replace('1.1', '9.9'), body, length, close),
    request(line.replace(' HTTP/1.1', ''), body, length, close),
    request(line.replace(' ', '  '), body, length, close),
    request(line.replace('POST', 'post'), body, length, close),
    request(`GET /${'a'.repeat(40_000)} HTTP/1.1`, '', close),
    request('GET /\u0001\u00ff HTTP/1.1', '', close),
    request('CONNECT 127.0.0.1:80 HTTP/1.1', '', close),
    Buffer.from(`${line}\n${length}\n\n`),
    Buffer.from(`${line}\r\n${length}\r\n\r\n`),
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'latin1'),
  );
  // Beyond 2^51, 2^53, 2^63 and 2^64: lengths that somebody has to count with.
  const enormous = among(
    '2251799813685248',
    '9007199254740993',
    '9223372036854775808',
    '18446744073709551615',
    '9'.repeat(30),
  ).map((announced) => request(line, 'abc', `Content-Length: ${announced}`, close));
  const cut = fc.double({ min: 0, max: 1, noNaN: true }).map((part) => {
    const whole = request(line, body, length);
    return whole.subarray(0, Math.floor(part * whole.length));
  });
  const pipelined: fc.Arbitrary<Attack> = fc.integer({ min: 2, max: 12 }).map((count) => {
    const messages = Array.from({ length: count }, () => signedCheckIn());
    const bytes = messages.map((message, index) =>
      request(line, message.body, `Content-Length: ${message.body.length}`, ...(index === count - 1 ? [close] : [])),
    );
    const msgIds = messages.map(({ msgId }) => msgId);
    return {
      name: 'pipelined',
      type: 'raw',
      bytes: Buffer.concat(bytes),
      ending: 'wait',
      outcome: { must: 'be-accepted', msgIds },
    };
  });
  return fc.oneof(
    raw('lies about itself', lies, 'half-close'),
    raw('enormous length', enormous, 'wait'),
    raw(
      'raw garbage',
      fc.uint8Array({ minLength: 1, maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      'half-close',
    ),
    raw('broken off', cut, 'half-close'),
    raw('gone in the middle', cut, 'abort'),
    raw(
      'gone before the answer',
      fc.constant(null).map(() => request(line, signedCheckIn().body, length)),
      'abort',
    ),
    pipelined,
  );
}

/** Bodies of ten times the limit, announced or not. */
export function tenMegabytes(path: string): Attack[] {
  const body = Buffer.alloc(10_000_000, 0x20);
  const line = `POST ${path} HTTP/1.1`;
  const chunks = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
  const announced = request(line, body, `Content-Length: ${body.length}`, 'Connection: close');
  const chunked = request(line, chunks, 'Transfer-Encoding: chunked', 'Connection: close');
  return [announced, chunked].map((bytes) => ({
    name: 'ten megabytes',
    type: 'raw',
    bytes,
    ending: 'wait',
    outcome: REFUSED,
  }));
}
