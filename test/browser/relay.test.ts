import { createUser } from '@nats-io/nkeys';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { joinText, type RelayJoin } from '../../shared/relay-join.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { signedCheckIn } from '../support/messages.ts';
import type { TestStation } from '../support/station.ts';
import { noteSecret } from '../support/written/note-private.ts';
import { cardOf, checkIn, eventually, oneBrowser, openAt, openBoard, panelOf, stationForTest } from './desk.ts';

const browser = oneBrowser();
const SEED = new TextDecoder().decode(createUser().getSeed());
noteSecret(SEED);
/** Nobody answers there. */
const JOIN: RelayJoin = {
  ...{ servers: ['nats://127.0.0.1:1'], brand: 'bmw-uk', desk: 'front', shops: ['17', '18'], seed: SEED, ca: null },
};
const HEAD_OFFICE: RelayJoin = { ...JOIN, desk: 'head-office', shops: null };

async function join(page: Page, text: string): Promise<void> {
  await page.getByLabel(/^(Join text|Another join text|接入码|更换接入码)$/).fill(text);
  await page.getByRole('button', { name: /Join the relay|Use this text instead|接入中继|改用此接入码/ }).click();
}

describe('the settings', () => {
  test('say who a join text is for before it is used, how the relay stands after, and ask before it is left', async () => {
    const station = await stationForTest();
    const page = await openAt(browser(), station, '/?page=settings');
    const section = page.locator('[data-section="relay"]');
    await join(page, 'a letter about the relay');
    await section.getByRole('alert').getByText('This is no join text').waitFor();
    expect((await station.client.settings.get()).relay.isOn).toBe(false);

    // As a mail program breaks it.
    await section.getByLabel('Join text', { exact: true }).fill(joinText(JOIN).replaceAll(/.{60}/g, '$& '));
    await section.getByText('With this text this PC is').waitFor();
    await section.getByText(/Desk .?front.? of the brand .?bmw-uk/).waitFor();
    await section.getByText(/the check-ins of the stores .?17.?, .?18/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect((await station.client.settings.get()).relay.isOn).toBe(false);
    await section.getByRole('button', { name: 'Join the relay' }).click();
    await section.getByText('This PC is', { exact: true }).waitFor();
    const { relay } = await station.client.settings.get();
    expect(relay).toMatchObject({ isOn: true, brand: 'bmw-uk', desk: 'front', shops: ['17', '18'] });
    expect(await page.content()).not.toContain(SEED);
    await section.getByRole('button', { name: 'Test the connection' }).click();
    await section.getByRole('alert').getByText('The relay cannot be reached.').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    const leave = section.getByRole('button', { name: 'Leave the relay' });
    await leave.click();
    await section.getByRole('button', { name: 'Stay' }).click();
    await eventually(() => leave.evaluate((button) => button === document.activeElement)).toBe(true);
    expect((await station.client.settings.get()).relay.isOn).toBe(true);
    await leave.click();
    await section.getByRole('button', { name: 'Leave it' }).click();
    await section.getByRole('button', { name: 'Join the relay' }).waitFor();
    expect((await station.client.settings.get()).relay.isOn).toBe(false);
  });
});

describe('the set-up', () => {
  test('offers a relay as the way, and says then whose address AutoX3 is given', async () => {
    const station = await stationForTest();
    await station.client.settings.set({ setup: { step: 'reach', isDone: false } });
    const page = await openBoard(browser(), station, { locale: 'zh-CN' });
    const step = page.locator('[data-setup-step]');
    await step.getByText('AutoX3 的服务器无法访问内网地址').first().waitFor();
    await step.getByRole('radio', { name: '我们有中继' }).check();
    expect(await step.getByText('AutoX3 的服务器无法访问内网地址').count()).toBe(0);
    await join(page, joinText(JOIN));
    await step.getByText('本机是', { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await step.getByRole('button', { name: '下一步' }).click();
    await step.getByText('提供给 AutoX3 的是中继的地址，不是本机的地址').waitFor();
    expect(await page.content()).not.toContain('/callback/');
    await step.getByRole('button', { name: '下一步' }).click();
    await step.getByText('测试接车要发往本机的地址，而本机没有').waitFor();
  });
});

describe('the board of a head office', () => {
  async function headOffice(): Promise<{ station: TestStation; ids: string[] }> {
    const station = await stationForTest();
    const ids = [
      await checkIn(station, { plate: 'OLD 1', content: { staffInfo: { storeId: 17 } } }),
      await checkIn(station, { plate: 'NEW 1', content: { staffInfo: { storeId: 18 } } }),
    ];
    await station.client.checkIns.writeDesk({
      id: ids[0] ?? '',
      from: { note: null, keyTag: null, promisedAt: null },
      to: { note: 'Noted before', keyTag: '7', promisedAt: null },
    });
    await station.client.relay.join({ text: joinText(HEAD_OFFICE) });
    return { station, ids };
  }

  test('shows all stores, the newest first, and offers no change: by no button, key, menu or drag, in no panel', async () => {
    const { station, ids } = await headOffice();
    const [old = '', latest = ''] = ids;
    const page = await openBoard(browser(), station);
    await page.getByText('Head office: read only').waitFor();
    const cards = page.locator('[data-board] [data-check-in]');
    expect(await cards.evaluateAll((all) => all.map((one) => one.getAttribute('data-check-in')))).toEqual([
      latest,
      old,
    ]);
    await cardOf(page, old)
      .getByText(/Store .?17/)
      .waitFor();
    await cardOf(page, latest)
      .getByText(/Store .?18/)
      .waitFor();
    expect(await page.locator('[data-board] button:not([data-photo-state])').allInnerTexts()).toEqual(['Noted before']);
    expect([await page.locator('[data-lane]').count(), await page.getByText(/unseen|mute/).count()]).toEqual([1, 0]);
    expect(await accessibilityProblems(page)).toEqual([]);

    const changes: string[] = [];
    page.on('request', (request) => {
      if (/rpc\/checkIns\/(move|setAside|writeDesk)/.test(request.url())) changes.push(request.url());
    });
    await cardOf(page, old).getByRole('link').focus();
    for (const key of ['s', ']', '[', 'x', 'n', 'u']) await page.keyboard.press(key);
    expect([await page.getByRole('menu').count(), await panelOf(page).count()]).toEqual([0, 0]);
    expect(await cardOf(page, old).getAttribute('draggable')).not.toBe('true');
    await page.keyboard.press('Enter');
    const panel = panelOf(page);
    await panel.getByText('Noted before').waitFor();
    expect(await panel.locator('input, textarea, [aria-pressed], [data-set-aside]').count()).toBe(0);
    await panel.getByRole('button', { name: 'Sheet to print' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(changes).toEqual([]);
    expect((await station.client.status()).lanes).toMatchObject({ new: 2, seen: 0 });
  });

  test('becomes one of a desk at once, and a desk again, as the relay says', async () => {
    const { station, ids } = await headOffice();
    const page = await openBoard(browser(), station, { locale: 'zh-CN', viewport: { width: 390, height: 844 } });
    await page.getByText('总部：只读').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await station.client.relay.join({ text: joinText(JOIN) });
    await cardOf(page, ids[0] ?? '')
      .getByRole('button', { name: '已查看' })
      .waitFor();
    expect(await page.getByText('总部：只读').count()).toBe(0);
    expect(await cardOf(page, ids[0] ?? '').getAttribute('draggable')).toBe('true');
    await station.client.relay.join({ text: joinText(HEAD_OFFICE) });
    await page.getByText('总部：只读').waitFor();
    expect(
      await cardOf(page, ids[0] ?? '')
        .getByRole('button', { name: '已查看' })
        .count(),
    ).toBe(0);
  });
});

test('what cannot be verified is accepted by hand at the desks of its store, and not at a head office', async () => {
  const station = await stationForTest();
  await station.post(signedCheckIn({ secret: 'a-secret-that-is-wrong' }).body);
  await station.client.relay.join({ text: joinText(HEAD_OFFICE) });
  const page = await openAt(browser(), station, '/?page=reception&part=deliveries&list=quarantine');
  await page.locator('[data-row]').click();
  await page.locator('[data-detail]').getByRole('button', { name: 'Reject' }).waitFor();
  expect(await page.getByRole('button', { name: 'Accept by hand' }).count()).toBe(0);
});

test('blind spots are read at a head office, and are ticked off elsewhere', async () => {
  const station = await stationForTest();
  await station.client.relay.join({ text: joinText(HEAD_OFFICE) });
  const page = await openAt(browser(), station, '/?page=reception&part=blind');
  await page.getByText('They are ticked off at the desks of the stores').waitFor();
  expect(await page.getByRole('button', { name: 'Type in a missed check-in' }).count()).toBe(0);
});
