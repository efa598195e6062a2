import { expect, test } from 'vitest';
import { FRESH_MS } from '../../electron/station/store/sheet-job-store.ts';
import { checkIn, eventually, live, oneBrowser, openBoard, panelOf, stationForTest } from './desk.ts';
import { openInDesktop, WELL } from './fake-desktop.ts';

const browser = oneBrowser();

test('what came without a sheet is one line and one list to choose from, in a browser too', async () => {
  let now = Date.now();
  const station = await stationForTest({ now: () => now });
  let woken = 0;
  station.sheets.connectPrinter(() => {
    woken += 1;
  });
  station.sheets.setPrinting({ hasPrinter: true, isOnArrival: true });
  for (const [index, plate] of ['ON11 ONE', 'TW11 TWO', 'TH11 REE'].entries()) {
    await checkIn(station, { plate, receiveBaseId: index + 1, ownerFirstName: '<b>\u202Eevil' });
  }
  const page = await openBoard(browser(), station);
  expect(await page.getByText('without a sheet').count()).toBe(0);
  now += FRESH_MS + 60_000;
  expect(station.sheets.take('Front desk'), 'too old to come by itself').toBeNull();
  await page.getByText('3 check-ins came without a sheet').waitFor();

  await page.getByRole('button', { name: 'Choose what to print' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /TW11 TWO/ }).uncheck();
  const before = woken;
  await dialog.getByRole('button', { name: 'Print 2 sheets' }).click();
  await page.getByText('1 check-in came without a sheet').waitFor();
  expect(woken).toBe(before + 1);
  const printed = [station.sheets.take('Front desk'), station.sheets.take('Front desk')];
  expect(printed.map((sheet) => sheet?.plate)).toEqual(['ON11 ONE', 'TH11 REE']);

  await dialog.getByRole('checkbox', { name: 'All' }).check();
  await dialog.getByRole('button', { name: 'Do without 1' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('without a sheet').waitFor({ state: 'detached' });
});

test('in the app a sheet is printed and saved from the check-in, its record follows, and trouble says what to do', async () => {
  const station = await stationForTest();
  const desktop = await openInDesktop(browser(), station);
  const { page } = desktop;
  await live(page).waitFor();
  const id = await checkIn(station, { plate: 'PR11 NTS' });
  await desktop.openCheckIn(id);
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Print the sheet' }).click();
  await desktop.called('printSheet', id);
  await page.getByText('Printed', { exact: true }).waitFor();
  await desktop.printAs({ result: 'failed', problem: 'not-saved' });
  await panel.getByRole('button', { name: 'Save as PDF' }).click();
  await page.getByText('The file could not be written there.').waitFor();

  const begun = await station.client.sheets.begin({ checkInId: id, where: 'printer', printer: 'Brother' });
  await panel.getByText(/Sheet 1 on .?Brother.?: under way/).waitFor();
  await station.client.sheets.end({ print: begun.print, result: 'failed', problem: 'timed-out' });
  await panel.getByText('Look whether the sheet has come out').waitFor();

  const printTrouble = { checkInId: id, plate: 'PR11 NTS', problem: 'printer-failed', isKept: true, count: 2 } as const;
  await desktop.setState({ printTrouble });
  await page.getByText('The sheet of PR11 NTS was not printed. 1 other was not either.').waitFor();
  await page.getByRole('button', { name: 'Open the PDF' }).click();
  await desktop.called('openKeptSheet');
});

test('the settings of printing: nothing comes by itself before a printer is chosen, and a test page says what became of it', async () => {
  const desktop = await openInDesktop(browser(), await stationForTest());
  const { page } = desktop;
  await live(page).waitFor();
  await desktop.openSettings();
  const section = page.locator('[data-section="printing"]');
  const onArrival = section.getByRole('switch', { name: 'Print on arrival' });
  expect(await onArrival.isDisabled()).toBe(true);
  await section.getByLabel('Printer', { exact: true }).selectOption('Brother HL-L2350DW');
  await onArrival.check({ force: true });
  const printing = { printer: 'brother_hl', copies: 1, paper: 'a4', onArrival: true } as const;
  await desktop.called('changeSettings', { ...WELL.settings, printing });
  await desktop.printAs({ result: 'failed', problem: 'no-printer' });
  await section.getByRole('button', { name: 'Print a test page' }).click();
  await section.getByText('The chosen printer is not connected to this PC.').waitFor();
  await section.getByLabel('Printer', { exact: true }).selectOption('Ask each time');
  await eventually(() => onArrival.isDisabled(), 'it is off without a printer').toBe(true);
});
