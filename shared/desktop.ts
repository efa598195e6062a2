import type { DesktopSettings, ScreenIdentity } from './desktop-settings.ts';
import type { UpdateState } from './desktop-updates.ts';
import type { SecretProtection } from './settings.ts';
import type { SheetProblem } from './sheet-print.ts';
import type { LongStart } from './station-process.ts';

// The second contract: what the page can ask of the desktop app around it. In a browser there is none of this, and the
// page does without. Arguments are checked in main; the page may call nothing that is not named here.

/** How the station's process stands. `since` and `nextTryAt` are ms since 1970. */
export type StationState =
  | { state: 'starting' }
  | { state: 'running' }
  /** It starts, and has long work on its data first: nothing is received, `since` then. */
  | { state: 'working'; what: LongStart['what']; since: number }
  /** It ended, or never became ready, and is being started again. */
  | { state: 'restarting'; since: number }
  /** It fails again and again. `said` is its own sentence where it had one; it is tried again at `nextTryAt`. */
  | { state: 'failing'; since: number; said: string | null; nextTryAt: number };

/** Whether this PC's own notifications can be seen; `why` is what to put right. */
export type NotificationState = { state: 'on' } | { state: 'off'; why: 'unsupported' | 'refused' };

/** How start at login stands; `unsupported` where this system offers no way to it. */
export type LoginState = 'on' | 'off' | 'unsupported';

/** A screen of this PC, with its size in its own pixels. */
export type ScreenView = ScreenIdentity & { pixels: { width: number; height: number } };

/** How the wall's window stands: on a screen, or waiting for one to be plugged in. */
export type WallWindowState = { state: 'off' } | { state: 'waiting' } | { state: 'shown'; screen: number };

/** A printer of this PC: the name by which the system knows it, and the one that people know. */
export type PrinterView = { name: string; displayName: string };

/** What became of a sheet that somebody wanted: `printed` is also for one that was saved. */
export type PrintOutcome =
  | { result: 'printed' }
  | { result: 'cancelled' }
  | { result: 'failed'; problem: SheetProblem };

/** The last sheet that could not be printed, of `count` since somebody has looked; `isKept` as a PDF. */
export type PrintTrouble = {
  checkInId: string;
  plate: string | null;
  problem: SheetProblem;
  isKept: boolean;
  count: number;
};

/** All that the page is told of the desktop app around it. */
export type DesktopState = {
  version: string;
  station: StationState;
  settings: DesktopSettings;
  login: LoginState;
  notifications: NotificationState;
  /** Null before it is known. */
  secrets: SecretProtection | null;
  /** Until when the ring is silenced, in ms since 1970. */
  mutedUntil: number | null;
  /** True while check-ins wait for which it rings, whether or not it is silenced at this moment. */
  ringing: boolean;
  updates: UpdateState;
  /** Those that are plugged in, the main one first. */
  screens: ScreenView[];
  wall: WallWindowState;
  printTrouble: PrintTrouble | null;
  dataFolder: string;
};

/** Pages of help that open in the system's browser. */
export const HELP_LINKS = ['help', 'trouble', 'releases'] as const;
export type HelpLink = (typeof HELP_LINKS)[number];

/** The message with which the page is handed a port to the station, on its own window. */
export const STATION_PORT_MESSAGE = 'forecourt:station-port';

/** What the preload puts on the page's `window.desktop`, and nothing else. */
export type Desktop = {
  /** Asks for a port to the station: it comes as a message {@link STATION_PORT_MESSAGE}, and again after each restart. */
  connect: () => void;
  state: () => Promise<DesktopState>;
  /** Hears every new state. Returns how to stop. */
  onState: (listener: (state: DesktopState) => void) => () => void;
  /** Hears which check-in somebody wants to see, by a click on a notification. Returns how to stop. */
  onOpenCheckIn: (listener: (id: string) => void) => () => void;
  /** Hears that somebody chose 'Settings' in the menu of the app. Returns how to stop. */
  onOpenSettings: (listener: () => void) => () => void;
  retryStation: () => Promise<void>;
  openDataFolder: () => Promise<void>;
  openLog: () => Promise<void>;
  openHelp: (link: HelpLink) => Promise<void>;
  /** Opens the page of a link that a message brought, in the system's browser; its page has asked a person first. */
  openOutside: (address: string) => Promise<void>;
  openNotificationSettings: () => Promise<void>;
  changeSettings: (settings: DesktopSettings) => Promise<void>;
  setStartAtLogin: (isOn: boolean) => Promise<void>;
  /** Silences the ring for so many minutes; 0 ends it. */
  mute: (minutes: number) => Promise<void>;
  testRing: () => Promise<void>;
  testNotification: () => Promise<void>;
  checkForUpdates: () => Promise<void>;
  installUpdate: () => Promise<void>;
  printers: () => Promise<PrinterView[]>;
  /** Prints the sheet of a check-in, on the chosen printer or by the system's dialog. */
  printSheet: (checkInId: string) => Promise<PrintOutcome>;
  /** Saves it as a PDF where somebody wants it. */
  saveSheet: (checkInId: string) => Promise<PrintOutcome>;
  printTestPage: () => Promise<PrintOutcome>;
  /** Prints it to a printer that is not there, for a drill. */
  printNowhere: () => Promise<PrintOutcome>;
  /** Opens the PDF of the last sheet that could not be printed. */
  openKeptSheet: () => Promise<void>;
  forgetPrintTrouble: () => Promise<void>;
};

/** What the page on the wall gets on `window.desktop`: it asks for its port, and is told nothing else. */
export type WallDesktop = Pick<Desktop, 'connect'>;

/** What the hidden page of a sheet gets on `window.desktop`. */
export type SheetDesktop = Pick<Desktop, 'connect'> & {
  /** Says that all of the sheet is drawn, or why it never will be. */
  sheetReady: (problem: string | null) => void;
};

/** What the ring's own hidden page gets on `window.desktop`. */
export type RingDesktop = {
  /** Hears that it is to ring: `volume` from 0 to 1. Returns how to stop. */
  onRing: (listener: (volume: number) => void) => () => void;
  /** Says that a sound was played, or why not. */
  rang: (problem: string | null) => void;
};

/** The closed list of channels between the page and main. */
export const CHANNELS = {
  connect: 'station:connect',
  port: 'station:port',
  state: 'desktop:state',
  stateChanged: 'desktop:state-changed',
  openCheckIn: 'desktop:open-check-in',
  openSettings: 'desktop:open-settings',
  retryStation: 'station:retry',
  openDataFolder: 'desktop:open-data-folder',
  openLog: 'desktop:open-log',
  openHelp: 'desktop:open-help',
  openOutside: 'desktop:open-outside',
  openNotificationSettings: 'desktop:open-notification-settings',
  changeSettings: 'desktop:change-settings',
  setStartAtLogin: 'desktop:set-start-at-login',
  mute: 'ring:mute',
  testRing: 'ring:test',
  testNotification: 'notification:test',
  checkForUpdates: 'updates:check',
  installUpdate: 'updates:install',
  printers: 'printing:printers',
  printSheet: 'printing:print',
  saveSheet: 'printing:save',
  printTestPage: 'printing:test',
  printNowhere: 'printing:nowhere',
  openKeptSheet: 'printing:open-kept',
  forgetPrintTrouble: 'printing:forget-trouble',
  sheetReady: 'sheet:ready',
  ring: 'ring:play',
  rang: 'ring:played',
} as const;
