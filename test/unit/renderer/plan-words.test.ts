import i18next from 'i18next';
import { expect, test } from 'vitest';
import { dueWords } from '../../../renderer/plan/plan-words.ts';
import { createFormats } from '../../../renderer/ui/formats.ts';
import { en } from '../../../shared/i18n/en.ts';
import { zhCN } from '../../../shared/i18n/zh-CN.ts';
import type { Maintenance } from '../../../shared/vehicle-maintenance.ts';

await i18next.init({
  lng: 'en',
  keySeparator: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
});

const BELT: Maintenance = {
  service: 'timing belt',
  state: 'overdue',
  by: null,
  month: '2027-12',
  isDateOver: false,
  expected: '2026-01',
  reading: 60_000,
  left: -1_100,
  price: null,
  recommended: false,
  finishedAt: null,
  statedAt: '2026-01-10T09:00:00.000Z',
  msgId: 'm',
  proven: true,
};

function said(language: 'en' | 'zh-CN', parts: Partial<Maintenance>): string {
  const t = i18next.getFixedT(language);
  const formats = createFormats(t, language === 'en' ? 'en-GB' : language, 'UTC');
  return dueWords(t, formats, { ...BELT, ...parts }, 'km').join(' · ');
}

test.each([
  ['to come', false, 'due in Dec 2027 · 1,100 km overdue', '2027年12月到期 · 超出 1,100'],
  ['over', true, 'was due in Dec 2027 · 1,100 km overdue', '应于2027年12月完成 · 超出 1,100'],
])('what is overdue by distance says of its month what is so: %s', (_when, isDateOver, english, chinese) => {
  expect(said('en', { isDateOver })).toContain(english);
  expect(said('zh-CN', { isDateOver })).toContain(chinese);
});
