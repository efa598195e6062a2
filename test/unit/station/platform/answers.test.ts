import { describe, expect, test } from 'vitest';
import { platformBase } from '../../../../electron/station/platform/hosts.ts';
import { listedReports } from '../../../../electron/station/platform/report-list.ts';
import { usableMs } from '../../../../electron/station/platform/token.ts';
import { PlatformEnvironment, PlatformRegion, PlatformSettings } from '../../../../shared/platform-settings.ts';

describe('where the platform is', () => {
  test.each(PlatformRegion.options)('in the region %s: over HTTPS, at a host of AutoX3', (region) => {
    expect(PlatformEnvironment.options.map((environment) => platformBase(region, environment))).toEqual([
      `https://${region}opengateway.autox3.com`,
      `https://${region}openapi.autox3.com`,
    ]);
  });

  test.each([
    { region: 'evil.example/' },
    { region: 'CN' },
    { environment: '@evil.example' },
    { appKey: 'a key\r\nwith more' },
    { appKey: 'k'.repeat(65) },
    { base: 'https://evil.example' },
  ])('cannot be set to anything else: %j', (change) => {
    const set = { region: 'cn', environment: 'sandbox', appKey: 'AK02522A2B2726FB0' };
    expect(PlatformSettings.safeParse(set).success).toBe(true);
    expect(PlatformSettings.safeParse({ ...set, ...change }).success).toBe(false);
  });
});

describe('a token is used', () => {
  test.each<[what: string, expiresIn: unknown, seconds: number]>([
    ['as long as it is said to last, less a minute', 529_200, 529_140],
    ['the same where the number is a text', '7200', 7_140],
    ['nine tenths of a short life', 100, 90],
    ['not at all in the end', 0.001, 0.0009],
    ['for a week where it would last for years', 1e12, 604_740],
    ['for a week where it would last for ever', Number.MAX_VALUE, 604_740],
    ['for about a minute where nothing is said', undefined, 54],
    ['for about a minute after null', null, 54],
    ['for about a minute after 0', 0, 54],
    ['for about a minute after a negative number', -7_200, 54],
    ['for about a minute after what is no number', Number.NaN, 54],
    ['for about a minute after a text', 'soon', 54],
    ['for about a minute after a long text', '9'.repeat(1_000), 54],
    ['for about a minute after a list', [7_200], 54],
    ['for about a minute after an object', { valueOf: () => 7_200 }, 54],
  ])('%s', (_what, expiresIn, seconds) => {
    expect(usableMs(expiresIn)).toBeCloseTo(seconds * 1_000, 6);
  });
});

describe('the list of reports', () => {
  const PLATE = '京M65068';
  const row = { carNum: PLATE, h5Url: 'https://h5.example/1', releaseDate: '2021-03-31 13:34:30', reportScore: 100 };
  const report = { releaseDate: '2021-03-31 13:34:30', score: '100', address: 'https://h5.example/1' };

  test('says of each report when it was released, its score and its page', () => {
    expect(listedReports([row, { ...row, reportScore: 0.5, carNum: '京 m·65068' }], PLATE)).toEqual([
      report,
      { ...report, score: '0.5' },
    ]);
  });

  test.each([null, undefined, []])('may be empty: %j', (data) => {
    expect(listedReports(data, PLATE)).toEqual([]);
  });

  test.each(['京M65068', 7, {}, { data: [] }, true])('is unreadable when it is none: %j', (data) => {
    expect(() => listedReports(data, PLATE)).toThrow('unreadable');
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'report'],
    ['a list', [row]],
    ['one of another vehicle', { ...row, carNum: '沪A12345' }],
    ['one whose plate is no text', { ...row, carNum: 7 }],
    ['one whose plate is a novel', { ...row, carNum: PLATE.repeat(10_000) }],
    ['one with neither date nor page', { carNum: PLATE, reportScore: 100 }],
    ['one with nothing that can be read', { carNum: PLATE, h5Url: {}, releaseDate: [], reportScore: null }],
  ])('leaves out %s', (_what, value) => {
    expect(listedReports([value, row], PLATE)).toEqual([report]);
  });

  test.each<[string, object, object]>([
    ['a date that is missing', { releaseDate: null }, { releaseDate: null }],
    ['a date as a number', { releaseDate: 1_617_168_870_000 }, { releaseDate: '1617168870000' }],
    ['a score as a text', { reportScore: '98.5' }, { score: '98.5' }],
    ['a score that is an object', { reportScore: { value: 1 } }, { score: null }],
    ['a score beyond all numbers', { reportScore: Infinity }, { score: null }],
    ['an address that is too long', { h5Url: `https://h5.example/${'a'.repeat(3_000)}` }, { address: null }],
    ['half a character', { releaseDate: 'a\ud800b' }, { releaseDate: 'a\ufffdb' }],
    ['a NUL', { releaseDate: 'a\0b' }, { releaseDate: 'a\ufffdb' }],
    ['a plate that is not said', { carNum: undefined }, {}],
  ])('takes %s as it can be shown', (_what, change, expected) => {
    expect(listedReports([{ ...row, ...change }], PLATE)).toEqual([{ ...report, ...expected }]);
  });

  test('is read to its two hundredth report', () => {
    expect(listedReports(Array(1_000).fill(row), PLATE)).toHaveLength(200);
  });
});
