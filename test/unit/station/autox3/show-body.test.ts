import { describe, expect, test } from 'vitest';
import { inLines, MASK, maskedText, visible } from '../../../../electron/station/autox3/show-body.ts';
import { cpuMs } from '../../../support/cpu-ms.ts';
import { documentedSample, SECRET, signedCheckIn } from '../../../support/messages.ts';

const HEX = '0123456789ABCDEF0123456789abcdef01234567';
const ESCAPED = [...HEX].map((digit) => `\\u00${digit.charCodeAt(0).toString(16)}`).join('');

describe('a signature is masked,', () => {
  test.each([
    ['in a message', `{"msgSignature":"${HEX}","msgId":"a"}`],
    ['with its digits escaped', `{"msgSignature":"${ESCAPED}"}`],
    ['with its name and digits escaped', `{"\\u006dsgSignature":"${ESCAPED}"}`],
    ['with some digits escaped', `{"msgSignature":"\\u0030${HEX.slice(1)}"}`],
    ['in JSON within a string', JSON.stringify({ content: JSON.stringify({ msgSignature: HEX }) })],
    ['in a form', `msgId=a&msgSignature=${HEX}&x=1`],
    ['in JSON that breaks off', `{"msgSignature" : "${HEX}`],
    ['in what is no JSON', `{'msgSignature': '${HEX}'}`],
    ['without a name', `["${HEX}"]`],
  ])('%s', (_where, body) => {
    const text = maskedText(Buffer.from(body), []);
    expect(text).toContain(MASK);
    expect(text).not.toMatch(/[0-9a-f]{6}|(\\u00[0-9a-f]{2}){6}/i);
  });

  test('one that is too short or too long as well, by its name', () => {
    expect(maskedText(Buffer.from(`{"msgSignature":"${HEX.slice(2)}","msgId":"a"}`), [])).toBe(
      `{"msgSignature":"${MASK}","msgId":"a"}`,
    );
  });

  test('and nothing else: ids, times and hashes of other lengths stay', () => {
    const other = `{"msgId":"${HEX.slice(0, 32)}","createTime":1700000000000,"sha256":"${HEX}${HEX.slice(0, 24)}"}`;
    expect(maskedText(Buffer.from(other), [])).toBe(other);
  });
});

test('a secret that stands in a message is masked, also as JSON writes it', () => {
  const secret = 'quote"and\\backslash';
  const body = JSON.stringify({ note: `${secret} ${SECRET}` });
  expect(maskedText(Buffer.from(body), [secret, SECRET])).toBe(`{"note":"${MASK} ${MASK}"}`);
});

test('a message stands in lines with its literals as they were sent', () => {
  const { text, isClipped } = inLines('\ufeff{"a" :67000.0,"b":[],"c":[1, {"d":"x{,:\\"}"}]}', 1_000);
  expect(isClipped).toBe(false);
  expect(text).toBe('{\n  "a": 67000.0,\n  "b": [],\n  "c": [\n    1,\n    {\n      "d": "x{,:\\"}"\n    }\n  ]\n}');
  for (const body of [documentedSample(), signedCheckIn().body]) {
    expect(JSON.parse(inLines(body.toString(), 100_000).text)).toEqual(JSON.parse(body.toString()));
  }
});

test('what is no JSON stays as it is, and what is long is clipped, however deep it is nested', () => {
  expect(inLines('{"a":', 100)).toEqual({ text: '{"a":', isClipped: false });
  const deep = `${'['.repeat(64)}${'1,'.repeat(400_000)}1${']'.repeat(64)}`;
  const ms = cpuMs(() => {
    expect(inLines(deep, 1_000)).toMatchObject({ isClipped: true });
    expect(inLines('['.repeat(1_000_000), 1_000)).toMatchObject({ isClipped: true });
  });
  expect(ms).toBeLessThan(1_000);
});

test('a hostile megabyte is shown within a moment', () => {
  const pieces = ['0', '\\u0030', 'msgSignature', 'msgSignature:', '"', '\\"', 'msgSignature":"', '{"a":'];
  const bodies = [
    ...pieces.map((piece) => piece.repeat(1_048_576 / piece.length)),
    JSON.stringify(['\n'.repeat(500_000)]),
  ];
  const ms = cpuMs(() => {
    for (const body of bodies) inLines(maskedText(Buffer.from(body), [SECRET]), 60_000);
  });
  expect(ms).toBeLessThan(3_000);
});

test('what cannot be seen, or turns the text around it, is written out', () => {
  expect(visible('a\u202eb\u0000c\u200bd\ufeffe\nf\tg\ud800')).toBe(
    'a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d⟨U+FEFF⟩e\nf\tg\ufffd',
  );
});
