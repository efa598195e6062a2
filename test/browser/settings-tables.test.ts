import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { signedCheckIn } from '../support/messages.ts';
import type { TestStation } from '../support/station.ts';
import { cardOf, checkIn, eventually, oneBrowser, openAt, openBoard, stationForTest } from './desk.ts';

const browser = oneBrowser();

async function settingsAt(station: TestStation, name: string): Promise<{ page: Page; section: Locator }> {
  const page = await openAt(browser(), station, '/?page=settings');
  return { page, section: page.getByRole('region', { name, exact: true }) };
}

describe('the table of warning lights', () => {
  test('lists the codes on the board that it does not know: one click gives them an urgency on every board', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { lights: ['77_Particle filter'] });
    const board = await openBoard(browser(), station);
    await cardOf(board, id).waitFor();
    expect(await cardOf(board, id).getAttribute('data-urgency')).toBeNull();
    const { section } = await settingsAt(station, 'Warning lights');
    const unmapped = section.getByRole('list', { name: 'Not mapped yet' });
    await unmapped.getByText('Particle filter').waitFor();

    await unmapped.getByRole('button', { name: 'Red' }).click();

    await eventually(() => cardOf(board, id).getAttribute('data-urgency')).toBe('red');
    await section.getByText('Every code on the board has its urgency').waitFor();
    await section.getByLabel('Urgency of Particle filter').waitFor();
    expect((await station.client.settings.get()).board.lights).toMatchObject({ 77: 'red' });
  });

  test('changes a code, says how it was sent where that differs from our name, and removes it', async () => {
    const station = await stationForTest();
    await station.post(signedCheckIn({ lights: ['16_Low engine oil!'] }).body);
    const { section } = await settingsAt(station, 'Warning lights');
    await section.getByText('sent as "Low engine oil!"').waitFor();

    await section.getByLabel('Urgency of Oil low').selectOption({ label: 'Have it seen to' });
    await eventually(async () => (await station.client.settings.get()).board.lights['16']).toBe('amber');
    await section.getByRole('button', { name: 'Remove Oil low' }).click();

    await eventually(async () => Object.keys((await station.client.settings.get()).board.lights)).not.toContain('16');
    await section.getByRole('list', { name: 'Not mapped yet' }).getByText('Oil low').waitFor();
  });

  test('takes a new code, and refuses with a sentence what is none or there already', async () => {
    const station = await stationForTest();
    const { page, section } = await settingsAt(station, 'Warning lights');
    const code = section.getByLabel('Another code');

    await code.fill('oil');
    await page.keyboard.press('Enter');
    await section.getByRole('alert').getByText('A code is a number of 1 to 6 digits').waitFor();
    await code.fill('16');
    await page.keyboard.press('Enter');
    await section.getByRole('alert').getByText('Code 16 is in the table already').waitFor();
    await code.fill('42');
    await section.getByLabel('Urgency', { exact: true }).selectOption({ label: 'Notice' });
    await section.getByRole('button', { name: 'Add' }).click();

    await eventually(async () => (await station.client.settings.get()).board.lights['42']).toBe('info');
    expect(await code.inputValue()).toBe('');
    await section.getByLabel('Urgency of Light 42').waitFor();
  });
});

