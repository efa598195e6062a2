import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from '../desktop/desk.ts';
import { documentedSample, signedCheckIn } from '../support/messages.ts';
import { openElectron, whyNot } from './real-electron.ts';

describe.skipIf(whyNot !== null)('in Electron itself', () => {
  test('the app starts, and shows the documented sample', async () => {
    const { page, post } = await openElectron();
    expect(page.url()).toBe('app://forecourt/index.html');
    expect((await post(documentedSample())).status).toBe(200);
    await page.locator('[data-check-in="1"]').waitFor();
    expect(await page.evaluate(() => 'require' in window || 'process' in window || 'ipcRenderer' in window)).toBe(
      false,
    );
  });

  test('a check-in is announced by a notification that opens it', async () => {
    const { app, page, post } = await openElectron();
    await app.evaluate(({ Notification }) => {
      const { show } = Notification.prototype;
      Notification.prototype.show = function () {
        Object.assign(globalThis, {
          announced: { title: this.title, body: this.body, click: () => this.emit('click') },
        });
        show.call(this);
      };
    });
    await post(documentedSample());
    type Announced = { announced?: { title: string; body: string; click: () => void } };
    await eventually(
      () => app.evaluate(() => (globalThis as Announced).announced?.title ?? null),
      'a notification',
    ).toBe('JING');
    await app.evaluate(() => (globalThis as Announced).announced?.click());
    await page.locator('[data-panel-of="1"]').waitFor();
  });

  test('a hostile page goes nowhere, and gets no window, no frame and no permission', async () => {
    const { app, page } = await openElectron();
    const windows = app.windows().length;
    for (const script of [
      "location.href = 'https://evil.example/'",
      "location.href = 'file:///etc/passwd'",
      "window.open('https://evil.example/')",
      "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://evil.example/' }))",
    ]) {
      await page.evaluate(`void (() => { ${script} })()`).catch(() => undefined);
    }
    const geolocation = await page.evaluate(
      () =>
        new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('refused'),
          );
        }),
    );
    expect(geolocation).toBe('refused');
    expect(page.url()).toBe('app://forecourt/index.html');
    expect(app.windows()).toHaveLength(windows);
    expect(page.frames().filter((frame) => frame.url().includes('evil'))).toEqual([]);
  });

  test('its policy is enforced', async () => {
    const { page } = await openElectron();
    const policy = await page.evaluate(async () => (await fetch('/index.html').catch(() => null))?.status ?? 'refused');
    expect(policy).toBe('refused');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = "document.title = 'pwned'";
      document.head.append(script);
    });
    expect(await page.title()).not.toBe('pwned');
  });

  test('a station that is killed is back within three seconds, with nothing lost', async () => {
    const { app, page, post, client } = await openElectron();
    await post(documentedSample());
    const pid = await app.evaluate(
      ({ app: electron }) =>
        electron.getAppMetrics().find(({ serviceName, name }) => [serviceName, name].includes('Forecourt station'))
          ?.pid ?? 0,
    );
    expect(pid).toBeGreaterThan(0);
    const killedAt = performance.now();
    process.kill(pid, 'SIGKILL');
    await eventually(
      async () => (await post(signedCheckIn().body).catch(() => null))?.status,
      'it receives again',
    ).toBe(200);
    expect(performance.now() - killedAt).toBeLessThan(3_000);
    await page.locator('[data-check-in="2"]').waitFor();
    expect((await client.checkIns.list({ limit: 10 })).items).toHaveLength(2);
  });

  test('a sheet is drawn in its hidden window and saved as a PDF', async () => {
    const { app, page, post, client, dataFolder } = await openElectron();
    await post(documentedSample());
    const path = join(dataFolder, 'sheet.pdf');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);
    expect(await page.evaluate(() => window.desktop?.saveSheet('1'))).toEqual({ result: 'printed' });
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await client.sheets.ofCheckIn({ id: '1' })).toMatchObject([{ where: 'pdf', result: 'printed', copy: 1 }]);
  });

  test('secrets lie in no file in the clear', async () => {
    const { client, dataFolder } = await openElectron();
    const { protection } = await client.appSecret.state();
    expect(protection).toBe('environment');
    expect(readFileSync(join(dataFolder, 'secrets.safe'), 'utf8')).not.toContain('desktop-test-board-token');
  });
});
