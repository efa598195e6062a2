import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { recordContext } from '../support/written/record-pages.ts';
import { whenOver } from './when-over.ts';

/** What a test may listen to on its page. */
const EVENTS = ['console', 'dialog', 'load', 'pageerror', 'popup', 'request', 'requestfailed', 'response'];
const VIEWPORT = { width: 1280, height: 800 };

/** A page whose clock a test has set keeps a clock of its own, so it is for such tests alone. */
type Clock = 'real' | 'set';
type RestingPage = { page: Page; clock: Clock; added: { dispose: () => Promise<void> }[] };

/** The pages of a browser by what cannot be changed any more when they are open: clock, language, time zone, touch. */
const resting = new WeakMap<Browser, Map<string, RestingPage[]>>();

/**
 * A page for one test, as good as new: nothing remembered, no cookie, and nothing left of the test before. It is opened once
 * and rests between the tests of a file, since a browser has the script of a board at hand for a page that has shown it
 * before, and needs three times as long for another one. All boards of a file must be of one origin for that.
 */
// With motion asked for, a click may begin on a message that slides in and end beside it.
export async function takeRestingPage(browser: Browser, clock: Clock, options: BrowserContextOptions): Promise<Page> {
  const { viewport = VIEWPORT, colorScheme = null, reducedMotion = 'reduce', ...fixed } = options;
  const mine = resting.get(browser) ?? new Map<string, RestingPage[]>();
  resting.set(browser, mine);
  const key = JSON.stringify({ ...fixed, clock });
  const taken = mine.get(key)?.pop() ?? (await openPage(browser, clock, fixed));
  const { page } = taken;
  whenOver(async () => {
    if (fixed.proxy === undefined && (await lieDown(taken))) mine.set(key, [...(mine.get(key) ?? []), taken]);
    else await page.context().close();
  });
  if (viewport !== null) await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion });
  return page;
}

async function openPage(browser: Browser, clock: Clock, options: BrowserContextOptions): Promise<RestingPage> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: VIEWPORT, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const added: RestingPage['added'] = [];
  const addInitScript = page.addInitScript.bind(page);
  const exposeFunction = page.exposeFunction.bind(page);
  page.addInitScript = async (script, argument, scriptOptions) => {
    const put = await addInitScript(script, argument, scriptOptions);
    added.push({ dispose: () => put.dispose() });
    return put;
  };
  page.exposeFunction = async (name, callback) => {
    const exposed = await exposeFunction(name, callback);
    added.push({ dispose: () => exposed.dispose() });
    return exposed;
  };
  if (clock === 'real') {
    Object.defineProperty(page, 'clock', {
      get: () => {
        throw new Error('this page keeps the real time: take a desk by clockedDesk()');
      },
    });
  }
  return { page, clock, added };
}

/** Takes from a page what a test has put there; whether it could be. It then shows a page of the station that does nothing. */
async function lieDown({ page, clock, added }: RestingPage): Promise<boolean> {
  if (page.isClosed() || !page.url().startsWith('http://127.0.0.1:')) return false;
  const context = page.context();
  await recordContext(context);
  for (const event of EVENTS) page.removeAllListeners(event);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const one of added.splice(0)) await one.dispose();
  for (const other of context.pages()) if (other !== page) await other.close();
  if (clock === 'set') await page.clock.resume();
  await context.clearCookies();
  await context.clearPermissions();
  try {
    await page.goto(new URL('/pair', page.url()).href);
  } catch {
    // The test has stopped its station.
    return false;
  }
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  return true;
}