describe('the table of damage positions', () => {
  const damaged = (position: string, positionName: string) => ({
    content: {
      preCheckInfo: {
        lightInfo: [],
        odograph: 1,
        oilGauge: 50,
        paintsInfo: [{ describe: 'Dent', images: [], position, positionName }],
      },
    },
  });

  test('lists the codes of the latest check-ins that it does not know, and takes their part', async () => {
    const station = await stationForTest();
    await checkIn(station, damaged('sys_feature_0013_09', 'Rear bumper, left'));
    const { section } = await settingsAt(station, 'Damage positions');
    const unknown = section.getByRole('list', { name: 'Not on the diagram yet' });
    await unknown.getByText('Rear bumper, left').waitFor();

    await unknown.getByLabel('Part of the vehicle for sys_feature_0013_09').selectOption({ label: 'Rear bumper' });

    await eventually(async () => (await station.client.settings.get()).board.positions).toEqual({
      sys_feature_0013_01: 'front-right-wing',
      sys_feature_0013_09: 'rear-bumper',
    });
    await section.getByText('Every code of the latest check-ins has its place').waitFor();
  });

  test('is added to, changed and shortened by hand, in the words of the reader', async () => {
    const station = await stationForTest();
    const { page, section } = await settingsAt(station, 'Damage positions');
    await section.getByLabel('Another code').fill('roof_1');
    await section.getByLabel('Part of the vehicle', { exact: true }).selectOption({ label: 'Roof' });
    await page.keyboard.press('Enter');
    await section.getByRole('button', { name: 'Add' }).click();
    await eventually(async () => (await station.client.settings.get()).board.positions.roof_1).toBe('roof');

    await section.getByRole('button', { name: 'Remove sys_feature_0013_01' }).click();

    await eventually(async () => (await station.client.settings.get()).board.positions).toEqual({ roof_1: 'roof' });
    const chinese = await openAt(browser(), station, '/?page=settings', { locale: 'zh-CN' });
    const select = chinese.getByLabel('roof_1 对应的车辆部位');
    await eventually(() => select.inputValue()).toBe('roof');
    expect(await select.locator('option:checked').textContent()).toMatch(/\p{Script=Han}/u);
  });
});

describe('the ages of the lanes', () => {
  test('are typed and stored on leaving the fields; an empty one is never', async () => {
    const station = await stationForTest();
    await checkIn(station);
    const { page, section } = await settingsAt(station, 'Ages');

    await section.getByLabel('Seen amber after').fill('20');
    await section.getByLabel('Seen red after').fill('');
    await page.keyboard.press('Enter');

    await eventually(async () => (await station.client.settings.get()).board.ages.seen).toEqual({
      amber: 20,
      red: null,
    });
    await section.getByLabel('Ready amber after').fill('30');
    await page.keyboard.press('Escape');
    await eventually(async () => (await station.client.settings.get()).board.ages.ready.amber).toBe(30);
    await page.getByRole('region', { name: 'Seen' }).getByText('amber after 20 min').waitFor();
  });

  test('that make no sense are refused with a sentence, and change nothing', async () => {
    const station = await stationForTest();
    const before = (await station.client.settings.get()).board.ages;
    const { page, section } = await settingsAt(station, 'Ages');

    await section.getByLabel('New amber after').fill('12');
    await section.getByRole('alert').getByText('Amber has to come before red').waitFor();
    await section.getByLabel('New amber after').fill('soon');
    await section.getByRole('alert').getByText('Enter whole minutes from 1 to').waitFor();
    await page.keyboard.press('Enter');
    await section.getByLabel('Seen red after').fill('50');
    await page.keyboard.press('Enter');

    await eventually(async () => (await station.client.settings.get()).board.ages).toEqual({
      ...before,
      seen: { ...before.seen, red: 50 },
    });
  });
});

describe('the hosts that photos may come from', () => {
  test('are added, also from a whole address, refused with a sentence, and removed', async () => {
    const station = await stationForTest();
    const { page, section } = await settingsAt(station, 'Photos');
    const host = section.getByLabel('Name or address of the host');
    await section.getByText('None: photos come from the internet alone').waitFor();

    await host.fill('no host');
    await page.keyboard.press('Enter');
    await section.getByRole('alert').getByText('This is no host').waitFor();
    await host.fill('http://192.168.1.20/photos/1.jpg');
    await page.keyboard.press('Enter');
    await eventually(async () => (await station.client.settings.get()).photos.allowedHosts).toEqual(['192.168.1.20']);
    await host.fill('192.168.1.20');
    await page.keyboard.press('Enter');
    await section.getByRole('alert').getByText('This host is allowed already').waitFor();
    await section.getByRole('button', { name: 'Remove 192.168.1.20' }).click();

    await eventually(async () => (await station.client.settings.get()).photos.allowedHosts).toEqual([]);
  });
});
