import type { BrowserWindow } from 'electron';
import type { Logger } from 'pino';
import { planRestart } from '../policy/restart.ts';

/** Loads the page of a window again when its process is gone: soon, and less often when that does not help. */
export function surviveCrashes(window: BrowserWindow, page: string, now: () => number, log: Logger): void {
  let crashes = 0;
  let loadedAt: number | null = null;
  window.webContents.on('did-finish-load', () => {
    loadedAt = now();
  });
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode, page }, 'the process of a page is gone');
    if (reason === 'clean-exit') return;
    const ranMs = loadedAt === null ? null : now() - loadedAt;
    const plan = planRestart({ ranMs, before: crashes, saidWhy: false });
    crashes = plan.failures;
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, plan.afterMs);
  });
}
