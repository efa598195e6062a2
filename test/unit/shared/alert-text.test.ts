import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWords } from '../../../electron/desktop/words.ts';
import { alertText, redLightsText } from '../../../shared/alert-text.ts';
import { toUnseen, type Unseen } from '../../../shared/alerts.ts';
import type { WarningLight } from '../../../shared/check-in.ts';
import { card } from '../renderer/factories.ts';

const { say } = createWords();
const chinese = createWords();
chinese.choose('zh-CN', []);

const light = (code: string | null, label: string | null = null): WarningLight => ({ code, label, severity: 'amber' });

function unseen(over: Partial<Unseen> = {}): Unseen {
  const lights = over.lights ?? [];
  const { length: lightCount } = lights;
  return { id: '7', arrivedAt: 0, plate: 'AB12 CDE', lights, lightCount, photoCount: 0, isLate: false, ...over };
}

const text = (over: Partial<Unseen> = {}, showPlate = true) => alertText(say, unseen(over), showPlate);

describe('an alert of new red lights says', () => {
  const news = (...lights: WarningLight[]) => ({ id: '7', plate: 'AB12 CDE', lights });

  test.each([
    ['which one', [light('19')], 'New red light: airbag light'],
    ['which ones', [light('19'), light('15')], 'New red lights: airbag light, coolant too hot'],
    [
      'how many more',
      [light('19'), light('15'), light('16')],
      'New red lights: airbag light, coolant too hot, 1 more light',
    ],
    ['no markup that was sent', [light('99', '<b>Brakes</b>')], 'New red light: ‹b›Brakes‹/b›'],
  ])('%s', (_what, lights, body) => {
    expect(redLightsText(say, news(...lights), true)).toEqual({ title: 'AB12 CDE', body });
  });

  test('no plate where the shop wants none, and the same in Chinese', () => {
    expect(redLightsText(say, news(light('19')), false).title).toBe('A vehicle in the shop');
    expect(redLightsText(chinese.say, news(light('19')), true).body).toBe('新增红色故障灯：安全气囊故障灯');
  });
});

describe('an alert says', () => {
  test.each<[string, Partial<Unseen>, string]>([
    ['nothing special', {}, 'New check-in, no warning lights, no damage photos'],
    ['one light and photos', { lights: [light('20')], photoCount: 3 }, 'engine light, 3 damage photos'],
    ['two lights', { lights: [light('16'), light('19')] }, 'oil low, airbag light'],
    ['a light more', { lights: [light('16'), light('19')], lightCount: 3 }, 'oil low, airbag light, 1 more light'],
    [
      'many lights and one photo',
      { lights: [light('1'), light('15'), light('16')], lightCount: 12, photoCount: 1 },
      'door or window open, coolant too hot, 10 more lights, 1 damage photo',
    ],
    ['photos alone', { photoCount: 2 }, '2 damage photos'],
    ['a light by its label', { lights: [light('99', 'Tyre pressure')] }, 'Tyre pressure'],
    ['a light by its code', { lights: [light('99')] }, 'Light 99'],
    ['a light without either', { lights: [light(null)] }, 'Unnamed light'],
    ['a known light by our name, whatever it was sent with', { lights: [light('20', 'MIL')] }, 'engine light'],
  ])('%s', (_what, over, body) => {
    expect(text(over)).toEqual({ title: 'AB12 CDE', body });
  });

  test.each<[string, Partial<Unseen>, boolean, string]>([
    ['the plate', {}, true, 'AB12 CDE'],
    ['no plate where the shop does not want it', {}, false, 'New check-in'],
    ['so when there is none', { plate: null }, true, 'New check-in'],
    ['so when it is empty', { plate: '' }, true, 'New check-in'],
    ['so when it is blank', { plate: ' \u200b\n ' }, true, 'New check-in'],
  ])('%s', (_what, over, showPlate, title) => {
    expect(text(over, showPlate).title).toBe(title);
  });

  test('the same in Chinese', () => {
    const { title, body } = alertText(chinese.say, unseen({ lights: [light('20')], photoCount: 3 }), true);
    expect(title).toBe('AB12 CDE');
    expect(body).toMatch(/^\p{Script=Han}+.*3/u);
    expect(body).not.toMatch(/[a-z]/i);
  });

  test('neither a name nor a phone number', () => {
    const told = toUnseen(card('7', { ownerName: 'Sam Okafor 07700900123', adviser: 'Y Xing', photoCount: 1 }));
    const { title, body } = alertText(say, told, true);
    expect(`${title} ${body}`).toBe('AB12 CDE 1 damage photo');
  });
});

describe('a text from a message', () => {
  const hostile: [string, string, string][] = [
    ['markup', '<b>A&amp;B</b><img src=x>', '‹b›A+amp;B‹/b›‹img src=x›'],
    ['line breaks', 'A\nB\r\nC\u2028D\u2029E\u0085F', 'A B C D E F'],
    ['control characters', 'A\0B\u001b[31mC\u007f', 'A B [31mC'],
    ['marks that turn the direction', '\u202eEDC 21BA\u2066\u200f', 'EDC 21BA'],
    ['what cannot be seen', '\ufeffAB\u200b12\u00ad', 'AB 12'],
    ['words of our own', '$t(shell.quit) {{count}}', '$t(shell.quit) {{count}}'],
    ['a sentence that is too long', 'x'.repeat(33), `${'x'.repeat(31)}…`],
    ['one that just fits', 'x'.repeat(32), 'x'.repeat(32)],
    ['emoji, which are not cut in two', '\u{1f697}'.repeat(40), `${'\u{1f697}'.repeat(31)}…`],
  ];

  test.each(hostile)('as a plate, with %s', (_what, plate, expected) => {
    expect(text({ plate }).title).toBe(expected);
  });

  test.each(hostile)('as the label of a light, with %s', (_what, label, expected) => {
    expect(text({ lights: [light('99', label)] }).body).toBe(expected);
  });

  test('as the code of a light is cut, and has no direction of its own', () => {
    const { body } = text({ lights: [light('\u202e<99>'.repeat(20))] });
    expect(body).toMatch(/^Light [^\p{Cf}<>]{1,26}…?$/u);
  });

  test('is never long, never more than a line and never markup, whatever it is', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(anything, fc.array(fc.tuple(anything, anything), { maxLength: 3 }), (plate, lights) => {
        const told = text({ plate, lights: lights.map(([code, label]) => light(code, label)), lightCount: 9 });
        for (const line of Object.values(told)) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>&]/u);
          expect(line.trim()).toBe(line);
          expect(line).not.toBe('');
        }
        expect(Array.from(told.title).length).toBeLessThanOrEqual(32);
        expect(Array.from(told.body).length).toBeLessThanOrEqual(32 * 2 + 20);
      }),
    );
  });
});
