import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { PagePort } from '../../electron/station/board/ports.ts';
import { OWN_ACCESS } from '../../shared/access.ts';
import { type Desktop, type DesktopState, type PrintOutcome, STATION_PORT_MESSAGE } from '../../shared/desktop.ts';
import { DEFAULT_DESKTOP_SETTINGS } from '../../shared/desktop-settings.ts';
import type { TestStation } from '../support/station.ts';
import { desk, eventually } from './desk.ts';
import { whenOver } from './when-over.ts';

/** A call that the page made to the desktop app around it. */
export type DesktopCall = [name: keyof Desktop, ...args: unknown[]];

/** What a test does with the desktop app around a page. */
export type FakeDesktop = {
  page: Page;
  /** Tells the page another state. */
  setState: (change: Partial<DesktopState>) => Promise<void>;
  /** Somebody clicked on a notification, or on 'Settings' in the menu of the app. */
  openCheckIn: (id: string) => Promise<void>;
  openSettings: () => Promise<void>;
  /** These calls are refused from now on. */
  refuse: (...names: (keyof Desktop)[]) => Promise<void>;
  /** These calls are not answered from now on. */
  hold: (...names: (keyof Desktop)[]) => Promise<void>;
  /** What becomes of the sheets that are printed or saved from now on. */
  printAs: (outcome: PrintOutcome) => Promise<void>;
  /** Nothing comes through the port any more. */
  cut: () => Promise<void>;
  calls: () => Promise<DesktopCall[]>;
  /** Waits until the page has made this call. */
  called: (...call: DesktopCall) => Promise<void>;
};

/** A desktop app in which all is well. */
export const WELL: DesktopState = {
  version: '0.1.0',
  station: { state: 'running' },
  settings: DEFAULT_DESKTOP_SETTINGS,
  login: 'on',
  notifications: { state: 'on' },
  secrets: 'key-store',
  mutedUntil: null,
  ringing: false,
  updates: { state: 'idle', checkedAt: null },
  screens: [
    {
      id: 1,
      label: 'Built-in',
      x: 0,
      y: 0,
      width: 1_920,
      height: 1_080,
      isPrimary: true,
      pixels: { width: 1_920, height: 1_080 },
    },
  ],
  wall: { state: 'off' },
  printTrouble: null,
  dataFolder: 'C:\\Users\\Desk\\AppData\\Roaming\\Forecourt',
};

/** The steering wheel that the page's fake puts on its window. */
type Steering = {
  calls: DesktopCall[];
  refused: string[];
  held: string[];
  outcome: PrintOutcome;
  setState: (change: Partial<DesktopState>) => void;
  openCheckIn: (id: string) => void;
  openSettings: () => void;
  fromStation: (message: string) => void;
  cut: () => void;
};
type SteeredWindow = { steering: Steering; toStation: (message: string) => Promise<void> };
const steered = (): SteeredWindow => window as unknown as SteeredWindow;

