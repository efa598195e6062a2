import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES, readEnvelope } from '../../../../electron/station/autox3/envelope.ts';
import { readMessage } from '../../../../electron/station/autox3/messages.ts';
import { verify } from '../../../../electron/station/autox3/signature.ts';
import { cpuMs } from '../../../support/cpu-ms.ts';

const CREATED = 'event.autox3.order.receivebase.create';
/** Both secrets, truncation and all dialects: the most that a refused message can cost. */
const policy = { currentSecret: 'x'.repeat(64), previousSecret: 'y'.repeat(32), pin: null, acceptWeak: true };
/** Each takes 5 to 90 ms on one slow core. Quadratic work would take minutes, so there is room for a busy machine. */
const BOUND_MS = 1_000;

function wrap(content: string, staffInfo = 'null', msgId = 'h'): string {
  return `{"msgId":"${msgId}","msgType":"${CREATED}","createTime":1616502610117,"msgSignature":"${'A'.repeat(40)}","staffInfo":${staffInfo},"content":${content}}`;
}

function list(count: number, entry: (index: number) => string): string {
  return Array.from({ length: count }, (_none, index) => entry(index)).join(',');
}

const bodies: Record<string, string> = {
  '60,000 members': wrap(`{${list(60_000, (index) => `"k${index}":0`)}}`),
  '60,000 members at the top': `${wrap('{}').slice(0, -1)},${list(60_000, (index) => `"k${index}":0`)}}`,
  'members whose names are numbers that share their low bits': wrap(
    `{${list(60_000, (index) => `"${index * 65_536}":0`)}}`,
  ),
  'members with escaped names': wrap(`{${list(60_000, (index) => `"\\u006b${index}":0`)}}`),
  'members in a string-held content': wrap(JSON.stringify(`{${list(60_000, (index) => `"k${index}":0`)}}`)),
  '300,000 empty objects': wrap(`{"a":[${list(300_000, () => '{}')}]}`),
  '140,000 objects of one member': wrap(`{"a":[${list(140_000, () => '{"":0}')}]}`),
  'opening brackets alone': '['.repeat(1_000_000),
  'opening braces alone': '{"":'.repeat(250_000),
  '8,000 arrays 60 levels deep': wrap(`{"a":[${list(8_000, () => '['.repeat(60) + ']'.repeat(60))}]}`),
  'escapes alone': wrap(`{"a":"${'\\u0041'.repeat(170_000)}"}`),
  'backslashes alone': wrap(`{"a":"${'\\\\'.repeat(500_000)}"}`),
  'a string that never ends': wrap(`{"a":"${'a'.repeat(1_000_000)}`).slice(0, -1),
  'an id of a million digits': wrap(`{"carInfo":{},"receiveBaseId":${'9'.repeat(1_000_000)}}`),
  'white space alone': ' '.repeat(1_000_000),
  'Chinese text in nine different renderings': wrap(`{"a": 1.0,"b":"${'刮'.repeat(340_000)}"}`, '{"a": 1.0}'),
  'a million lights': wrap(
    `{"receiveBaseId":1,"carInfo":{},"preCheckInfo":{"lightInfo":[${list(170_000, () => '"1_a"')}]}}`,
  ),
};

describe('a hostile body of 1 MB costs no more than a large honest one', () => {
  test.each(Object.entries(bodies))('%s', (_name, text) => {
    const body = Buffer.from(text);
    expect(body.length).toBeLessThanOrEqual(MAX_BODY_BYTES);
    const ms = cpuMs(() => {
      const read = readEnvelope(body);
      if (!read.ok) return;
      expect(verify(read.envelope, policy).ok).toBe(false);
      readMessage(read.envelope.content.text, read.envelope.msgType);
    });
    expect(ms).toBeLessThan(BOUND_MS);
  });
});

test('a msgId, msgType or createTime that is kept does not keep its body in memory', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const filler = 'x'.repeat(500_000);
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept: string[] = [];
  for (let index = 0; index < 100; index += 1) {
    const read = readEnvelope(Buffer.from(wrap(`{"a":"${filler}"}`, 'null', `a-message-id-of-some-length-${index}`)));
    if (read.ok) kept.push(read.envelope.msgId, read.envelope.msgType, read.envelope.createTime);
  }
  collect();
  expect(kept).toHaveLength(300);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
});
