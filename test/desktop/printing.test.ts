import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHANNELS, type PrintOutcome } from '../../shared/desktop.ts';
import type { PrintingSettings } from '../../shared/desktop-settings.ts';
import type { Sheet } from '../../shared/sheet-print.ts';
import { signedCheckIn } from '../support/messages.ts';
import { type DesktopDesk, dataFolderForTest, eventually, openLiveDesktop } from './desk.ts';
import type { DesktopApp } from './desktop-app.ts';
import type { PrintAnswer } from './stand-in/config.ts';

const PRINTER = 'Front desk';
const SHEET = 'sheet.html';
/** What a sheet's page may say, and what main says to pages. */
const OF_A_SHEET: readonly string[] = [
  CHANNELS.connect,
  CHANNELS.sheetReady,
  CHANNELS.port,
  CHANNELS.stateChanged,
  CHANNELS.openCheckIn,
  CHANNELS.openSettings,
  CHANNELS.ring,
  CHANNELS.rang,
];
const ON_ARRIVAL: PrintingSettings = { printer: PRINTER, copies: 1, paper: 'a4', onArrival: true };

/** The app of a PC with a printer, set as the settings page sets it. */
async function openAtPrinter(
  printing: Partial<PrintingSettings> = {},
  { dataFolder, printAnswer }: { dataFolder?: string; printAnswer?: PrintAnswer } = {},
): Promise<DesktopDesk> {
  const desk = await openLiveDesktop({
    ...(dataFolder === undefined ? {} : { dataFolder }),
    standIn: { printers: [PRINTER, 'Receipts'], ...(printAnswer === undefined ? {} : { printAnswer }) },
  });
  await setPrinting(desk.app, { ...ON_ARRIVAL, ...printing });
  return desk;
}

function setPrinting(app: DesktopApp, printing: PrintingSettings): Promise<void> {
  return app.inPage(
    (page, wanted) =>
      page.evaluate(async (given) => {
        const state = await window.desktop?.state();
        if (state !== undefined) await window.desktop?.changeSettings({ ...state.settings, printing: given });
      }, wanted),
    printing,
  );
}

async function arrive(desk: DesktopDesk, plate: string, receiveBaseId: number): Promise<string> {
  await desk.post(signedCheckIn({ plate, receiveBaseId }).body);
  const { items } = await desk.client.checkIns.list({});
  return items.find((checkIn) => checkIn.plate === plate)?.id ?? '';
}

const sheetsOf = (desk: DesktopDesk, id: string): Promise<Sheet[]> => desk.client.sheets.ofCheckIn({ id });

/** Waits until the newest sheet of a check-in has come to something. */
const untilSheet = (desk: DesktopDesk, id: string, result: Sheet['result'], copy = 1): Promise<void> =>
  eventually(
    async () => (await sheetsOf(desk, id)).at(-1),
    `sheet ${copy} of ${id} is ${result}`,
    20_000,
  ).toMatchObject({
    result,
    copy,
  });

const printSheet = (app: DesktopApp, id: string): Promise<PrintOutcome | undefined> =>
  app.inPage((page, wanted) => page.evaluate((given) => window.desktop?.printSheet(given), wanted), id);

const troubleOf = (app: DesktopApp) =>
  app.inPage((page) => page.evaluate(async () => (await window.desktop?.state())?.printTrouble));

describe('a check-in that arrives', () => {
  test('is printed once, silently, on the chosen printer; a message after it prints nothing, and what is asked for is a reprint', async () => {
    const desk = await openAtPrinter({ copies: 2, paper: 'letter' });
    const { app } = desk;
    const id = await arrive(desk, 'PR11 NTS', 1);
    await untilSheet(desk, id, 'printed');
    expect(await app.printed()).toMatchObject([
      { deviceName: PRINTER, silent: true, copies: 2, pageSize: 'Letter', text: expect.stringContaining('PR11 NTS') },
    ]);
    expect((await app.printed())[0]?.text).not.toContain('Reprint');
    // The window of a sheet is gone with it.
    expect((await app.windows()).filter(({ url }) => url.includes(SHEET))).toEqual([]);

    await desk.post(signedCheckIn({ plate: 'PR11 NTS', receiveBaseId: 1, createTime: Date.now() + 60_000 }).body);
    const other = await arrive(desk, 'OT11 HER', 2);
    await untilSheet(desk, other, 'printed');
    expect(await sheetsOf(desk, id)).toHaveLength(1);

    expect(await printSheet(app, id)).toEqual({ result: 'printed' });
    expect((await app.printed()).at(-1)?.text).toContain('Reprint 2');
    expect((await sheetsOf(desk, id)).map(({ copy, where, printer }) => [copy, where, printer])).toEqual([
      [1, 'printer', PRINTER],
      [2, 'printer', PRINTER],
    ]);
  });
});

