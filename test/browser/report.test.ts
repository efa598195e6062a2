import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { jpeg, send, startPhotoServer } from '../integration/photos/photo-server.ts';
import { type ReportParts, signedReport } from '../support/reports.ts';
import type { TestStation } from '../support/station.ts';
import { cardOf, checkIn, eventually, oneBrowser, openBoard, panelOf, pressSeen, stationForTest } from './desk.ts';
import { whenOver } from './when-over.ts';

const browser = oneBrowser();

async function report(station: TestStation, parts: ReportParts = {}): Promise<void> {
  expect((await station.post(signedReport(parts).body)).status).toBe(200);
}

async function openPanel(page: Page, id: string): Promise<void> {
  await cardOf(page, id).getByRole('link').click();
  await panelOf(page).waitFor();
}

const section = (page: Page) => panelOf(page).locator('[data-report-of]');

describe('a health check report', () => {
  test('moves the card to Ready while the board is open, says on it what was found, and in the panel who moved it', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { receiveBaseId: 1 });
    const page = await openBoard(browser(), station);
    await pressSeen(page, id);
    await cardOf(page, id, 'seen').waitFor();
    await report(station, { statuses: ['DANGEROUS', 'MAJOR', 'MAJOR', 'PASS'] });
    await cardOf(page, id, 'ready').waitFor();
    const chips = cardOf(page, id).getByRole('list', { name: 'Health check report' }).getByRole('listitem');
    expect(await chips.allInnerTexts()).toEqual(['1 dangerous', '2 major']);
    expect(await chips.first().getAttribute('data-severity')).toBe('red');
    await openPanel(page, id);
    await panelOf(page).getByText('From Seen to Ready: the health check report has come').waitFor();
  });

  test('leaves a new arrival in New, and has it go on to Ready at the key that marks it as seen; undo takes it back to New', async () => {
    const station = await stationForTest();
    await report(station);
    const id = await checkIn(station, { receiveBaseId: 1 });
    const page = await openBoard(browser(), station);
    await cardOf(page, id, 'new').getByText('1 passed').waitFor();
    await pressSeen(page, id);
    await cardOf(page, id, 'ready').waitFor();
    await page.keyboard.press('Control+z');
    await cardOf(page, id, 'new').waitFor();
    await eventually(async () => (await station.client.checkIns.get({ id })).lane).toBe('new');
  });

  test('stands whole in the panel: worst first, comment, photos that open large, a video that asks before it opens', async () => {
    const server = await startPhotoServer({ '/1.jpg': send(await jpeg(1600, 1200, '#336699')) });
    whenOver(server.stop);
    const station = await stationForTest();
    await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
    const id = await checkIn(station, { receiveBaseId: 1, content: { preCheckInfo: {} } });
    await report(station, { service: 'Earlier inspection', createTime: 1_700_000_000_000 });
    await report(station, {
      service: 'Brakes and tyres',
      statuses: ['PASS', 'MINOR', 'DANGEROUS'],
      comment: 'Replace both front tyres <b>now</b>',
      photos: [server.at('/1.jpg')],
      videos: ['https://videos.example/1.mp4'],
      createTime: 1_700_000_100_000,
    });
    const page = await openBoard(browser(), station);
    await openPanel(page, id);
    await eventually(() => section(page).count()).toBe(2);
    const [newest, older] = [section(page).first(), section(page).nth(1)];
    expect(await newest.getAttribute('open')).not.toBeNull();
    expect(await older.getAttribute('open')).toBeNull();
    await newest.getByText('Replace both front tyres <b>now</b>').waitFor();
    await eventually(() =>
      newest.locator('[data-status]:visible').evaluateAll((all) => all.map((one) => one.dataset.status)),
    ).toEqual(['dangerous', 'minor']);
    await newest.getByText('0.5 (as sent)').waitFor();
    await station.client.settings.set({ reports: { scoreScale: 'of-1', tells: true } });
    await newest.getByText('50%').waitFor();
    await newest.locator('[data-photo-state="captured"] img').click();
    const gallery = page.getByRole('dialog', { name: /^Photos of/ });
    await gallery.getByText('Brakes and tyres').waitFor();
    await eventually(() =>
      gallery
        .getByRole('img')
        .first()
        .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBe(1600);
    await page.keyboard.press('Escape');
    await gallery.waitFor({ state: 'hidden' });
    await newest.getByRole('button', { name: 'Video 1' }).click();
    const question = page.getByRole('dialog', { name: 'This page is outside Forecourt' });
    await question.getByText('videos.example', { exact: true }).waitFor();
    expect(await question.getByRole('link').getAttribute('rel')).toBe('noopener noreferrer');
  });

  test('that cannot be read says so, and leads to its message', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { receiveBaseId: 1 });
    await report(station, { reportJson: '{"list":', msgId: 'broken-report' });
    const page = await openBoard(browser(), station);
    await cardOf(page, id).getByText('report unreadable').waitFor();
    await openPanel(page, id);
    await section(page)
      .getByText(/cannot be read/)
      .waitFor();
    await section(page).getByRole('button', { name: 'Look at the message' }).click();
    await page.locator('[data-page="reception"]').waitFor();
    expect(new URL(page.url()).searchParams.get('message')).toBe('broken-report');
  });
});
