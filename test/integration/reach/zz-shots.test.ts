import { test } from 'vitest';
import { DEFAULT_REACH } from '../../../shared/reach-settings.ts';
import { launchBrowser } from '../../support/browser.ts';
import { portOf } from '../../support/http.ts';
import { lookupHere, startEdge } from '../../support/public-edge.ts';
import { startTestStation } from '../../support/station.ts';

test('shots', async () => {
  const edge = await startEdge();
  const station = await startTestStation({
    reach: { probeEveryMs: 500, againAfterMs: 10, probeWithinMs: 300, network: { lookup: lookupHere } },
  });
  edge.target = portOf(station.callback);
  const { browser, close } = await launchBrowser();
  const set = (reach: object) => station.client.settings.set({ reach: { ...DEFAULT_REACH, ...reach } });
  try {
    for (const locale of ['en-GB', 'zh-CN']) {
      const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.goto(station.board);
      await page.locator('[data-tone]').first().waitFor();
      const shot = async (name: string, settings = true) => {
        await page.goto(new URL(settings ? '/?page=settings' : '/', page.url()).href);
        await page.waitForTimeout(900);
        if (settings) await page.locator('[data-section="reach"]').scrollIntoViewIfNeeded();
        if (settings) await page.locator('[data-section="reach"]').evaluate((e) => e.scrollIntoView({ block: 'start' }));
        await page.waitForTimeout(200);
        await page.screenshot({ path: `/tmp/wt-f-shots/${name}-${locale}.png` });
      };
      await set({ way: 'none' });
      await shot('none-board', false);
      await set({ way: 'ngrok' });
      await shot('ngrok');
      await set({ way: 'cloudflared', address: edge.address });
      await shot('cloudflared');
      await set({ way: 'own-address', address: edge.address });
      await shot('own');
      await page.goto(new URL('/', page.url()).href);
      await page.getByTitle(locale === 'en-GB' ? 'Details of the station' : '主机状态详情').click();
      await page.waitForTimeout(400);
      await page.screenshot({ path: `/tmp/wt-f-shots/details-${locale}.png` });
      await set({ way: 'own-address', address: edge.address, given: 'https://old.example.com' });
      await shot('changed');
      await set({ way: 'own-address', address: edge.address });
      await edge.set({ type: 'half-open' });
      await page.waitForTimeout(1500);
      await shot('blind-board', false);
      await shot('blind');
      await page.goto(new URL('/wall.html', page.url()).href);
      await page.waitForTimeout(800);
      await page.screenshot({ path: `/tmp/wt-f-shots/wall-${locale}.png` });
      await edge.set({ type: 'passes' });
      await set({ way: 'https', address: 'https://shop.example.com:8443', port: 8443 });
      await shot('https');
      await context.close();
    }
  } finally {
    await close();
    await station.dispose();
    await edge.close();
  }
}, 120_000);
