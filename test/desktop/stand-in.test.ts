import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DesktopApp, type DesktopOptions, startDesktop } from './desktop-app.ts';
import { dataFolderForTest, desktopForTest } from './stand-in/desktop-for-test.ts';

const entry = join(import.meta.dirname, 'stand-in/fixture-app');

/** What the fixture's preload shows to its page, as far as the tests use it. */
type Fixture = {
  refused: string[];
  who(value: unknown): Promise<unknown>;
  fail(): Promise<unknown>;
  do(name: string, ...args: unknown[]): Promise<unknown>;
  join(to: string): void;
  twice(text: string, callback: (text: string) => string): string;
};
declare global {
  interface Window {
    fixture: Fixture;
    inline?: boolean;
    atStart: string[];
    ports: MessagePort[];
    gone?: boolean;
  }
}

/** The fixture for one test, with its window loaded. */
async function fixture(options: Partial<DesktopOptions> = {}): Promise<DesktopApp> {
  return loaded(await desktopForTest({ entry, ...options }));
}

async function loaded(app: DesktopApp): Promise<DesktopApp> {
  await app.inPage(async (page) => {
    await page.waitForURL('https://app-fixture.invalid/');
    await page.waitForFunction(() => window.atStart !== undefined);
  });
  return app;
}

/** One fixture for the tests of a group, which leave it running and its page where it is. */
function oneFixture(): () => DesktopApp {
  const dataFolder = mkdtempSync(join(tmpdir(), 'forecourt-data-'));
  let app: DesktopApp | undefined;
  beforeAll(async () => {
    app = await startDesktop({ entry, dataFolder, standIn: { displays: DISPLAYS } });
    await loaded(app);
  });
  afterAll(async () => {
    await app?.dispose();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return () => {
    if (app === undefined) throw new Error('the fixture was not started');
    return app;
  };
}

const BOUNDS = { x: 0, y: 0, width: 100, height: 100 };
const DISPLAYS = [
  { id: 1, bounds: BOUNDS },
  { id: 2, bounds: BOUNDS },
];

function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 10_000, interval: 20 });
}

/** Has the fixture's main do something, through its page. */
function deed(app: DesktopApp, ...args: unknown[]): Promise<unknown> {
  return app.inPage(
    (page: Page, given: unknown[]) => page.evaluate((all) => window.fixture.do(...(all as [string])), given),
    args,
  );
}

