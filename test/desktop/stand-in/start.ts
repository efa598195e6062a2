import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import './real-node.ts';

// Started as Electron is, `electron <app folder> [arguments]`: runs the app's own main module, with Electron's API around.
const folder = resolve(process.argv[2] ?? '.');
const electron = join(import.meta.dirname, 'electron');
const { version } = createRequire(import.meta.url)('electron/package.json');

process.argv = [electron, process.argv[2] ?? '.', ...process.argv.slice(3)];
process.execPath = electron;
for (const [name, value] of Object.entries({
  type: 'browser',
  defaultApp: true,
  resourcesPath: join(import.meta.dirname, 'resources'),
})) {
  Object.defineProperty(process, name, { value });
}
Object.defineProperty(process, 'versions', {
  value: Object.freeze({ ...process.versions, electron: String(version), chrome: '153.0.0.0' }),
});

const { serveElectron } = await import('./hooks.ts');
const { openControl } = await import('./control/connection.ts');
const { commands } = await import('./control/commands.ts');
const { standInApp } = await import('./app/app.ts');
serveElectron();
await openControl(commands);

const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
// Not before the app's module is evaluated to its end: one that waits for `ready` there waits for ever, as in Electron.
await import(pathToFileURL(join(folder, String(main))).href);
standInApp.becomeReady();
