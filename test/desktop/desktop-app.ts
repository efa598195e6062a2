import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { recordOutput } from '../support/written/record-output.ts';
import { traceEnvironment } from '../support/written/trace.ts';
import type { DialogAnswer, DisplayConfig, PrintAnswer, StandInConfig } from './stand-in/config.ts';
import { ControlServer } from './stand-in/control/control-server.ts';
import type { Which } from './stand-in/control/find-window.ts';
import { folderUntilExit } from './stand-in/control/folder-until-exit.ts';
import type { MenuNode } from './stand-in/control/menu-tree.ts';
import type { PermissionAnswer } from './stand-in/control/permissions.ts';
import { sharedChromium } from './stand-in/control/shared-chromium.ts';
import type { PrintedSheet } from './stand-in/printing.ts';
import type { RecordedCall } from './stand-in/record.ts';

/** How the desktop app is started. */
export type DesktopOptions = {
  /** The station's folder; a second start with the same one shares its Electron profile too. */
  dataFolder: string;
  /** What follows the app's folder on the command line. */
  args?: string[];
  env?: Record<string, string>;
  /** The platform that the stand-in plays. */
  standIn?: StandInConfig;
  /** The folder with the app's package.json; the project's own unless another is told. */
  entry?: string;
};

/** A window as the window manager would know it. */
export type DesktopWindow = {
  id: number;
  url: string;
  title: string;
  visible: boolean;
  focused: boolean;
  minimized: boolean;
  maximized: boolean;
  bounds: Electron.Rectangle;
  destroyed: boolean;
};

/** A notification that the app has shown or tried to. */
export type DesktopNotification = {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  state: 'new' | 'shown' | 'closed' | 'failed';
  options: Record<string, unknown>;
};

/** The desktop app as it runs in the stand-in, and what a test can see and do there. */
export type DesktopApp = {
  /** Of the app's main process. */
  readonly pid: number;
  /** Its exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** The calls that the app made on Electron, also after its end. */
  calls(object?: string, method?: string): Promise<RecordedCall[]>;
  /**
   * Runs `run` in the stand-in's process with the window's Playwright page. Only its source travels: it can use nothing from
   * around it but `arg`, and both `arg` and its answer are JSON. Waits for the window, if it is not there yet.
   */
  inPage<Arg, Result>(
    run: (page: Page, arg: Arg) => Result | Promise<Result>,
    arg?: Arg,
    which?: Which,
  ): Promise<Awaited<Result>>;
  screenshot(path: string, which?: Which): Promise<void>;
  windows(): Promise<DesktopWindow[]>;
  /**
   * Has the system or the user do something: an event of `app`, `powerMonitor`, `screen`, `nativeTheme`, `Tray`,
   * `BrowserWindow <id>` or `webContents <id>`. Whether the app prevented it.
   */
  emit(object: string, event: string, ...args: unknown[]): Promise<boolean>;
  notifications(): Promise<DesktopNotification[]>;
  clickNotification(index: number): Promise<void>;
  failNotification(index: number, error: string): Promise<void>;
  trayMenu(): Promise<MenuNode[]>;
  trayToolTip(): Promise<string>;
  clickTrayItem(label: string): Promise<void>;
  clickTray(event?: 'click' | 'double-click' | 'right-click'): Promise<void>;
  applicationMenu(): Promise<MenuNode[]>;
  clickMenuItem(label: string): Promise<void>;
  utilityProcesses(): Promise<{ pid: number | undefined; serviceName: string }[]>;
  /** What the app's permission handlers say to a page; null for a handler that is not set. */
  askPermission(permission: string, requestingUrl: string, which?: Which): Promise<PermissionAnswer>;
  /** An IPC message as an attacker in a frame's process could send it: to any channel, with anything. */
  forgeIpc(
    channel: string,
    args: unknown[],
    options?: { kind?: 'invoke' | 'send'; frameUrl?: string; which?: Which },
  ): Promise<unknown>;
  setDisplays(displays: DisplayConfig[]): Promise<void>;
  /** What the user will do with the next dialog. */
  answerDialog(answer: DialogAnswer): Promise<void>;
  /** What has come out of the printers, or was handed to one. */
  printed(): Promise<PrintedSheet[]>;
  answerPrints(answer: PrintAnswer): Promise<void>;
  stdout(): string;
  stderr(): string;
  /** Quits as the user does, and waits for the end. */
  quit(): Promise<number | null>;
  /** `kill -9` on the main process, and waits for the end. */
  kill(): Promise<void>;
  /** Ends what still runs, and removes what it kept beside the data folder. */
  dispose(): Promise<void>;
};

const START_WITHIN_MS = 20_000;
const END_WITHIN_MS = 15_000;
/** An app that hangs, or that a test has stopped, shows nothing any more. */
const LOOK_WITHIN_MS = 5_000;