describe('a sheet that cannot be printed', () => {
  test('is kept as a PDF that one click opens, is on the list, and is printed from there when the printer works again', async () => {
    const desk = await openAtPrinter({}, { printAnswer: { failure: 'Print job failed' } });
    const { app, dataFolder } = desk;
    const id = await arrive(desk, 'FA11 URE', 1);
    await eventually(() => troubleOf(app), 'it is said').toMatchObject({
      checkInId: id,
      plate: 'FA11 URE',
      problem: 'printer-failed',
      isKept: true,
    });
    const path = join(dataFolder, 'sheets', `check-in ${id} FA11 URE.pdf`);
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    await app.inPage((page) => page.getByRole('button', { name: 'Open the PDF' }).click());
    await eventually(async () => (await app.calls('shell', 'openPath')).map(({ args }) => args), 'it opens').toEqual([
      [path],
    ]);
    expect(await desk.client.sheets.catchUp()).toMatchObject({ total: 1, items: [{ id, last: { where: 'pdf' } }] });

    await app.answerPrints('printed');
    await desk.client.sheets.printMissing({ ids: [id] });
    await eventually(
      async () => (await app.printed()).map(({ text }) => text.includes('FA11 URE')),
      'it comes',
    ).toEqual([true]);
    await eventually(async () => (await desk.client.sheets.catchUp()).total, 'nothing is missing').toBe(0);
  });

  test('is not drawn where there is no such check-in, and nothing is printed', async () => {
    const { app } = await openAtPrinter();
    expect(await printSheet(app, '4711')).toEqual({ result: 'failed', problem: 'page-failed' });
    expect(await app.printed()).toEqual([]);
    await setPrinting(app, { ...ON_ARRIVAL, printer: 'Gone', onArrival: false });
    expect(await app.inPage((page) => page.evaluate(() => window.desktop?.printTestPage()))).toEqual({
      result: 'failed',
      problem: 'no-printer',
    });
    await setPrinting(app, ON_ARRIVAL);
    expect(await app.inPage((page) => page.evaluate(() => window.desktop?.printTestPage()))).toEqual({
      result: 'printed',
    });
    expect(await app.inPage((page) => page.evaluate(() => window.desktop?.printNowhere()))).toEqual({
      result: 'failed',
      problem: 'no-printer',
    });
    expect((await app.printed()).map(({ url }) => url.includes('test=1'))).toEqual([true]);
  });

  test('is saved as a PDF where somebody wants it, which is no sheet on paper', async () => {
    const desk = await openAtPrinter({ onArrival: false });
    const { app, dataFolder } = desk;
    const id = await arrive(desk, 'SA11 VED', 1);
    const path = join(dataFolder, 'saved.pdf');
    const save = () =>
      app.inPage((page, wanted) => page.evaluate((given) => window.desktop?.saveSheet(given), wanted), id);
    expect(await save()).toEqual({ result: 'cancelled' });
    await app.answerDialog({ method: 'showSaveDialog', filePaths: [path] });
    expect(await save()).toEqual({ result: 'printed' });
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    const asked = (await app.calls('dialog', 'showSaveDialog')).at(-1)?.args[1];
    expect(asked).toMatchObject({ defaultPath: expect.stringMatching(/check-in \d+ SA11 VED\.pdf$/) });
    await app.answerDialog({ method: 'showSaveDialog', filePaths: [join(dataFolder, 'nowhere', 'saved.pdf')] });
    expect(await save()).toEqual({ result: 'failed', problem: 'not-saved' });
    expect((await sheetsOf(desk, id)).map(({ copy, result }) => [copy, result])).toEqual([
      [1, 'cancelled'],
      [1, 'printed'],
      [2, 'failed'],
    ]);
  });
});

describe('after kill -9', () => {
  test('in the middle of a sheet it is not printed again by itself, one that waited comes, and too many wait to be chosen', async () => {
    const dataFolder = dataFolderForTest();
    const before = await openAtPrinter({}, { dataFolder, printAnswer: 'never' });
    const under = await arrive(before, 'UN11 DER', 1);
    await eventually(async () => (await before.app.printed()).length, 'it is at the printer').toBe(1);
    const waiting = await arrive(before, 'WA11 ITS', 2);
    await before.app.kill();

    const after = await openLiveDesktop({ dataFolder, standIn: { printers: [PRINTER] } });
    await untilSheet(after, waiting, 'printed');
    expect(await sheetsOf(after, under)).toMatchObject([{ result: 'unknown', copy: 1 }]);
    expect((await after.app.printed()).map(({ text }) => text.includes('WA11 ITS'))).toEqual([true]);
    expect((await after.client.sheets.catchUp()).items).toMatchObject([{ id: under, plate: 'UN11 DER' }]);

    const { app } = after;
    await app.answerPrints('never');
    for (let order = 3; order <= 11; order++) await arrive(after, `PI${order} LE`, order);
    await eventually(async () => (await after.client.status()).sheetsMissing, 'they wait').toBeGreaterThan(6);
    await app.inPage((page) => page.getByRole('button', { name: 'Choose what to print' }).click());
    await app.inPage((page) => page.getByRole('dialog').getByText('UN11 DER').waitFor());
    await app.inPage((page) => page.getByRole('button', { name: /^Do without \d+$/ }).click());
    await eventually(async () => (await after.client.status()).sheetsMissing, 'none is wanted').toBe(0);
  });
});

