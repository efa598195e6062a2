import { describe, expect, test } from 'vitest';
import { freeName, mayDownload } from '../../../electron/policy/downloads.ts';

const OWN = 'blob:app://forecourt/0b8e0c3a-6a52-4d0e-9a3e-1f6f3f4f5f6f';

describe('a page saves', () => {
  test.each([
    'check-ins-2026-11-24.csv',
    '接车记录-2026-11-24.jsonl',
    'receipt 2.txt',
    'custody-京M65068-2026-11-24.zip',
    'key.pem',
  ])('what it made as %s', (name) => {
    expect(mayDownload(OWN, name)).toEqual({ ok: true });
  });

  test.each([
    ['https://example.com/a.csv', 'a.csv'],
    ['app://forecourt/index.html', 'a.csv'],
    ['blob:https://example.com/1', 'a.csv'],
    ['blob:app://forecourt.example/1', 'a.csv'],
    ['data:text/csv,a', 'a.csv'],
    [OWN, '../a.csv'],
    [OWN, 'a/b.csv'],
    [OWN, 'C:\\a.csv'],
    [OWN, 'a.exe'],
    [OWN, 'a.csv.desktop'],
    [OWN, '.csv'],
    [OWN, ''],
    [OWN, 'a\u202ecsv.csv'],
  ])('nothing from %s as %j', (address, name) => {
    expect(mayDownload(address, name).ok).toBe(false);
  });
});

test('a file is never saved over another', () => {
  const taken = new Set(['a.csv', 'a (2).csv']);
  expect(freeName('a.csv', (name) => taken.has(name))).toBe('a (3).csv');
  expect(freeName('b.csv', (name) => taken.has(name))).toBe('b.csv');
});
