import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHANNELS } from '../../shared/desktop.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/station.ts';
import { eventually, untilLive } from './desk.ts';
import { type DesktopApp, startDesktop } from './desktop-app.ts';

// One app for the whole table: each attack must leave it as it was, which the next one sees.
const folder = temporaryFolder();
let app: DesktopApp;
beforeAll(async () => {
  const ports = [await freePort(), await freePort()];
  app = await startDesktop({
    dataFolder: folder.path,
    args: ['--receiver-port', String(ports[0]), '--board-port', String(ports[1])],
  });
  await untilLive(app);
  return async () => {
    await app.dispose();
    folder.dispose();
  };
}, 60_000);

const WELL_SET = { volume: 1, updates: { when: 'asked' }, language: 'en' };
const SCREEN = { id: 1, label: 'Screen 1', x: 0, y: 0, width: 1_920, height: 1_080, isPrimary: true };
const address = () => app.inPage((page) => page.evaluate(() => window.location.href));
const log = () => readFileSync(join(folder.path, 'logs/desktop.log'), 'utf8');

/** Has the page do something, as its own code would: not within the test's call, to which its policy does not apply. */
async function attack(script: string): Promise<void> {
  await app.inPage(
    (page, text) =>
      page
        .evaluate((code) => {
          const AsyncFunction = (async () => {}).constructor as new (text: string) => () => Promise<void>;
          const run = new AsyncFunction(code);
          return new Promise<void>((resolve) =>
            setTimeout(
              () =>
                void run()
                  .catch(() => {})
                  .then(resolve),
            ),
          );
        }, text)
        .catch(() => undefined),
    script,
  );
}

/** Waits until the board lives, without the browser's own idea of whether a page is loading. */
const stillLive = () =>
  eventually(
    () => app.inPage((page) => page.evaluate(() => document.querySelector('[data-connection="live"]') !== null)),
    'the board lives on',
  ).toBe(true);

/** What the policy of the page objects to while it is attacked; null when nothing. */
async function violation(script: string): Promise<string | null> {
  const watched = app.inPage((page) =>
    page.evaluate(
      () =>
        new Promise<string | null>((resolve) => {
          const options = { once: true };
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), options);
          setTimeout(() => resolve(null), 15_000);
        }),
    ),
  );
  await attack(script);
  return watched;
}

describe('a page that would go elsewhere stays where it is, and the log says why:', () => {
  const OWN = 'only its own page may be shown in this window';
  test.each([
    ['by assigning its address', "location.href = 'https://evil.example/'", OWN],
    ['to a file', "location.href = 'file:///etc/passwd'", null],
    ['to its own ring page', "location.href = 'app://forecourt/ring.html'", OWN],
    ['to another host of its scheme', "location.href = 'app://elsewhere/index.html'", null],
    ['to the station itself', "location.href = 'http://127.0.0.1:1/'", OWN],
    [
      'by a link',
      "const a = document.createElement('a'); a.href = 'https://evil.example/link'; document.body.append(a); a.click(); a.remove()",
      OWN,
    ],
    [
      'by a form',
      "const f = document.createElement('form'); f.action = 'https://evil.example/form'; f.method = 'post'; document.body.append(f); f.submit(); f.remove()",
      null,
    ],
    [
      'by a refresh in its head',
      "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://evil.example/refresh'; document.head.append(m)",
      OWN,
    ],
    ['by a script address', 'location.href = \'javascript:document.title="pwned"\'', null],
    ['to data', "location.href = 'data:text/html,<h1>hello</h1>'", null],
    [
      'to something made on the spot',
      "location.href = URL.createObjectURL(new Blob(['<h1>hello</h1>'], { type: 'text/html' }))",
      null,
    ],
  ])('%s', async (_name, script, why) => {
    const before = await address();
    const logged = log().length;
    await attack(script);
    if (why !== null) await eventually(() => log().slice(logged), 'the log').toContain(why);
    expect(await address()).toBe(before);
    expect(await app.inPage((page) => page.title())).not.toBe('pwned');
    await stillLive();
  });
});

