import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinText } from '../../shared/relay-join.ts';
import { signedCheckIn } from '../support/messages.ts';
import { NATS_VERSION } from '../support/nats-server.ts';
import { type RelayBroker, startRelayBroker } from '../support/relay-broker.ts';
import { eventually, oneBrowser, openAt, openBoard, stationForTest } from './desk.ts';

const browser = oneBrowser();

describe.skipIf(NATS_VERSION === null)('a board whose check-ins come from a relay', () => {
  let broker: RelayBroker;
  beforeAll(async () => {
    broker = await startRelayBroker({ front: ['17'], office: null });
  });
  afterAll(() => broker?.dispose());
  const publish = (store: number, plate: string) => {
    const { msgId, body } = signedCheckIn({ plate, content: { staffInfo: { storeId: store } } });
    return broker.publish({ msgId, body, shop: String(store) });
  };

  test('shows them as they come, says when the relay is not reached, and shows after that what it has kept', async () => {
    const station = await stationForTest();
    const settings = await openAt(browser(), station, '/?page=settings');
    const section = settings.locator('[data-section="relay"]');
    await section.getByLabel('Join text', { exact: true }).fill(joinText(broker.join('front')));
    await section.getByRole('button', { name: 'Join the relay' }).click();
    await section.getByText('Connected: check-ins come as soon as the relay has them.').waitFor();
    await section.getByRole('button', { name: 'Test the connection' }).click();
    await section.getByText('The relay answers, and everything is there that this PC fetches.').waitFor();

    const page = await openBoard(browser(), station);
    const light = page.locator('header [aria-haspopup="dialog"]').first();
    expect(await light.innerText()).toMatch(/^Receiving/);
    await publish(18, 'NOT HERE');
    await publish(17, 'ST17 ONE');
    await page.locator('[data-lane="new"]').getByText('ST17 ONE').waitFor();
    await broker.kill();
    await light.getByText('Connecting to the relay…').waitFor();
    await broker.start();
    await light.getByText('Receiving').waitFor({ timeout: 20_000 });
    await publish(17, 'ST17 TWO');
    await page.locator('[data-lane="new"]').getByText('ST17 TWO').waitFor();
    expect(await page.getByText('NOT HERE').count()).toBe(0);
    const log = await openAt(browser(), station, '/?page=reception&part=deliveries');
    await log.locator('[data-row]').first().click();
    await log.getByText('The relay acknowledged the message to AutoX3').waitFor();
  });

  test('shows at a head office those of all stores, each with its store', async () => {
    const station = await stationForTest();
    await station.client.relay.join({ text: joinText(broker.join('office')) });
    await publish(19, 'ST19 ONE');
    const page = await openBoard(browser(), station);
    await page.locator('[data-store="19"]').waitFor();
    await eventually(async () => (await page.locator('[data-store]').allInnerTexts()).sort()).toEqual([
      ...['Store 17', 'Store 17', 'Store 18', 'Store 19'],
    ]);
  });

  test('says of a desk that AutoX3 last sent to this PC itself, until something comes by the relay', async () => {
    const station = await stationForTest();
    await station.post(signedCheckIn().body);
    await station.client.relay.join({ text: joinText(broker.join('front')) });
    const page = await openBoard(browser(), station);
    await page.locator('header [aria-haspopup="dialog"]').first().click();
    await page.getByText('AutoX3 last sent to this PC itself').waitFor();
    await publish(17, 'ST17 NEW');
    await page.getByText('they come within a moment').waitFor();
    expect(await page.getByText('AutoX3 last sent to this PC itself').count()).toBe(0);
  });
});
