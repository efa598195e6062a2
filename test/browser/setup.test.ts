import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../electron/simulator/run.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { portOf } from '../support/http.ts';
import { PREVIOUS_SECRET, SECRET, signedCheckIn } from '../support/messages.ts';
import { startEdge } from '../support/public-edge.ts';
import { checkIn, eventually, oneBrowser, openBoard, stationForTest } from './desk.ts';
import { whenOver } from './when-over.ts';

const browser = oneBrowser();
const NEW = { appSecrets: { current: null } };
const step = (page: Page) => page.locator('[data-setup-step]');
const stepName = (page: Page) => step(page).getAttribute('data-setup-step');

describe('the set-up', () => {
  test('leads from an empty data folder to the first card in twelve interactions, each step without a flaw in access', async () => {
    const edge = await startEdge();
    whenOver(() => edge.close());
    const station = await stationForTest(NEW);
    edge.target = portOf(station.callback);
    const page = await openBoard(browser(), station);
    let interactions = 0;
    const does = async (act: Promise<unknown>): Promise<void> => {
      interactions += 1;
      await act;
    };
    const next = () => does(step(page).getByRole('button', { name: 'Next' }).click());
    const isAccessible = async () => expect(await accessibilityProblems(page)).toEqual([]);

    await step(page).getByRole('radio', { name: '简体中文' }).waitFor();
    await isAccessible();
    await next();
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-setup-step'))).toBe('secret');
    await does(step(page).getByLabel('App secret', { exact: true }).fill(SECRET));
    await isAccessible();
    await does(step(page).getByRole('button', { name: 'Set the secret' }).click());
    await step(page).getByText('It is kept in a file on the PC of the station').waitFor();
    await next();
    await step(page).getByText("AutoX3's servers cannot reach an address of your own network. Without").waitFor();
    await does(step(page).getByLabel('Way', { exact: true }).selectOption('own-address'));
    await does(step(page).getByLabel('Public address').fill(`http://127.0.0.1:${edge.port}`));
    await does(page.keyboard.press('Enter'));
    await step(page).getByText('What is sent to the public address arrives here.').waitFor();
    await isAccessible();
    await next();
    await does(step(page).getByRole('button', { name: 'Copy' }).click());
    const callback = await step(page).getByLabel('Callback address for AutoX3').inputValue();
    expect(callback).toContain(`127.0.0.1:${edge.port}/callback/`);
    await isAccessible();
    await next();
    await step(page).getByText('Nothing has arrived yet.').waitFor();

    const played = await simulate({
      ...{ url: new URL(callback), secret: SECRET, count: 1, rate: 1, language: 'en', dialect: 'compact' },
      ...{ seed: 1, faults: [] },
    });
    expect(played.ok).toBe(true);
    await step(page).getByText('is signed with your app secret (written as "compact"), and is stored.').waitFor();
    await isAccessible();
    await next();
    await isAccessible();
    await does(step(page).getByRole('button', { name: 'Done: to the board' }).click());
    await page.locator('[data-board] [data-lane="new"] [data-check-in]').waitFor();
    expect(interactions).toBeLessThanOrEqual(12);
    expect((await station.client.settings.get()).setup).toEqual({ step: 'rest', isDone: true });
  });

  test('sends a test check-in out and back, says which step failed and where to mend it, and then goes through', async () => {
    const edge = await startEdge();
    whenOver(() => edge.close());
    const settings = { publicAddress: `http://127.0.0.1:${edge.port}` };
    const station = await stationForTest({ settings, drillTempo: { stays: 60_000 }, reach: { againAfterMs: 10 } });
    edge.target = portOf((await station.client.status()).reach.local ?? '');
    await station.client.reach.tryNow();
    await station.client.settings.set({ setup: { step: 'first-message', isDone: false } });
    const page = await openBoard(browser(), station);
    const part = (name: string, state: string) => page.locator(`[data-step="${name}"][data-state="${state}"]`);
    await edge.set({ type: 'cut' });

    await step(page).getByRole('button', { name: 'Send a test check-in' }).click();
    await part('sent', 'failed').getByText('nobody answers: the connection is refused').waitFor();
    await part('verified', 'skipped').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await step(page).getByRole('button', { name: 'Look at how AutoX3 reaches this PC' }).click();
    await eventually(() => stepName(page)).toBe('reach');
    await edge.set({ type: 'passes' });
    await page.getByRole('button', { name: 'Wait for the first check-in' }).click();
    await step(page).getByRole('button', { name: 'Send a test check-in' }).click();
    await part('stays', 'running').waitFor({ timeout: 20_000 });
    for (const name of ['sent', 'verified', 'shown', 'rung']) await part(name, 'done').waitFor();
    await step(page).locator('[data-check-in^="-"]').getByText('TEST', { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await step(page).getByRole('button', { name: 'End it' }).click();
    await step(page).getByText('All as it should be.').waitFor();
    expect((await station.client.status()).lastAcceptedAt).toBeNull();
  });

  test('says what a test check-in lacks where there is no secret or no way yet, and leads to it', async () => {
    const station = await stationForTest(NEW);
    await station.client.settings.set({ setup: { step: 'first-message', isDone: false } });
    const page = await openBoard(browser(), station, { locale: 'zh-CN' });
    await step(page).getByText('测试接车要用应用密钥签名，请先设置密钥。').waitFor();
    expect(await step(page).getByRole('button', { name: '发送测试接车' }).count()).toBe(0);
    await station.client.appSecret.set({ secret: SECRET, keepDays: 0 });
    await step(page).getByText('AutoX3 的服务器无法访问内网地址').waitFor();
    expect(await step(page).getByRole('button', { name: '发送测试接车' }).count()).toBe(0);
    await step(page).getByRole('button', { name: '查看 AutoX3 如何访问本机' }).click();
    await eventually(() => stepName(page)).toBe('reach');
  });

  test('says in Chinese what is wrong with a secret, goes on in another browser where it was left, and takes in what waited', async () => {
    const station = await stationForTest(NEW);
    const first = await openBoard(browser(), station, { locale: 'zh-CN' });
    await step(first).getByRole('button', { name: '下一步' }).click();
    await step(first).getByLabel('应用密钥', { exact: true }).fill('密钥密钥密钥密钥密钥密钥密钥密钥');
    await first.keyboard.press('Enter');
    await step(first).getByText('含有密钥中不会出现的字符').waitFor();
    await step(first).getByLabel('应用密钥', { exact: true }).fill(PREVIOUS_SECRET);
    await first.keyboard.press('Enter');
    await step(first).getByText('已保存并启用').waitFor();
    await first.getByRole('button', { name: '等待第一条接车信息' }).click();
    await eventually(async () => (await station.client.settings.get()).setup.step).toBe('first-message');
    await first.keyboard.press('Escape');
    await first.getByText('等待第一台接车').waitFor();
    expect(await step(first).count()).toBe(0);

    const page = await openBoard(browser(), station, { locale: 'zh-CN', viewport: { width: 390, height: 844 } });
    await step(page).getByText('尚未收到任何内容').waitFor();
    await station.post(signedCheckIn().body);
    await step(page).getByText('已收到内容，但无法接收。').waitFor();
    await step(page).getByText('已知的密钥都不相符').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await step(page).getByRole('button', { name: '重新填写应用密钥' }).click();
    await step(page).getByLabel('应用密钥', { exact: true }).fill(SECRET);
    await page.keyboard.press('Enter');
    await step(page).getByRole('button', { name: '接收', exact: true }).click();
    await page.getByRole('button', { name: '等待第一条接车信息' }).click();
    await step(page).getByText('已收到：签名与您的应用密钥相符').waitFor();
    expect((await station.client.status()).lanes.new).toBe(1);
    await step(page).getByRole('button', { name: '下一步' }).click();
    await step(page).getByText('备份').first().waitFor();
    expect(await step(page).getByText('设置尚未得到验证').count()).toBe(0);
  });

  test('opens by itself only where nothing is set up, and says why nothing arrives and what is wrong with what does', async () => {
    const settings = { publicAddress: 'http://127.0.0.1:9' };
    const station = await stationForTest({ settings, reach: { againAfterMs: 10 } });
    const page = await openBoard(browser(), station);
    await page.getByText('Waiting for the first check-in').waitFor();
    expect(await step(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Set up step by step' }).click();
    await eventually(() => stepName(page)).toBe('language');
    await page.getByRole('button', { name: 'Wait for the first check-in' }).click();
    await step(page).getByText('Nothing has arrived yet.').waitFor();
    await step(page).getByText('At the public address nobody answers: the connection is refused.').waitFor();
    await checkIn(station);
    await step(page).getByText('is signed with your app secret').waitFor();
    await station.post('{"msgId":');
    await step(page).getByText('The text is no valid JSON').waitFor();
    await step(page).getByRole('button', { name: 'Look at the whole message' }).click();
    await page.locator('[data-detail]').getByText('The text is no valid JSON').waitFor();
  });
});
