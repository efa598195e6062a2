import { closeControl } from '../control/connection.ts';
import { closeChromium } from '../page/chromium.ts';
import { running } from '../utility-process.ts';

/** Ends the app with everything that it started. */
export async function endProcess(exitCode: number, before: Promise<void>): Promise<void> {
  for (const utility of running) utility.killNow();
  await Promise.all([before, closeChromium()]);
  await closeControl();
  process.exit(exitCode);
}
