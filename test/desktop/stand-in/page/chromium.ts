import type { Browser } from 'playwright-core';

let started: Promise<{ browser: Browser; close: () => Promise<void> }> | undefined;

/** Chromium also has to end when the app does not wait for it. */
const CLOSE_WITHIN_MS = 3_000;

async function launch() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const { launchBrowser } = await import('../../../support/browser.ts');
  const launched = await launchBrowser();
  // Playwright ends the process on a signal; Electron quits the app.
  for (const [index, signal] of signals.entries()) {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) process.off(signal, listener);
    }
  }
  return launched;
}

/** The one Chromium of this app, started with the first window. */
export async function chromium(): Promise<Browser> {
  started ??= launch();
  return (await started).browser;
}

/** Keeps how its pages look now, if it was started. */
export async function recordPages(): Promise<void> {
  if (started === undefined) return;
  const { recordContext } = await import('../../../support/written/record-pages.ts');
  for (const context of (await started).browser.contexts()) await recordContext(context);
}

/** Ends it, if it was started. */
export async function closeChromium(): Promise<void> {
  if (started === undefined) return;
  const late = new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
  await Promise.race([started.then(({ close }) => close()).catch(() => {}), late]);
}