async function heard(app: DesktopApp): Promise<{ what: string; told?: unknown }[]> {
  return (await deed(app, 'heard')) as { what: string; told?: unknown }[];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The processes that descend from one, by Linux's own record. */
function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

describe('main', () => {
  test('gets the same electron by import and by require, and is told by name what is not there', async () => {
    const app = await fixture();
    expect(await deed(app, 'same')).toBe(true);
    await expect(deed(app, 'missing')).rejects.toThrow('the stand-in has no app.getGPUFeatureStatus');
    expect((await app.calls('app', 'enableSandbox')).length).toBe(1);
    expect(await app.calls('BrowserWindow', 'new')).toMatchObject([
      { args: [{ width: 700, webPreferences: { sandbox: true } }] },
    ]);
  });

  test('runs once for each profile: a second start ends, and the first is told of it', async () => {
    const dataFolder = dataFolderForTest();
    const app = await fixture({ dataFolder });
    const second = await desktopForTest({ entry, dataFolder, args: ['--second'] });
    expect(await second.exited).toBe(0);
    await eventually(() => heard(app)).toContainEqual({
      what: 'second',
      told: { argv: ['--second'], cwd: process.cwd() },
    });
  });

  test('quits with all that it started', async () => {
    const app = await fixture();
    const all = descendants(app.pid);
    expect(all.length).toBeGreaterThan(2);
    expect(await app.quit()).toBe(0);
    await eventually(() => all.filter(isAlive)).toEqual([]);
    expect((await app.calls('BrowserWindow', 'new')).length).toBe(1);
  });

  test('takes its children along when it is killed', async () => {
    const app = await fixture();
    const all = descendants(app.pid);
    await app.kill();
    await eventually(() => all.filter(isAlive)).toEqual([]);
  });

  test('quits from the menu of its tray', async () => {
    const app = await fixture();
    await app.clickTrayItem('Quit');
    expect(await app.exited).toBe(0);
  });

  test('quits on SIGTERM', async () => {
    const app = await fixture();
    process.kill(app.pid, 'SIGTERM');
    expect(await app.exited).toBe(0);
  });
});

describe('a page', () => {
  const shared = oneFixture();

  test('has what the preload shows before its own scripts, and nothing else of Electron', async () => {
    const app = shared();
    expect(await app.inPage((page) => page.evaluate(() => window.atStart))).toEqual([
      'refused',
      'who',
      'fail',
      'do',
      'join',
      'twice',
    ]);
    const around = await app.inPage(async (page) => {
      const plain = await (await page.context().browser()?.newContext())?.newPage();
      await plain?.route('**', (route) => route.fulfill({ body: '' }));
      await plain?.goto('https://plain.invalid/');
      const usual = await plain?.evaluate(() => Object.getOwnPropertyNames(window));
      return page.evaluate(
        (known) => ({
          more: Object.getOwnPropertyNames(window).filter((name) => !known?.includes(name)),
          frozen: Object.isFrozen(window.fixture),
          called: window.fixture.twice('a', (text) => `${text}!`),
        }),
        usual,
      );
    });
    expect(around).toEqual({ more: ['0', 'fixture', 'atStart', 'ports'], frozen: true, called: 'aa!' });
  });

  test('has a preload that can require nothing but electron', async () => {
    const app = shared();
    expect(await app.inPage((page) => page.evaluate(() => window.fixture.refused))).toEqual([
      'fs: module not found: fs',
      'node:fs: module not found: node:fs',
      'child_process: module not found: child_process',
      './other.js: module not found: ./other.js',
    ]);
  });

  test('invokes main, which sees the frame that asks', async () => {
    const app = shared();
    const answer = await app.inPage((page) => page.evaluate(() => window.fixture.who({ a: [1, 'two', null] })));
    expect(answer).toEqual({
      value: { a: [1, 'two', null] },
      isMainFrame: true,
      url: 'app://fixture/',
      origin: 'app://fixture',
    });
    await expect(app.inPage((page) => page.evaluate(() => window.fixture.fail()))).rejects.toThrow(
      "Error invoking remote method 'fail': RangeError: no",
    );
    expect(await app.forgeIpc('who', [1], { frameUrl: '/frame' })).toEqual({
      value: 1,
      isMainFrame: false,
      url: 'app://fixture/frame',
      origin: 'app://fixture',
    });
  });

  test('is held to the policy in the headers of its own protocol', async () => {
    const app = shared();
    expect(await app.inPage((page) => page.evaluate(() => window.inline === undefined))).toBe(true);
  });

  test('goes nowhere that main refuses', async () => {
    const app = shared();
    await app.inPage((page) => page.click('#away'));
    await eventually(() => heard(app)).toContainEqual({ what: 'will-navigate', told: 'https://elsewhere.example/' });
    await app.inPage((page) =>
      page.evaluate(() => {
        location.href = 'http://127.0.0.1:9/';
      }),
    );
    await eventually(() => heard(app)).toContainEqual({ what: 'will-navigate', told: 'http://127.0.0.1:9/' });
    expect((await app.windows())[0]?.url).toBe('app://fixture/');
    expect(await app.inPage((page) => page.title())).toBe('Fixture');
  });

  test('leaves no way out by a blob, a data or a file address, nor by a script', async () => {
    const app = shared();
    await app.inPage((page) =>
      page.evaluate(() => {
        location.href = URL.createObjectURL(new Blob(['<title>Blob</title>'], { type: 'text/html' }));
      }),
    );
    await eventually(() => heard(app)).toContainEqual({ what: 'will-navigate', told: expect.stringMatching(/^blob:/) });
    for (const address of ['data:text/html,x', 'file:///etc/passwd', 'javascript:document.title="script"']) {
      await app.inPage(
        (page, given: string) =>
          page.evaluate((to) => {
            location.href = to;
          }, given),
        address,
      );
    }
    expect((await app.windows())[0]?.url).toBe('app://fixture/');
    expect(await app.inPage((page) => page.title())).toBe('Fixture');
  });

  test('opens no window', async () => {
    const app = shared();
    await app.inPage((page) => page.click('#tab'));
    await app.inPage((page) =>
      page.evaluate(() => {
        window.open('https://elsewhere.example/opened');
      }),
    );
    await eventually(() => heard(app)).toContainEqual({ what: 'open', told: 'https://elsewhere.example/tab' });
    await eventually(() => heard(app)).toContainEqual({ what: 'open', told: 'https://elsewhere.example/opened' });
    await eventually(() => app.inPage((page) => page.context().pages().length)).toBe(1);
  });

  test('that crashes is told of, and can be loaded again', async () => {
    const app = shared();
    await app.inPage(async (page) => {
      const session = await page.context().newCDPSession(page);
      void session.send('Page.crash').catch(() => {});
      await page.waitForEvent('crash');
    });
    await eventually(() => heard(app).catch(() => [])).toContainEqual({ what: 'page gone', told: 'crashed' });
    expect(await app.inPage((page) => page.title())).toBe('Fixture');
  });

  test('asks for permissions, and main decides', async () => {
    const app = shared();
    expect(await app.askPermission('geolocation', 'app://fixture/')).toMatchObject({ request: false });
    expect(await app.askPermission('clipboard-sanitized-write', 'app://fixture/')).toMatchObject({ request: true });
  });
});

/** Sends a message on the page's newest port; what comes back. */
async function onPort(app: DesktopApp, message: unknown): Promise<unknown> {
  return app.inPage(
    (page, given) =>
      page.evaluate((data) => {
        const port = window.ports.at(-1);
        if (port === undefined) throw new Error('no port');
        port.addEventListener('close', () => {
          window.gone = true;
        });
        return new Promise((resolve) => {
          port.onmessage = (event) =>
            resolve(event.data.main instanceof Uint8Array ? { bytes: [...event.data.main] } : event.data);
          port.postMessage(Array.isArray(data) ? Uint8Array.from(data) : data);
        });
      }, given),
    message,
  );
}

async function joinTo(app: DesktopApp, to: 'main' | 'utility'): Promise<void> {
  await app.inPage(async (page, given) => {
    await page.evaluate((whom) => window.fixture.join(whom), given);
    await page.waitForFunction(() => window.ports.length > 0);
  }, to as string);
}

describe('a port', () => {
  test('joins page and main, for words and for bytes', async () => {
    const app = await fixture();
    await joinTo(app, 'main');
    expect(await onPort(app, 'hello')).toEqual({ main: 'hello' });
    expect(await onPort(app, [0, 255, 128])).toEqual({ bytes: [0, 255, 128] });
    await app.inPage((page) => page.evaluate(() => window.ports.at(-1)?.close()));
    await eventually(() => heard(app)).toContainEqual({ what: 'port closed' });
  });

  test('is closed at the one end when the page at the other is gone', async () => {
    const app = await fixture();
    await joinTo(app, 'main');
    expect(await onPort(app, 'hello')).toEqual({ main: 'hello' });
    await deed(app, 'reload').catch(() => {});
    await eventually(async () => (await app.windows())[0]?.url).toBe('app://fixture/');
    await eventually(() => heard(app).catch(() => [])).toContainEqual({ what: 'port closed' });
  });

  test('joins page and utility process, and both notice when the other is killed', async () => {
    const app = await fixture();
    await eventually(() => app.utilityProcesses()).toMatchObject([
      { pid: expect.any(Number), serviceName: 'Fixture utility' },
    ]);
    const [utility] = await app.utilityProcesses();
    await joinTo(app, 'utility');
    expect(await onPort(app, 'hello')).toEqual({ utility: 'hello', pid: utility?.pid });
    process.kill(utility?.pid ?? 0, 'SIGKILL');
    await eventually(() => heard(app)).toContainEqual({ what: 'utility exit', told: 9 });
    await eventually(() => app.inPage((page) => page.evaluate(() => window.gone))).toBe(true);
    expect(await heard(app)).toContainEqual({ what: 'utility message', told: { type: 'utility', send: 'undefined' } });
  });
});

describe('the system', () => {
  const shared = oneFixture();

  test('shows notifications, which can be clicked', async () => {
    const app = shared();
    await deed(app, 'notify');
    expect(await app.notifications()).toMatchObject([{ title: 'A check-in', body: 'AB12 CDE', state: 'shown' }]);
    await app.clickNotification(0);
    expect(await heard(app)).toContainEqual({ what: 'clicked' });
  });

  test('fails notifications when it is told to', async () => {
    const app = await fixture({ standIn: { notificationsFail: 'not allowed' } });
    await deed(app, 'notify');
    await eventually(() => heard(app)).toContainEqual({ what: 'failed', told: 'not allowed' });
  });

  test('keeps secrets, by the asynchronous calls only', async () => {
    const app = shared();
    expect(await deed(app, 'keep', 'a secret')).toEqual({ result: 'a secret', plain: false });
    await expect(deed(app, 'keepSync')).rejects.toThrow('use encryptStringAsync');
  });

  test('has a tray with a menu', async () => {
    const app = shared();
    expect((await app.trayMenu()).map(({ label, type, checked }) => [label, type, checked])).toEqual([
      ['Mute', 'checkbox', false],
      ['', 'separator', false],
      ['Quit', 'normal', false],
    ]);
    await app.clickTrayItem('Mute');
    expect(await heard(app)).toContainEqual({ what: 'mute', told: true });
    await expect(app.clickTrayItem('Shout')).rejects.toThrow('there is no item "Shout" among "Mute","","Quit"');
  });

  test('loses screens and goes to sleep', async () => {
    const app = shared();
    await app.setDisplays(DISPLAYS.slice(0, 1));
    await app.emit('powerMonitor', 'suspend');
    expect(await heard(app)).toEqual(
      expect.arrayContaining([{ what: 'display-removed', told: 2 }, { what: 'suspend' }]),
    );
  });

  test('asks, and is answered', async () => {
    const app = shared();
    expect(await deed(app, 'ask')).toEqual({ response: 1, checkboxChecked: false });
    await app.answerDialog({ response: 0, checkboxChecked: true });
    expect(await deed(app, 'ask')).toEqual({ response: 0, checkboxChecked: true });
  });

  test('starts the app at login, and says so only to who asks with the same arguments', async () => {
    const app = shared();
    await deed(app, 'setLogin', ['--hidden']);
    expect(await deed(app, 'login', ['--hidden'])).toBe(true);
    expect(await deed(app, 'login', [])).toBe(false);
  });

  test('prints to PDF', async () => {
    const app = shared();
    expect(await deed(app, 'pdf')).toBe('%PDF');
  });
});