describe('a page that would have more than itself gets nothing:', () => {
  test.each([
    ['a window', "window.open('https://evil.example/')"],
    ['a window of its own scheme', "window.open('app://forecourt/index.html')"],
    [
      'a link into a new window',
      "const a = document.createElement('a'); a.href = 'https://evil.example/'; a.target = '_blank'; document.body.append(a); a.click(); a.remove()",
    ],
    [
      'a webview',
      "document.body.append(Object.assign(document.createElement('webview'), { src: 'https://evil.example/' }))",
    ],
  ])('%s', async (_name, script) => {
    const windows = (await app.windows()).length;
    await attack(script);
    await stillLive();
    expect(await app.windows()).toHaveLength(windows);
    // What the browser opened before it was told not to is closed again.
    const pages = () => app.inPage((page) => page.context().pages().length);
    await eventually(pages, 'no page is left').toBe(windows);
  });

  test.each([
    [
      'a frame of another site',
      "const f = document.createElement('iframe'); f.src = 'https://evil.example/'; document.body.append(f)",
    ],
    [
      'a script of another site',
      "const s = document.createElement('script'); s.src = 'https://evil.example/x.js'; document.head.append(s)",
    ],
    [
      'a picture of another site',
      "document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' }))",
    ],
    ['an answer from the network', "await fetch('https://evil.example/')"],
    [
      'an inline script',
      "const s = document.createElement('script'); s.textContent = 'document.title = \"pwned\"'; document.head.append(s)",
    ],
    ['code made from text', 'document.title = new Function(\'return "pwned"\')()'],
    ['an inline handler', "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')"],
  ])('%s, which its policy forbids', async (_name, script) => {
    const title = await app.inPage((page) => page.title());
    expect(await violation(script)).not.toBeNull();
    expect(await app.inPage((page) => page.title())).toBe(title);
  });

  test.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'openExternal',
    'display-capture',
    'fileSystem',
    'hid',
    'usb',
  ])('the permission "%s"', async (permission) => {
    expect(await app.askPermission(permission, 'app://forecourt/index.html')).toMatchObject({ request: false });
  });

  test('even a permission that the board has, when somebody else asks', async () => {
    const granted = 'clipboard-sanitized-write';
    expect(await app.askPermission(granted, 'app://forecourt/index.html')).toMatchObject({ request: true });
    expect(await app.askPermission(granted, 'https://evil.example/')).toMatchObject({ request: false });
  });
});

describe('a file that is dropped onto the window', () => {
  test('is not opened', async () => {
    const before = await address();
    await attack(
      "const d = new DataTransfer(); d.items.add(new File(['<h1>hello</h1>'], 'evil.html', { type: 'text/html' })); document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true, cancelable: true }))",
    );
    expect(await address()).toBe(before);
    await stillLive();
  });
});

