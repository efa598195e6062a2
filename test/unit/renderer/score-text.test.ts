import { createInstance, type TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { scoreText } from '../../../renderer/report/score-text.ts';
import { I18N_OPTIONS } from '../../../shared/i18n/options.ts';
import type { ScoreScale } from '../../../shared/report-settings.ts';

const i18n = createInstance({ lng: 'en', ...I18N_OPTIONS, initAsync: false });
void i18n.init();
const text = (value: number, scale: ScoreScale): string =>
  scoreText(i18n.t as TFunction, { number: (one) => String(Math.round(one * 10) / 10) }, value, scale);

test('a score is shown to its last digit as it was sent, while nobody has said what it means', () => {
  expect(text(0.4567, 'as-sent')).toBe('0.4567 (as sent)');
});

test.each([
  [0.5, 'of-1', '50%'],
  [1, 'of-1', '100%'],
  [4.5, 'of-5', '4.5 of 5'],
  [87, 'of-100', '87 of 100'],
] as const)('%s by the scale %s is %s', (value, scale, said) => {
  expect(text(value, scale)).toBe(said);
});

test.each([
  [50, 'of-1'],
  [5.5, 'of-5'],
  [-1, 'of-100'],
] as const)('%s does not fit the scale %s, and is shown as sent with that said', (value, scale) => {
  expect(text(value, scale)).toBe(`${value} (as sent: it does not fit the scale that is set)`);
});
