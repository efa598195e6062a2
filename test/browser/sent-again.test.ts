import { describe, expect, test } from 'vitest';
import type { Lane } from '../../shared/check-in.ts';
import { cardOf, checkIn, eventually, oneBrowser, openBoard, panelOf, stationForTest } from './desk.ts';

const browser = oneBrowser();

/** A board on which service order 77 has been worked on, and a way to have AutoX3 send it once more. */
async function boardWith77(lane: Lane) {
  const station = await stationForTest();
  const at = Date.now();
  const id = await checkIn(station, { receiveBaseId: 77, plate: 'ROVER 77', createTime: at, lights: ['20_Engine'] });
  await station.client.checkIns.move({ id, from: 'new', to: lane });
  const page = await openBoard(browser(), station);
  const sendAgain = async (lights: string[], newer = 1): Promise<void> => {
    await checkIn(station, { receiveBaseId: 77, plate: 'ROVER 77', createTime: at + newer, lights });
  };
  return { station, page, id, sendAgain };
}

describe('a check-in that AutoX3 sends again', () => {
  test('comes back to New on an open board after it was handed over, and the title counts it', async () => {
    const { page, id, sendAgain } = await boardWith77('handed-over');
    await page
      .getByRole('button', { name: /Handed over/ })
      .first()
      .waitFor();
    expect(await page.title()).toBe('Forecourt');

    await sendAgain(['19_Airbag']);

    await cardOf(page, id, 'new').waitFor();
    await eventually(() => page.title()).toBe('(1) Forecourt');
    await page.getByRole('log').getByText('New check-in: ROVER 77').waitFor();
    expect(await cardOf(page, id, 'new').textContent()).toContain('Airbag');
  });

  test('comes back to New after it was set aside', async () => {
    const { station, page, id, sendAgain } = await boardWith77('seen');
    await station.client.checkIns.setAside({ id, from: null, to: 'mistake' });
    await cardOf(page, id, 'seen').waitFor({ state: 'detached' });

    await sendAgain(['20_Engine']);

    await cardOf(page, id, 'new').waitFor();
    await eventually(() => page.title()).toBe('(1) Forecourt');
    await page.getByRole('log').getByText('New check-in: ROVER 77').waitFor();
  });

  test.each(['seen', 'health-check', 'ready'] as const)(
    'with a new red light stays in %s and says so until somebody opens it',
    async (lane) => {
      const { page, id, sendAgain } = await boardWith77(lane);
      await cardOf(page, id, lane).waitFor();

      await sendAgain(['20_Engine', '19_Airbag']);

      const alert = page.getByRole('alert').filter({ hasText: 'New red light: airbag light' });
      await alert.waitFor();
      expect(await alert.textContent()).toContain('ROVER 77');
      expect(await cardOf(page, id, lane).count()).toBe(1);
      expect(await page.title()).toBe('Forecourt');
      await alert.getByRole('button', { name: 'Open the check-in' }).click();
      await panelOf(page).getByText('ROVER 77').first().waitFor();
      await alert.waitFor({ state: 'detached' });
    },
  );

  test('with no red light that it had not before says nothing', async () => {
    const { page, id, sendAgain } = await boardWith77('ready');
    await sendAgain(['20_Engine', '19_Airbag']);
    await page.getByRole('alert').getByRole('button', { name: 'Close message' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });

    await sendAgain(['19_SRS', '20_Engine', '1_Door'], 2);

    await eventually(() => cardOf(page, id, 'ready').textContent()).toMatch(/\+1|SRS|Door/);
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