describe('a message to main that is forged', () => {
  beforeAll(() =>
    app.inPage((page) =>
      page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const frame = Object.assign(document.createElement('iframe'), { srcdoc: 'a frame' });
            frame.addEventListener('load', () => resolve());
            document.body.append(frame);
          }),
      ),
    ),
  );
  const calls = Object.entries(CHANNELS)
    .filter(
      ([name]) =>
        !['port', 'stateChanged', 'openCheckIn', 'openSettings', 'ring', 'rang', 'sheetReady', 'connect'].includes(
          name,
        ),
    )
    .map(([, channel]) => channel);

  test.each(calls)('from a frame inside the page is refused: %s', async (channel) => {
    const logged = log().length;
    await expect(app.forgeIpc(channel, [], { frameUrl: 'about:srcdoc' })).rejects.toThrow('refused');
    expect(log().slice(logged)).toContain('it comes from a frame inside the page');
  });

  test.each(calls)("from the ring's page is refused: %s", async (channel) => {
    await expect(app.forgeIpc(channel, [], { which: 'ring' })).rejects.toThrow('refused');
  });

  test.each<[string, unknown[]]>([
    [CHANNELS.mute, []],
    [CHANNELS.mute, ['5']],
    [CHANNELS.mute, [1e9]],
    [CHANNELS.mute, [-5]],
    [CHANNELS.mute, [5, 5]],
    [CHANNELS.openHelp, ['https://evil.example/']],
    [CHANNELS.openHelp, [{ toString: 'help' }]],
    [CHANNELS.openOutside, []],
    [CHANNELS.openOutside, ['file:///etc/passwd']],
    [CHANNELS.openOutside, ['javascript:alert(1)']],
    [CHANNELS.openOutside, ['ms-msdt:/id PCWDiagnostic']],
    [CHANNELS.openOutside, ['https://reports.example@evil.example/']],
    [CHANNELS.openOutside, ['https://REPORTS.example/']],
    [CHANNELS.openOutside, [{ toString: 'https://reports.example/' }]],
    [CHANNELS.openOutside, ['https://reports.example/', { activate: false }]],
    [CHANNELS.changeSettings, [null]],
    [CHANNELS.changeSettings, [{ volume: 2, updates: { when: 'asked' }, language: 'en' }]],
    [CHANNELS.changeSettings, [{ volume: 1, updates: { when: 'at', time: '25:00' }, language: 'en' }]],
    [CHANNELS.changeSettings, [{ volume: 1, updates: { when: 'asked' }, language: 'en', dataFolder: '/' }]],
    [CHANNELS.changeSettings, [{ ...WELL_SET, wall: { isOn: 'yes', screen: null } }]],
    [CHANNELS.changeSettings, [{ ...WELL_SET, wall: { isOn: true, screen: { ...SCREEN, x: '0' } } }]],
    [
      CHANNELS.changeSettings,
      [{ ...WELL_SET, wall: { isOn: true, screen: { ...SCREEN, url: 'https://evil.example/' } } }],
    ],
    [CHANNELS.changeSettings, [{ ...WELL_SET, wall: { isOn: true, screen: { ...SCREEN, label: 'x'.repeat(1_000) } } }]],
    [CHANNELS.setStartAtLogin, ['true']],
    [CHANNELS.openDataFolder, ['/etc']],
    [CHANNELS.openLog, ['/etc/passwd']],
    [CHANNELS.state, [1]],
    [CHANNELS.installUpdate, ['https://evil.example/setup.exe']],
    [CHANNELS.testRing, [{}]],
  ])('with arguments that are not right is refused: %s %j', async (channel, args) => {
    await expect(app.forgeIpc(channel, args)).rejects.toThrow('refused');
    expect(await app.calls('shell', 'openExternal')).toEqual([]);
    expect(await app.calls('shell', 'openPath')).toEqual([]);
  });

  test('is the only kind that opens nothing: an address as it was shown opens in the browser', async () => {
    await app.forgeIpc(CHANNELS.openOutside, ['https://reports.example/r?id=7']);
    const opened = await app.calls('shell', 'openExternal');
    expect(opened.map(({ args }) => args)).toEqual([['https://reports.example/r?id=7']]);
  });

  test('to a channel that is not on the list is heard by nobody', async () => {
    await expect(app.forgeIpc('shell:open', ['calc.exe'])).rejects.toThrow();
    await app.forgeIpc(CHANNELS.rang, ['x'.repeat(10_000)], { kind: 'send' });
    expect(await app.calls('shell', 'beep')).toEqual([]);
    await stillLive();
  });
});

describe('every window', () => {
  test('is made without Node, in a sandbox and a world of its own', async () => {
    const made = await app.calls('BrowserWindow', 'new');
    expect(made).toHaveLength(2);
    for (const { args } of made) {
      expect(args[0]).toMatchObject({
        webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
      });
    }
    expect(await app.calls('app', 'enableSandbox')).toHaveLength(1);
  });
});
