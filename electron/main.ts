import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { registerAppScheme } from './desktop/app-protocol.ts';
import { runDesktop } from './desktop/desktop-app.ts';
import { openLog } from './desktop/log.ts';
import { readDesktopOptions } from './options.ts';
import { runVerify } from './verify-run.ts';

// The desktop app. What must be said before Electron is ready is said here; the rest is wired in desktop/desktop-app.ts.
// Nothing waits for `whenReady` at the top of this module: Electron becomes ready only after it has been read to its end.

app.enableSandbox();
app.setName('Forecourt');
// Windows joins notifications, taskbar and shortcut by it: the same as appId in electron-builder.yml.
app.setAppUserModelId('app.forecourt');
registerAppScheme();

/** The command line after the program, and after its folder where it is not packed. */
const args = process.argv.slice(app.isPackaged ? 1 : 2);

// Beside a running Forecourt, too: it needs neither window, station nor data folder.
if (args[0] === 'verify') void runVerify(args.slice(1), process).then((code) => app.exit(code));
else openWindow();

function openWindow(): void {
  try {
    const options = readDesktopOptions(args, process.env);
    mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
    // The browser's own files, and with them the lock of the single instance, belong to the data folder that they serve.
    app.setPath('userData', join(options.dataFolder, 'window'));
    if (app.requestSingleInstanceLock()) {
      const log = openLog(options.dataFolder, options.logLevel);
      void app.whenReady().then(() => runDesktop(options, import.meta.env.APP_VERSION, log));
    } else {
      app.quit();
    }
  } catch (error) {
    // An option that is wrong, or a folder that cannot be made: one sentence, and no window that would only be empty.
    dialog.showErrorBox('Forecourt', error instanceof Error ? error.message : String(error));
    app.exit(1);
  }
}
