// A small app on Electron, for the test of the stand-in.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeImage,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  Tray,
  utilityProcess,
} from 'electron';

const required = createRequire(import.meta.url)('electron');
const heard = [];
const hear = (what, told) => heard.push({ what, told });

app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'";
const FILES = {
  '/': [
    'text/html',
    '<!doctype html><title>Fixture</title><script>window.inline = true</script><script src="/page.js"></script><p id="said">nothing</p><a id="away" href="https://elsewhere.example/">away</a><a id="tab" href="https://elsewhere.example/tab" target="_blank">tab</a><iframe src="/frame"></iframe>',
  ],
  '/frame': ['text/html', '<!doctype html><title>Frame</title>'],
  '/page.js': [
    'text/javascript',
    `window.atStart = Object.keys(window.fixture ?? {});
     window.ports = [];
     window.addEventListener('message', (event) => { if (event.data === 'port') window.ports.push(event.ports[0]); });`,
  ],
};

let utility;
function startUtility() {
  utility = utilityProcess.fork(join(import.meta.dirname, 'utility.js'), ['one'], {
    serviceName: 'Fixture utility',
    stdio: 'pipe',
  });
  utility.on('exit', (code) => hear('utility exit', code));
  utility.on('message', (message) => hear('utility message', message));
}

function joinPageToUtility(window) {
  const { port1, port2 } = new MessageChannelMain();
  utility.postMessage('port', [port1]);
  window.webContents.postMessage('port', null, [port2]);
}

function joinPageToMain(window) {
  const { port1, port2 } = new MessageChannelMain();
  port1.on('message', ({ data }) => port1.postMessage({ main: data }));
  port1.on('close', () => hear('port closed'));
  port1.start();
  window.webContents.postMessage('port', null, [port2]);
}

function open() {
  const window = new BrowserWindow({
    width: 700,
    height: 500,
    webPreferences: { preload: join(import.meta.dirname, 'preload.js'), sandbox: true },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(({ url }) => {
    hear('open', url);
    return { action: 'deny' };
  });
  webContents.on('will-navigate', (event) => {
    hear('will-navigate', event.url);
    event.preventDefault();
  });
  webContents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return;
    hear('will-frame-navigate', event.url);
    if (!event.url.startsWith('app://')) event.preventDefault();
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    hear('page gone', reason);
    window.reload();
  });
  webContents.on('preload-error', (_event, _path, error) => hear('preload-error', error.message));
  void window.loadURL('app://fixture/');
  return window;
}

ipcMain.handle('who', (event, value) => ({
  value,
  isMainFrame: event.senderFrame === event.sender.mainFrame,
  url: event.senderFrame?.url,
  origin: event.senderFrame?.origin,
}));
ipcMain.handle('fail', () => {
  throw new RangeError('no');
});
ipcMain.on('join', (event, to) => {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (to === 'main') joinPageToMain(window);
  else joinPageToUtility(window);
});

// What the test asks main itself: it sends the name of a thing to do as the second start's last argument would.
const deeds = {
  heard: () => heard,
  same: () => required.app === app && required.BrowserWindow === BrowserWindow,
  missing: () => app.getGPUFeatureStatus(),
  notify: () => {
    const notification = new Notification({ title: 'A check-in', body: 'AB12 CDE' });
    notification.on('click', () => hear('clicked'));
    notification.on('failed', (_event, error) => hear('failed', error));
    notification.show();
  },
  async keep(text) {
    const kept = await safeStorage.encryptStringAsync(text);
    const { result } = await safeStorage.decryptStringAsync(kept);
    return { result, plain: kept.includes(text) };
  },
  keepSync: () => safeStorage.encryptString('x'),
  pdf: async () => {
    const [window] = BrowserWindow.getAllWindows();
    const bytes = await window.webContents.printToPDF({ pageSize: 'A4' });
    return bytes.subarray(0, 4).toString('latin1');
  },
  ask: async () => dialog.showMessageBox({ message: 'Really?', buttons: ['Yes', 'No'], cancelId: 1 }),
  login: (args) => app.getLoginItemSettings({ args }).openAtLogin,
  setLogin: (args) => app.setLoginItemSettings({ openAtLogin: true, args }),
  reload: () => BrowserWindow.getAllWindows()[0].reload(),
};
ipcMain.handle('do', (_event, name, ...args) => deeds[name](...args));

app.setPath('userData', join(app.getPath('appData'), 'fixture'));
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv, cwd) => hear('second', { argv: argv.slice(2), cwd }));
  app.whenReady().then(() => {
    protocol.handle('app', (request) => {
      const { pathname } = new URL(request.url);
      const [type, body] = FILES[pathname] ?? [];
      if (body === undefined) return new Response(null, { status: 404 });
      return new Response(body, { headers: { 'content-type': type, 'content-security-policy': POLICY } });
    });
    session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
      answer(permission === 'clipboard-sanitized-write'),
    );
    powerMonitor.on('suspend', () => hear('suspend'));
    screen.on('display-removed', (_event, display) => hear('display-removed', display.id));
    const tray = new Tray(nativeImage.createEmpty());
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Mute', type: 'checkbox', click: (item) => hear('mute', item.checked) },
        { type: 'separator' },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
    startUtility();
    open();
  });
} else {
  app.quit();
}
