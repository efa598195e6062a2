import { expect, it } from 'vitest';
import { countdown } from '../../../renderer/ui/countdown.ts';

it.each([
  [300_000, '5:00'],
  [299_999, '4:59'],
  [272_000, '4:32'],
  [3_600_000, '60:00'],
  [999, '0:00'],
  [-5_000, '0:00'],
])('%i ms are counted down as %s', (ms, text) => {
  expect(countdown(ms)).toBe(text);
});