/** The project's folder, also where this file is in a bundle. */
function projectRoot(from = import.meta.dirname): string {
  if (existsSync(join(from, 'test/desktop/stand-in/electron'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('the stand-in is not in a folder above');
  return projectRoot(above);
}

const profiles = new Map<string, string>();

/** Where Electron keeps what belongs to a user of the app: one for each data folder, for as long as this process lives. */
function profileFor(dataFolder: string): string {
  const known = profiles.get(dataFolder);
  if (known !== undefined) return known;
  const made = folderUntilExit('forecourt-profile-');
  profiles.set(dataFolder, made);
  return made;
}

function within<T>(ms: number, what: string, of: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  return Promise.race([of, promise]).finally(() => clearTimeout(timer));
}

/**
 * Starts the built app in the stand-in, the way that `npm start` starts it in Electron, and answers as soon as it can be
 * asked; its window may take a moment longer. End it with `dispose`.
 */
export async function startDesktop(options: DesktopOptions): Promise<DesktopApp> {
  const root = projectRoot();
  const profile = profileFor(options.dataFolder);
  const temporary = mkdtempSync(join(tmpdir(), 'forecourt-desktop-'));
  const [control, chromium] = await Promise.all([ControlServer.listen(), sharedChromium()]);
  const { PATH, HOME } = process.env;
  const child = spawn(join(root, 'test/desktop/stand-in/electron'), [options.entry ?? root, ...(options.args ?? [])], {
    env: {
      PATH,
      HOME,
      XDG_CONFIG_HOME: profile,
      TMPDIR: temporary,
      // What has been compiled once starts twice as fast; entries are known by their content.
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/forecourt-stand-in'),
      ...(chromium === undefined ? {} : { CHROME_PATH: chromium }),
      ...traceEnvironment(),
      FORECOURT_DATA: options.dataFolder,
      FORECOURT_STAND_IN: JSON.stringify(options.standIn ?? {}),
      FORECOURT_STAND_IN_CONTROL: control.address,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  recordOutput(child);
  const said = { stdout: collect(child.stdout), stderr: collect(child.stderr) };
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ended = exited.then((code) => {
    throw new Error(`the app ended (${code}) before it could be asked:\n${said.stderr()}`);
  });
  const dispose = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      await within(LOOK_WITHIN_MS, 'the last look', control.ask('recordPages', [])).catch(() => {});
    }
    await endNow(child, exited);
    control.close();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await within(START_WITHIN_MS, 'the start', Promise.race([control.connected, ended]));
  } catch (error) {
    await dispose();
    throw error;
  }
  return { ...appOf(child, control, exited), ...said, dispose };
}

async function endNow(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  child.kill('SIGKILL');
  if (child.pid !== undefined) await within(END_WITHIN_MS, 'the end', exited);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return () => text;
}

function appOf(
  child: ChildProcess,
  control: ControlServer,
  exited: Promise<number | null>,
): Omit<DesktopApp, 'stdout' | 'stderr' | 'dispose'> {
  const ask = <T>(command: string, ...args: unknown[]): Promise<T> => control.ask<T>(command, args);
  return {
    pid: child.pid ?? 0,
    exited,
    async calls(object, method) {
      const last = control.lastRecord();
      if (last === undefined) return ask('calls', object, method);
      return last.filter(
        (call) => (object === undefined || call.object === object) && (method === undefined || call.method === method),
      );
    },
    inPage: (run, arg, which) => ask('inPage', run.toString(), arg, which),
    screenshot: (path, which) => ask('screenshot', path, which),
    windows: () => ask('windows'),
    emit: (object, event, ...args) => ask('emit', object, event, ...args),
    notifications: () => ask('notifications'),
    clickNotification: (index) => ask('clickNotification', index),
    failNotification: (index, error) => ask('failNotification', index, error),
    trayMenu: () => ask('trayMenu'),
    trayToolTip: () => ask('trayToolTip'),
    clickTrayItem: (label) => ask('clickTrayItem', label),
    clickTray: (event) => ask('clickTray', event),
    applicationMenu: () => ask('applicationMenu'),
    clickMenuItem: (label) => ask('clickMenuItem', label),
    utilityProcesses: () => ask('utilityProcesses'),
    askPermission: (permission, url, which) => ask('askPermission', permission, url, which),
    forgeIpc: (channel, args, { kind = 'invoke', frameUrl, which } = {}) =>
      ask('forgeIpc', channel, args, kind, frameUrl, which),
    setDisplays: (displays) => ask('setDisplays', displays),
    answerDialog: (answer) => ask('answerDialog', answer),
    printed: () => ask('printed'),
    answerPrints: (answer) => ask('answerPrints', answer),
    async quit() {
      await ask('quit');
      return within(END_WITHIN_MS, 'quitting', exited);
    },
    async kill() {
      child.kill('SIGKILL');
      await within(END_WITHIN_MS, 'the end', exited);
    },
  };
}
