import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportFormat, ExportPart } from '../../../shared/export.ts';
import type { HistoryFilter } from '../../../shared/history.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { VehicleMaintenance } from '../../../shared/vehicle-maintenance.ts';
import { signedCheckIn, signedPlan } from '../../support/messages.ts';
import { readCsv } from '../../support/read-csv.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';

const VISITS = 250;
const HOSTILE = ['=HYPERLINK("http://x.invalid","a")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1'];

let station: TestStation;
beforeAll(async () => {
  station = await startTestStation({ timeZone: 'Asia/Shanghai' });
  for (let made = 0; made < VISITS; made += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const number = made + index;
        return station.post(
          signedCheckIn({
            plate: `KL${number}`,
            remark: HOSTILE[number] ?? `Remark ${number}, with "quotes"\nand lines`,
            ownerFirstName: '美丽',
            content: {},
          }).body,
        );
      }),
    );
  }
});
afterAll(() => station?.dispose());

async function parts(
  filter: HistoryFilter = {},
  format: ExportFormat = 'csv',
  language: Language = 'en',
): Promise<ExportPart[]> {
  const all: ExportPart[] = [];
  for await (const part of await station.client.export.visits({ filter, format, language })) all.push(part);
  return all;
}

const textOf = (all: ExportPart[]): string => all.map(({ text }) => text).join('');

describe('an export', () => {
  test('holds every visit once, newest first, and says how far it is', async () => {
    const all = await parts();
    const [head, ...rows] = readCsv(textOf(all));
    const ids = rows.map(([id]) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    expect([head?.length, ids.length, all.at(-1)?.share, all.at(-1)?.visits]).toEqual([36, VISITS, 1, VISITS]);
    expect(all.map(({ share }) => share)).toEqual(all.map(({ share }) => share).sort((a, b) => a - b));
  });

  test('takes in what is received meanwhile, and has none of it twice', async () => {
    const seen: ExportPart[] = [];
    for await (const part of await station.client.export.visits({ filter: {}, format: 'jsonl', language: 'en' })) {
      seen.push(part);
      if (seen.length === 1) expect((await station.post(signedCheckIn({ plate: 'NEW' }).body)).status).toBe(200);
    }
    const ids = textOf(seen)
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect([ids.length, new Set(ids).size]).toEqual([VISITS, VISITS]);
  });

  test('holds what the search finds and nothing else', async () => {
    await expect
      .poll(
        async () =>
          readCsv(textOf(await parts({ q: 'KL17' })))
            .slice(1)
            .map((row) => row[6]),
        { timeout: 5_000 },
      )
      .toEqual(['KL179', 'KL178', 'KL177', 'KL176', 'KL175', 'KL174', 'KL173', 'KL172', 'KL171', 'KL170', 'KL17']);
  });

  test('for programs says what is due of a vehicle, on its newest visit', async () => {
    await station.post(signedCheckIn({ plate: 'DUE 1' }).body);
    await station.post(signedCheckIn({ plate: 'DUE 1' }).body);
    const items = [{ action: 'ADD', id: 1, serviceBaseName: 'brake fluid', warningDate: '2026-01' }];
    await station.post(signedPlan({ plate: 'DUE 1', items }).body);
    const plans = async () =>
      textOf(await parts({ q: 'DUE1' }, 'jsonl'))
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { plan: VehicleMaintenance | null }).plan);
    await expect
      .poll(plans, { timeout: 5_000 })
      .toMatchObject([
        { plate: 'DUE1', items: [{ service: 'brake fluid', month: '2026-01', state: 'overdue' }] },
        null,
      ]);
  });

  test('of nothing is a table with its head', async () => {
    expect(readCsv(textOf(await parts({ q: 'nobody at all' })))).toHaveLength(1);
  });

  test('ends when nobody wants it any more', async () => {
    const ends = new AbortController();
    const events = await station.client.export.visits(
      { filter: {}, format: 'csv', language: 'en' },
      { signal: ends.signal },
    );
    await expect(
      (async () => {
        for await (const _ of events) ends.abort();
      })(),
    ).rejects.toThrow();
    expect((await station.client.status()).accepting).toBe(true);
  });
});

const office = spawnSync('soffice', ['--version'], { encoding: 'utf8', timeout: 60_000 });
const hasOffice = office.status === 0;
if (!hasOffice)
  process.stdout.write('NOT TESTED: LibreOffice is not installed, so no spreadsheet has opened the export\n');

test.skipIf(!hasOffice)('LibreOffice opens it with the right columns, as text, and reckons nothing', async () => {
  const folder = temporaryFolder();
  try {
    const own = textOf(await parts({}, 'csv', 'zh-CN'));
    writeFileSync(join(folder.path, 'export.csv'), own);
    mkdirSync(join(folder.path, 'out'));
    const run = spawnSync(
      'soffice',
      [
        '--headless',
        '--norestore',
        `-env:UserInstallation=file://${folder.path}/profile`,
        // Without a window nothing looks at the mark of UTF-8: separator, quote and encoding as its dialog finds them.
        '--infilter=CSV:44,34,76,1',
        '--convert-to',
        'fods',
        '--outdir',
        join(folder.path, 'out'),
        join(folder.path, 'export.csv'),
      ],
      { encoding: 'utf8', timeout: 110_000 },
    );
    expect(run.status, run.stderr).toBe(0);
    const sheet = readFileSync(join(folder.path, 'out/export.fods'), 'utf8');
    const body = sheet.slice(sheet.indexOf('<table:table '));
    expect(/table:formula="[^"]*"/.exec(body)?.[0]).toBeUndefined();
    const rows = [...body.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].flatMap(
        ([, attributes = '', content = '']) => {
          const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
          const text = [...content.matchAll(/<text:p[^>]*>(.*?)<\/text:p>/gs)].map(([, line]) => line).join('\n');
          const type = /office:value-type="(\w+)"/.exec(attributes)?.[1] ?? '';
          return Array.from({ length: Math.min(times, 40) }, () => ({ text, type }));
        },
      ),
    );
    const [head = [], ...visits] = rows;
    const at = (heading: string): number => head.findIndex(({ text }) => text === heading);
    expect(head.slice(0, 32).map(({ text }) => text)).toEqual(readCsv(own)[0]);
    const last = visits.find((row) => row[at('车牌')]?.text === 'KL249');
    expect(last?.[at('客户')]).toEqual({ text: 'Okafor美丽', type: 'string' });
    expect(last?.[at('电话')]).toMatchObject({ text: expect.stringContaining('07700900123'), type: 'string' });
    expect(last?.[at('VIN')]).toEqual({ text: expect.stringMatching(/^WBA8E9G50/), type: 'string' });
    expect(last?.[at('里程')]?.type).toBe('float');
    expect(visits.filter((row) => row[at('车牌')]?.text.startsWith('KL'))).toHaveLength(VISITS);
  } finally {
    folder.dispose();
  }
});
