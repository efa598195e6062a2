import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeCell, textCell } from '../../../../electron/station/export/cell.ts';
import { csvHead, csvLines } from '../../../../electron/station/export/csv.ts';
import { wordsIn } from '../../../../electron/station/export/words.ts';
import { CheckIn } from '../../../../shared/check-in.ts';
import type { ReportSummary } from '../../../../shared/health-report.ts';
import { readCsv } from '../../../support/read-csv.ts';

const PARTS = { say: wordsIn('en'), timeZone: 'Europe/London', distanceUnit: 'mi' } as const;

function visit({ report = null, ...parts }: Partial<CheckIn> & { report?: ReportSummary | null } = {}) {
  const checkIn = CheckIn.parse({
    id: '7',
    receiveBaseId: '1801511398479106048',
    lane: 'new',
    arrivedAt: '2026-07-01T23:30:05.000Z',
    laneChangedAt: '2026-07-01T23:30:05.000Z',
    createdAt: '2026-07-01T23:30:00.000Z',
    plate: 'AB12 CDE',
    vin: 'WBA8E9G50GNT12345',
    brand: 'BMW',
    style: '320d',
    manufactured: '2016-01-01',
    owner: { firstName: 'Sam', lastName: 'Okafor', gender: 'MALE', mobile: '07700900123' },
    odometer: 67000,
    fuel: 50,
    lights: [{ code: '16', label: 'Oil low', severity: 'red' }],
    damage: [{ position: 'x', positionName: 'Front wing', describe: 'Dent', photos: ['https://a.invalid/1.jpg'] }],
    belongings: ['Golf bag', 'Umbrella'],
    remark: 'Regular\r\ncustomer, "VIP"',
    adviser: 'Y Xing',
    adviserMobile: '07700900574',
    storeId: '84',
    messageCount: 1,
    weak: false,
    proven: true,
    clipped: false,
    setAside: null,
    setAsideAt: null,
    deskNote: null,
    keyTag: '12',
    promisedAt: null,
    typed: false,
    late: null,
    personalRemovedAt: null,
    ...parts,
  });
  return { ...checkIn, report };
}

const rowOf = (checkIn: ReturnType<typeof visit>): Record<string, string> => {
  const [head = [], row = []] = readCsv(csvHead(PARTS) + csvLines([checkIn], PARTS));
  return Object.fromEntries(head.map((heading, index) => [heading, row[index] ?? '']));
};

describe('the table', () => {
  test('begins with the mark of UTF-8 and ends each line with CR LF', () => {
    const text = csvHead(PARTS) + csvLines([visit()], PARTS);
    expect([text.startsWith('\ufeffCheck-in,'), text.endsWith('\r\n'), text.split('\ufeff').length]).toEqual([
      true,
      true,
      2,
    ]);
  });

  test('says times in UTC and, in columns of their own, by the clock of the shop', () => {
    expect(rowOf(visit())).toMatchObject({
      'Arrived (UTC)': '2026-07-01T23:30:05.000Z',
      'Day of arrival': '2026-07-02',
      'Time of arrival': '00:30:05',
      'Promised (UTC)': '',
    });
  });

  test('keeps codes as the text that they are', () => {
    expect(rowOf(visit({ plate: 'MAR 1', vin: '12E45' }))).toMatchObject({
      'Service order': "'1801511398479106048",
      Plate: "'MAR 1",
      VIN: "'12E45",
      Phone: "'07700900123",
      Store: "'84",
    });
    expect(rowOf(visit())).toMatchObject({ Plate: 'AB12 CDE', VIN: 'WBA8E9G50GNT12345', Odometer: '67000' });
  });

  test('keeps line ends, quotes and separators within their cell', () => {
    expect(rowOf(visit()).Remark).toBe('Regular\r\ncustomer, "VIP"');
  });

  test('says what the health check found, and leaves it empty while no report has come', () => {
    const report = { dangerous: 1, major: 0, minor: 2, passed: 30, reports: 1, isUnreadable: false };
    const told = (row: Record<string, string>) =>
      ['dangerous', 'major', 'minor', 'passed'].map((name) => row[`Report: ${name}`]);
    expect(told(rowOf(visit({ report })))).toEqual(['1', '0', '2', '30']);
    expect(told(rowOf(visit()))).toEqual(['', '', '', '']);
  });

  test('leaves what is not known empty', () => {
    const owner = { firstName: null, lastName: null, gender: null, mobile: null };
    const bare = rowOf(
      visit({ plate: null, vin: null, odometer: null, fuel: null, remark: null, owner, lights: [], belongings: [] }),
    );
    expect([bare.Plate, bare.Owner, bare.Odometer, bare.Unit, bare['Warning lights'], bare.Remark]).toEqual(
      Array(6).fill(''),
    );
  });

  test('has its headings and words in the language asked for', () => {
    const parts = { ...PARTS, say: wordsIn('zh-CN') };
    const [head, row] = readCsv(csvHead(parts) + csvLines([visit()], parts));
    expect(head?.slice(5, 8)).toEqual(['状态', '车牌', 'VIN']);
    expect(row?.[5]).toBe('新接车');
  });
});

describe('a cell', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '\u200b=1', '＝1', '\u0000=1'])(
    'makes %j harmless',
    (text) => {
      expect(textCell(text)).toMatch(/^'/);
      expect(codeCell(text)).toMatch(/^'/);
    },
  );

  test('never begins as a formula does, and is otherwise what was sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n "\',;a1') })),
        (text) => {
          const cell = textCell(text);
          expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@]|^[\t\r]/u);
          expect(cell.replace(/^'/, '')).toBe(
            text
              .toWellFormed()
              .replace(/[^\P{Cc}\t\n\r]/gu, '')
              .replace(/^'/, ''),
          );
        },
      ),
    );
  });

  test('comes back from its quoting as it went in, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'",\r\n \t;\ufeff=a') }),
        (one, other) => {
          const row = rowOf(visit({ remark: one, deskNote: other }));
          expect([row.Remark, row['Desk note']]).toEqual([textCell(one), textCell(other)]);
        },
      ),
    );
  });
});
