import { describe, expect, test } from 'vitest';
import { signedCheckIn } from '../support/messages.ts';
import { eventually, openLiveDesktop, rings } from './desk.ts';

/** Longer than the ring's longest pause in its first minute, in ms. */
const PAUSE_MS = 24_000;

describe('the ring', () => {
  test('sounds at once, repeats until the check-in is seen, also with the window put away', async () => {
    const { app, post, client } = await openLiveDesktop();
    await app.inPage(
      (page) =>
        page.evaluate(() => {
          const { start } = OscillatorNode.prototype;
          OscillatorNode.prototype.start = function (when?: number) {
            document.title = 'played';
            start.call(this, when);
          };
        }),
      undefined,
      'ring',
    );
    const window = (await app.windows()).find(({ url }) => url.includes('index'));
    await app.answerDialog({ response: 0 });
    await app.emit(`BrowserWindow ${window?.id}`, 'close');
    await eventually(async () => (await app.windows())[0]?.visible, 'the window is put away').toBe(false);

    await post(signedCheckIn().body);
    await eventually(() => rings(app), 'the first ring').toHaveLength(1);
    await eventually(() => app.inPage((page) => page.title(), undefined, 'ring'), 'a sound is made').toBe('played');
    const rungAt = async () => (await client.checkIns.get({ id: '1' })).steps.rungAt;
    await eventually(rungAt, 'the ring stands among the steps of the check-in').not.toBeNull();
    const first = await rungAt();
    await eventually(() => rings(app), 'the second ring', PAUSE_MS).toHaveLength(2);
    expect(await rungAt()).toBe(first);
    expect(await app.calls('shell', 'beep')).toEqual([]);

    await client.checkIns.move({ id: '1', from: 'new', to: 'seen' });
    await eventually(() => app.trayToolTip(), 'the tray').toContain('All check-ins seen');
    const before = await rings(app);
    await post(signedCheckIn({ plate: 'OTHER' }).body);
    await eventually(async () => (await rings(app)).length, 'another check-in rings').toBe(before.length + 1);
  });

  test('is heard, and announced, for what came back; a red light of what was seen is announced', async () => {
    const { app, post, client } = await openLiveDesktop();
    const parts = { receiveBaseId: 77, plate: 'ROVER 77', createTime: Date.now(), lights: [] };
    await post(signedCheckIn(parts).body);
    await eventually(() => rings(app), 'the first ring').toHaveLength(1);
    await eventually(() => app.trayToolTip(), 'the tray').toContain('1 check-in not seen yet');
    await client.checkIns.move({ id: '1', from: 'new', to: 'handed-over' });
    await eventually(() => app.trayToolTip(), 'the tray').toContain('All check-ins seen');

    await post(signedCheckIn({ ...parts, createTime: parts.createTime + 1 }).body);
    await eventually(() => rings(app), 'it rings again').toHaveLength(2);
    await eventually(async () => (await app.notifications()).length, 'it is announced again').toBe(1);

    await client.checkIns.move({ id: '1', from: 'new', to: 'ready' });
    await eventually(() => app.trayToolTip(), 'the tray').toContain('All check-ins seen');
    const before = await rings(app);
    await post(signedCheckIn({ ...parts, createTime: parts.createTime + 2, lights: ['19_Airbag'] }).body);
    await eventually(async () => JSON.stringify(await app.notifications()), 'the red light').toContain(
      'New red light: airbag light',
    );
    expect(await rings(app)).toEqual(before);
  });

  test('is silenced from the tray, says until when, and may be let ring again', async () => {
    const { app, post } = await openLiveDesktop();
    await app.clickTrayItem('For 15 minutes');
    await eventually(async () => (await app.trayMenu()).map(({ label }) => label).join('\n'), 'the tray').toMatch(
      /Let it ring again \(silent until \d\d:\d\d\)/,
    );
    await post(signedCheckIn().body);
    await eventually(async () => (await app.notifications()).length, 'it is announced all the same').toBe(1);
    expect(await rings(app)).toEqual([]);
    const label = (await app.trayMenu()).find(({ label }) => label.startsWith('Let it ring'))?.label ?? '';
    await app.clickTrayItem(label);
    await eventually(() => rings(app), 'it rings again', PAUSE_MS).not.toEqual([]);
  });

  test('keeps quiet hours of the clock in the shop, in which nothing is announced either', async () => {
    const { app, post, client } = await openLiveDesktop();
    const { alerts, shop } = await client.settings.get();
    const timeZone = 'Asia/Kathmandu';
    const time = (at: number): string =>
      new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
    const quietHours = { from: time(Date.now() - 3_600_000), to: time(Date.now() + 7_200_000) };
    await client.settings.set({ alerts: { ...alerts, quietHours }, shop: { ...shop, timeZone } });

    await post(signedCheckIn().body);

    await eventually(() => app.trayToolTip(), 'the tray counts').toContain('1 check-in not seen yet');
    await client.settings.set({ alerts: { ...alerts, quietHours: null } });
    await eventually(() => rings(app), 'it rings once they are over', PAUSE_MS).not.toEqual([]);
    expect(await app.notifications()).toEqual([]);
  });

  test('is tried out from the settings, at the volume of this PC', async () => {
    const { app } = await openLiveDesktop();
    await app.inPage((page) =>
      page.evaluate(async () => {
        const state = await window.desktop?.state();
        if (state === undefined) throw new Error('no desktop');
        await window.desktop?.changeSettings({ ...state.settings, volume: 0.5 });
        await window.desktop?.testRing();
      }),
    );
    await eventually(() => rings(app), 'the test').toEqual([0.5]);
  });
});