describe('after kill -9 of the station alone', () => {
  test('at any point of a sheet, none comes twice and none is lost', async () => {
    const desk = await openAtPrinter();
    const { app, client, post } = desk;
    const printed = async (plate: string) => (await app.printed()).filter(({ text }) => text.includes(plate)).length;
    const kill = async (): Promise<void> => {
      for (const { pid } of await app.utilityProcesses()) if (pid !== undefined) process.kill(pid, 'SIGKILL');
    };
    const untilBack = () => eventually(() => client.status().catch(() => null), 'it is back').not.toBeNull();
    /** Each is on paper, or on the list of what is missing. */
    const untilSettled = async (plate: string): Promise<void> => {
      await untilBack();
      const listed = async () => (await client.sheets.catchUp()).items.filter((item) => item.plate === plate).length;
      await eventually(async () => (await printed(plate)) + (await listed()), `${plate} is settled`).toBe(1);
    };

    await post(signedCheckIn({ plate: 'BE11 GIN' }).body);
    await kill();
    await untilBack();
    const [begun] = (await client.checkIns.list({})).items;
    // It may be about to be printed, and would keep the printer from the next.
    const result = async () => (await sheetsOf(desk, begun?.id ?? '')).at(-1)?.result ?? null;
    await eventually(result, 'its sheet has come to something', 20_000).not.toBeNull();
    const isDrawn = async () => (await app.windows()).some(({ url }) => url.includes(SHEET));
    await eventually(isDrawn, 'its window is gone', 20_000).toBe(false);
    await untilSettled('BE11 GIN');
    for (const [order, plate] of ['PR11 INT', 'LA11 TER'].entries()) {
      await app.answerPrints('never');
      const id = await arrive(desk, plate, order);
      await eventually(() => printed(plate), 'it is at the printer').toBe(1);
      await kill();
      if (plate === 'LA11 TER') {
        await untilBack();
        expect(await sheetsOf(desk, id)).toMatchObject([{ result: 'unknown' }]);
      }
      await app.answerPrints('printed');
      await untilBack();
      await untilSheet(desk, id, 'printed');
      await untilSettled(plate);
    }
    const ended = await arrive(desk, 'EN11 DED', 9);
    await untilSheet(desk, ended, 'printed');
    await kill();
    await untilSettled('EN11 DED');

    const next = await arrive(desk, 'NE11 XTT', 10);
    await untilSheet(desk, next, 'printed');
    for (const plate of ['BE11 GIN', 'PR11 INT', 'LA11 TER', 'EN11 DED']) await untilSettled(plate);
  });
});

describe('a sheet’s page that somebody has taken over', () => {
  test('may call nothing of the app, has no permission, and no other page may speak for it', async () => {
    const { app, dataFolder, ...desk } = await openAtPrinter({}, { printAnswer: 'never' });
    const log = () => readFileSync(join(dataFolder, 'logs/desktop.log'), 'utf8');
    await desk.post(signedCheckIn({ plate: 'HO11 TLE' }).body);
    await eventually(async () => (await app.printed()).length, 'its window is open').toBe(1);
    const hidden = (await app.windows()).find(({ url }) => url.includes(SHEET));
    expect(hidden).toMatchObject({ visible: false });
    const made = (await app.calls('BrowserWindow', 'new')).map(({ args }) => args[0]).at(-1);
    expect(made).toMatchObject({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
    for (const channel of Object.values(CHANNELS).filter((name) => !OF_A_SHEET.includes(name))) {
      await expect(app.forgeIpc(channel, [], { which: SHEET }), channel).rejects.toThrow();
    }
    for (const permission of ['screen-wake-lock', 'clipboard-sanitized-write', 'fullscreen']) {
      expect(await app.askPermission(permission, 'app://forecourt/sheet.html', SHEET)).toMatchObject({
        request: false,
      });
    }
    await expect(app.forgeIpc(CHANNELS.printSheet, ['../../etc'])).rejects.toThrow('refused');
    await expect(app.forgeIpc(CHANNELS.printSheet, [{ id: 1 }])).rejects.toThrow('refused');
    await app.forgeIpc(CHANNELS.sheetReady, [null], { kind: 'send' });
    await eventually(log, 'the log').toContain('a message about a sheet was refused');
    const role = await app.inPage(
      (page) => page.evaluate(() => Object.keys((window as { desktop?: object }).desktop ?? {}).sort()),
      undefined,
      SHEET,
    );
    expect(role).toEqual(['connect', 'sheetReady']);
  });
});