/** Runs in the page before anything else: what the preload puts there, played. */
function putDesktop({ state, portMessage }: { state: DesktopState; portMessage: string }): void {
  const stateListeners = new Set<(state: DesktopState) => void>();
  const checkInListeners = new Set<(id: string) => void>();
  const settingsListeners = new Set<() => void>();
  let now = state;
  let stationPort: MessagePort | undefined;
  const listen = <T>(set: Set<T>, listener: T): (() => void) => {
    set.add(listener);
    return () => void set.delete(listener);
  };
  const steering: Steering = {
    calls: [],
    refused: [],
    held: [],
    outcome: { result: 'printed' },
    setState(change) {
      now = { ...now, ...change };
      for (const listener of [...stateListeners]) listener(structuredClone(now));
    },
    openCheckIn: (id) => [...checkInListeners].map((listener) => listener(id)),
    openSettings: () => [...settingsListeners].map((listener) => listener()),
    fromStation: (message) => stationPort?.postMessage(message),
    cut: () => stationPort?.close(),
  };
  const act =
    <A extends unknown[]>(name: keyof Desktop, effect: (...args: A) => void = () => {}) =>
    async (...args: A): Promise<void> => {
      steering.calls.push([name, ...args]);
      if (steering.held.includes(name)) await new Promise(() => {});
      if (steering.refused.includes(name)) throw new Error('refused');
      // The state after it comes a little later than the answer, as from the app.
      setTimeout(() => effect(...args), 100);
    };
  const desktop: Desktop = {
    connect() {
      const { port1, port2 } = new MessageChannel();
      stationPort = port1;
      port1.onmessage = ({ data }) => void (window as unknown as SteeredWindow).toStation(data);
      window.postMessage(portMessage, window.location.origin, [port2]);
    },
    state: async () => structuredClone(now),
    onState: (listener) => listen(stateListeners, listener),
    onOpenCheckIn: (listener) => listen(checkInListeners, listener),
    onOpenSettings: (listener) => listen(settingsListeners, listener),
    retryStation: act('retryStation'),
    openDataFolder: act('openDataFolder'),
    openLog: act('openLog'),
    openHelp: act('openHelp'),
    openOutside: act('openOutside'),
    openNotificationSettings: act('openNotificationSettings'),
    changeSettings: act('changeSettings', (settings) => steering.setState({ settings })),
    setStartAtLogin: act('setStartAtLogin', (isOn) => steering.setState({ login: isOn ? 'on' : 'off' })),
    mute: act('mute', (minutes) =>
      steering.setState({ mutedUntil: minutes === 0 ? null : Date.now() + minutes * 60_000 }),
    ),
    testRing: act('testRing'),
    testNotification: act('testNotification'),
    checkForUpdates: act('checkForUpdates'),
    installUpdate: act('installUpdate'),
    printers: async () => [
      { name: 'brother_hl', displayName: 'Brother HL-L2350DW' },
      { name: 'tm_t20', displayName: 'EPSON TM-T20III' },
    ],
    printSheet: (id) => act('printSheet')(id).then(() => steering.outcome),
    saveSheet: (id) => act('saveSheet')(id).then(() => steering.outcome),
    printTestPage: () => act('printTestPage')().then(() => steering.outcome),
    printNowhere: () => act('printNowhere')().then(() => ({ result: 'failed', problem: 'no-printer' })),
    openKeptSheet: act('openKeptSheet'),
    forgetPrintTrouble: act('forgetPrintTrouble', () => steering.setState({ printTrouble: null })),
  };
  Object.assign(window, { steering, desktop });
}

/**
 * Opens the board of a station as the desktop app does: with its side of the page played, and procedures over a port. The
 * page is served over HTTP, which takes nothing from what is tested here.
 */
export async function openInDesktop(
  browser: Browser,
  station: Pick<TestStation, 'board' | 'connectPage'>,
  state: Partial<DesktopState> = {},
  options: BrowserContextOptions = {},
): Promise<FakeDesktop> {
  const page = await desk(browser, options);
  let isOver = false;
  whenOver(() => {
    isOver = true;
  });
  let hear: (message: { data: unknown }) => void = () => {};
  let delivered: Promise<unknown> = Promise.resolve();
  const port: PagePort = {
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'message') hear = listener;
    },
    postMessage(message) {
      // One after another, or they would overtake each other; a page that is gone hears nothing.
      delivered = delivered.then(() =>
        isOver ? null : page.evaluate((text) => steered().steering.fromStation(text), String(message)).catch(() => {}),
      );
    },
    start() {},
  };
  station.connectPage(port, OWN_ACCESS);
  await page.exposeFunction('toStation', (message: string) => hear({ data: message }));
  await page.addInitScript(`globalThis.steered = ${steered.toString()}`);
  await page.addInitScript(putDesktop, { state: { ...WELL, ...state }, portMessage: STATION_PORT_MESSAGE });
  await page.goto(station.board);
  await page.locator('[data-connection]').waitFor();
  const calls = (): Promise<DesktopCall[]> => page.evaluate(() => steered().steering.calls);
  return {
    page,
    setState: (change) => page.evaluate((told) => steered().steering.setState(told), change),
    openCheckIn: (id) => page.evaluate((wanted) => steered().steering.openCheckIn(wanted), id),
    openSettings: () => page.evaluate(() => steered().steering.openSettings()),
    refuse: (...refused) => page.evaluate((all) => void Object.assign(steered().steering, all), { refused }),
    hold: (...held) => page.evaluate((all) => void Object.assign(steered().steering, all), { held }),
    printAs: (outcome) => page.evaluate((all) => void Object.assign(steered().steering, all), { outcome }),
    cut: () => page.evaluate(() => steered().steering.cut()),
    calls,
    called: async (...call) => {
      await eventually(calls, `the call ${JSON.stringify(call)}`).toContainEqual(call);
    },
  };
}
