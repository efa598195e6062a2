import type { Browser, BrowserContext, Page } from 'playwright-core';
import { FIRST_ERROR, recordAnswer } from './record-answers.ts';
import { notePrivate, record } from './trace.ts';

/** A page that hangs is left as it is. */
const READ_WITHIN_MS = 3_000;
/** A cookie that is shorter is no key. */
const SHORTEST_KEY = 20;

/** Has kept what the pages of a browser write to its console, what they are refused with, and how they look in the end. */
export function recordPages(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.on('console', (message) => record('console', message.text()));
    context.on('weberror', (error) => record('console', String(error.error().stack)));
    context.on('response', (response) => {
      // To read all that a page loads would take longer than to draw it.
      const status = response.status();
      if (status < FIRST_ERROR) return;
      response.text().then(
        (body) => recordAnswer({ status, body }),
        () => {},
      );
    });
    const close = context.close.bind(context);
    context.close = async (closing) => {
      await recordContext(context);
      await close(closing);
    };
    return context;
  };
  const close = browser.close.bind(browser);
  browser.close = async (closing) => {
    for (const context of browser.contexts()) await recordContext(context);
    await close(closing);
  };
  return browser;
}

/** Keeps how the pages of a browser's context look now, and takes its cookies for keys that may be read nowhere. */
export async function recordContext(context: BrowserContext): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, READ_WITHIN_MS).unref());
  const looked = async () => {
    for (const { value } of await context.cookies()) if (value.length >= SHORTEST_KEY) notePrivate('secret', value);
    for (const page of context.pages()) record('page', await readPage(page));
  };
  // A page that is on its way to another one, or gone, shows nothing.
  await Promise.race([looked().catch(() => {}), late]);
}

/** All that a page shows and holds, what stands in its fields among it; its styles are the same everywhere. */
export function readPage(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const style of copy.querySelectorAll('style')) style.remove();
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
    return [location.href, copy.outerHTML, ...fields.map(({ value }) => value)].join('\n');
  });
}
