import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { createFormats } from '../../../renderer/ui/formats.ts';
import { memoryWords } from '../../../renderer/vehicle/memory-words.ts';
import { en } from '../../../shared/i18n/en.ts';
import { zhCN } from '../../../shared/i18n/zh-CN.ts';
import type { VisitMemory } from '../../../shared/visit-memory.ts';

await i18next.init({
  lng: 'en',
  keySeparator: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
});

const PLAIN: VisitMemory = {
  visit: 2,
  lastAt: '2026-03-03T09:00:00.000Z',
  lights: [],
  lightCount: 0,
  odometerBefore: null,
  damage: null,
  damageCount: 0,
};

function said(language: 'en' | 'zh-CN', memory: Partial<VisitMemory>): string[] {
  const t = i18next.getFixedT(language);
  const formats = createFormats(t, language === 'en' ? 'en-GB' : language, 'UTC');
  return memoryWords(t, language, formats, { ...PLAIN, ...memory }).map(({ text }) => text);
}

describe('the how many-th visit is said as one says it', () => {
  test.each([
    [2, '2nd visit', '第 2 次来店'],
    [3, '3rd visit', '第 3 次来店'],
    [4, '4th visit', '第 4 次来店'],
    [11, '11th visit', '第 11 次来店'],
    [21, '21st visit', '第 21 次来店'],
    [113, '113th visit', '第 113 次来店'],
    [1_000, 'Visit 1,000 or later', '来店 1,000 次以上'],
  ])('%i', (visit, english, chinese) => {
    expect(said('en', { visit })).toEqual([english]);
    expect(said('zh-CN', { visit })).toEqual([chinese]);
  });
});

test('one light and one place are named, of more than one it is said how many', () => {
  const lights = [{ code: '20', label: 'x' }];
  const damage = { positionName: 'Boot', at: '2024-03-03T09:00:00.000Z' };
  expect(said('en', { lights, lightCount: 1, damage, damageCount: 1 }).slice(1)).toEqual([
    'Engine was on last time',
    'Boot: damaged on 3 March 2024 too',
  ]);
  expect(said('en', { lights, lightCount: 2, damage, damageCount: 3 }).slice(1)).toEqual([
    'Engine and 1 other light were on last time',
    'Boot and 2 other places: damaged before',
  ]);
  expect(said('zh-CN', { damage, damageCount: 1 }).at(-1)).toBe('Boot：2024年3月3日来店时已有损伤');
});

test('what a message says keeps its direction to itself', () => {
  const damage = { positionName: '\u202eevil', at: PLAIN.lastAt };
  expect(said('en', { damage, damageCount: 1 }).at(-1)).toContain('\u2068\u202eevil\u2069');
});
