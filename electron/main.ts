import { createInterface } from 'node:readline';
import { app, BrowserWindow, dialog, session, utilityProcess } from 'electron';
import { isOwnPage, readReadyLine } from './policy/own-page.ts';

// The desktop app: the headless station in a process of its own, and a window on its board. A station that stalls or
// crashes takes no window with it; a page that is attacked has neither Node nor another address to go to.

app.enableSandbox();

/** Starts the station; answers the address of its board, or what it said when it could not start. */
function startStation(): Promise<{ board: string } | { problem: string }> {
  const station = utilityProcess.fork(
    `${import.meta.dirname}/headless.js`,
    process.argv.slice(app.isPackaged ? 1 : 2),
    {
      serviceName: 'Forecourt station',
      stdio: 'pipe',
    },
  );
  app.once('will-quit', () => station.kill());
  let said = '';
  station.stderr?.on('data', (text) => {
    said = `${said}${text}`.slice(-2_000);
  });
  return new Promise((resolve) => {
    station.once('exit', () => resolve({ problem: said }));
    if (station.stdout === null) return;
    createInterface({ input: station.stdout }).on('line', (line) => {
      const board = readReadyLine(line);
      if (board !== null) resolve({ board });
    });
  });
}

function openWindow(board: string): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  const window = new BrowserWindow({ width: 1280, height: 800, title: 'Forecourt', backgroundColor: '#eef0f4' });
  window.removeMenu();
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url, board)) event.preventDefault();
  });
  void window.loadURL(board);
}

async function start(): Promise<void> {
  const [station] = await Promise.all([startStation(), app.whenReady()]);
  if ('board' in station) return openWindow(station.board);
  dialog.showErrorBox('Forecourt', station.problem);
  app.quit();
}

app.on('window-all-closed', () => app.quit());
void start();
