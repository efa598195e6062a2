import { describe, expect, it } from 'vitest';
import { pageRule } from '../../../renderer/sheet/page-rule.ts';
import { sheetPhotos } from '../../../renderer/sheet/sheet-photos.ts';
import { lookOf, readSheetWishes, sheetAddress } from '../../../renderer/sheet/sheet-wishes.ts';
import type { Photo } from '../../../shared/photo.ts';
import { DEFAULT_SHEET, SheetSettings } from '../../../shared/sheet-settings.ts';

describe('the address of a sheet', () => {
  it('says whose it is, and how it is drawn where that is not as the shop has set it', () => {
    const { subject, look, copy } = readSheetWishes('?check-in=7&lang=zh-CN&paper=slip&photos=none&copy=3');
    expect([subject, copy]).toEqual([{ type: 'check-in', id: '7' }, 3]);
    expect(lookOf(look, DEFAULT_SHEET)).toEqual({ language: 'zh-CN', paper: 'slip', photos: 'none' });
    expect(lookOf({}, { ...DEFAULT_SHEET, paper: 'letter' })).toEqual({
      language: 'en',
      paper: 'letter',
      photos: 'small',
    });
  });

  it.each(['?paper=a5&lang=fr&photos=huge&copy=-1', '?copy=1.5', '?copy=99999999', '?lang=__proto__', ''])(
    'that makes no sense (%s) leaves it as the shop has set it',
    (query) => {
      expect(readSheetWishes(query)).toEqual({ subject: { type: 'check-in', id: '' }, look: {}, copy: 1 });
    },
  );

  it('is read as it was written', () => {
    const look = { paper: 'letter', language: 'zh-CN', photos: 'large' } as const;
    const address = sheetAddress({ type: 'check-in', id: '1&lang=en' }, look);
    const wishes = readSheetWishes(address.slice(address.indexOf('?')));
    expect(wishes).toEqual({ subject: { type: 'check-in', id: '1&lang=en' }, look, copy: 1 });
    expect(readSheetWishes(sheetAddress({ type: 'test' }).slice('/sheet.html'.length)).subject).toEqual({
      type: 'test',
    });
  });
});

describe('the rule for the pages', () => {
  const parts = { slipHeight: 0, sayPage: (page: string, pages: string) => `${page} / ${pages}`, foot: '' };

  it('counts them where the sentence says so, in whatever order', () => {
    const rule = pageRule({ ...parts, paper: 'a4', sayPage: (page, pages) => `${pages}:${page}` });
    expect(rule).toContain('content: "" counter(pages) "\\3a " counter(page) "";');
  });

  it('lets no plate become a rule', () => {
    const foot = '"; } body { display: none } \\ \n <style>';
    const [, content = ''] = /@bottom-left \{ content: "([^"]*)"/.exec(pageRule({ ...parts, paper: 'a4', foot })) ?? [];
    expect(content).toMatch(/^(\\[0-9a-f]+ )+$/);
  });

  it('gives a slip the height of what is on it, within what a PDF may have', () => {
    expect(pageRule({ ...parts, paper: 'slip', slipHeight: 120.2 })).toContain('size: 80mm 133mm');
    expect(pageRule({ ...parts, paper: 'slip', slipHeight: 90_000 })).toContain('size: 80mm 5000mm');
  });
});

describe('the photos of a sheet', () => {
  const photo = (id: string, state: Photo['state']): Photo => ({
    id,
    state,
    problem: null,
    nextTryAt: null,
    sha256: state === 'captured' ? id.padStart(64, '0') : null,
    width: null,
    height: null,
  });
  const entry = (...photos: string[]) => ({ position: null, positionName: null, describe: null, photos });

  it('are those that were captured, each with the first entry that names it; the others are counted', () => {
    const [a, b, c] = [photo('a', 'captured'), photo('b', 'waiting'), photo('c', 'failed')];
    const found = sheetPhotos({ damage: [entry('/a', '/b', '/c'), entry('/a')], photos: [[a, b, c], [a]] });
    expect(found.map(({ printed, missing }) => [printed.map(({ address }) => address), missing])).toEqual([
      [['/a'], 2],
      [[], 0],
    ]);
  });
});

describe('the settings of the sheet', () => {
  it('take 4,000 characters of terms in each language, and not one more', () => {
    const withTerms = (en: string) => SheetSettings.safeParse({ ...DEFAULT_SHEET, terms: { en, 'zh-CN': '' } }).success;
    expect([withTerms('条'.repeat(4_000)), withTerms('x'.repeat(4_001))]).toEqual([true, false]);
  });
});
