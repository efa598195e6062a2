import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { UpdateTime } from '../../shared/desktop-settings.ts';
import type { UpdateState } from '../../shared/desktop-updates.ts';
import { plainNotes, whyUpdateFailed } from '../policy/update-news.ts';
import { type InstallAttempt, planInstall } from '../policy/update-time.ts';
import { codeOf } from '../station/json-file.ts';
import type { Updater, UpdateSource } from './update-source.ts';

const CHECK_EVERY_MS = 6 * 60 * 60_000;
/** So much earlier or later, so that the PCs of a brand do not all ask at once. */
const JITTER_MS = 30 * 60_000;
const LOOK_EVERY_MS = 60_000;
/** An installer that has not ended the app by then has failed; the station runs again within AutoX3's 126 s. */
const INSTALL_WITHIN_MS = 90_000;

export type UpdateOptions = {
  source: UpdateSource;
  /** Called once, and only where there is a feed. */
  load: () => Promise<Updater>;
  log: Pick<Logger, 'info' | 'warn'>;
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  changed: (state: UpdateState) => void;
  /** How things stand at the moment of the question. */
  desk: () => { time: UpdateTime; unseen: number };
  /** Kept on disk: a try that fails must not be repeated at each start. */
  attempts: { last: () => InstallAttempt | null; keep: (attempt: InstallAttempt) => void };
  /** Stops the station, so that the installer finds nothing to kill. */
  beforeInstall: () => Promise<void>;
  /** The installer could not be started: the station must run again. */
  notInstalled: () => void;
};

export type Updates = {
  readonly state: UpdateState;
  /** Looks now; never rejects. */
  check: () => Promise<void>;
  /** Installs a downloaded update at once, because somebody asked for it; does nothing without one. Never rejects. */
  install: () => Promise<void>;
  stop: () => void;
};

/** `resources` is Electron's `process.resourcesPath`; electron-builder writes both files there. */
export function findUpdateSource(isPackaged: boolean, resources: string): UpdateSource {
  if (!isPackaged) return { why: 'not-packaged' };
  if (!existsSync(join(resources, 'app-update.yml'))) return { why: 'no-feed' };
  return { why: null, needsPassword: existsSync(join(resources, 'package-type')) };
}

/** electron-updater, read when it is needed: the app starts without it. */
export async function loadUpdater(): Promise<Updater> {
  const { autoUpdater } = await import('electron-updater');
  return autoUpdater;
}

/** Looks for updates at the start and every six hours, downloads in the background, and installs when the shop is closed. */
export function createUpdates(options: UpdateOptions): Updates {
  const { source, log, now } = options;
  let state: UpdateState = source.why === null ? { state: 'idle', checkedAt: null } : { state: 'off', why: source.why };
  let updater: Promise<Updater> | null = null;
  let installing = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;
  let overdue: NodeJS.Timeout | undefined;

  function become(next: UpdateState): void {
    state = next;
    options.changed(next);
  }

  /** As it is now: whoever awaits something has an old view. */
  const is = (name: UpdateState['state']): boolean => state.state === name;

  function fail(error: unknown): void {
    const why = whyUpdateFailed(error);
    log.warn({ why, code: codeOf(error) }, 'an update could not be found, downloaded or installed');
    // What is downloaded stays good when a later look at the feed fails.
    if (state.state === 'ready' && !installing) return;
    become({ state: 'failed', why, checkedAt: now() });
    if (!installing) return;
    installing = false;
    clearTimeout(overdue);
    options.notInstalled();
  }

  async function prepare(): Promise<Updater> {
    const loaded = await options.load();
    loaded.autoDownload = true;
    // Only as decided here: not whenever somebody quits.
    loaded.autoInstallOnAppQuit = false;
    loaded.allowDowngrade = false;
    loaded.disableWebInstaller = true;
    // Its log would repeat each failure, with addresses and a stack.
    loaded.logger = null;
    loaded.on('update-available', ({ version }) => {
      if (state.state !== 'ready' || state.version !== version) become({ state: 'downloading', version, percent: 0 });
    });
    loaded.on('download-progress', ({ percent }) => {
      const whole = Math.min(100, Math.max(0, Math.floor(percent)));
      if (state.state === 'downloading' && state.percent !== whole) become({ ...state, percent: whole });
    });
    loaded.on('update-downloaded', ({ version, releaseNotes }) => {
      log.info({ version }, 'an update is ready');
      become({ state: 'ready', version, notes: plainNotes(releaseNotes) });
    });
    loaded.on('update-not-available', () => become({ state: 'idle', checkedAt: now() }));
    loaded.on('update-cancelled', () => become({ state: 'idle', checkedAt: now() }));
    loaded.on('error', fail);
    return loaded;
  }

  async function check(): Promise<void> {
    if (source.why !== null || state.state === 'downloading' || installing) return;
    if (state.state !== 'ready') become({ state: 'checking' });
    try {
      updater ??= prepare().catch((error) => {
        updater = null;
        throw error;
      });
      const found = await (await updater).checkForUpdates();
      // Its failure comes as the event 'error' too; unheard here, it would end the app.
      found?.downloadPromise?.catch(() => {});

      if (found === null && is('checking')) become({ state: 'idle', checkedAt: now() });
    } catch (error) {
      // A failed check is an event already; without one the updater itself could not be read.
      if (is('checking')) fail(error);
    }
  }

  async function install(): Promise<void> {
    if (state.state !== 'ready' || installing || updater === null) return;
    installing = true;
    const { version } = state;
    options.attempts.keep({ version, at: now() });
    log.info({ version }, 'installing an update');
    overdue = setTimeout(() => fail(new Error('the installer did not end the app')), INSTALL_WITHIN_MS).unref();
    try {
      await options.beforeInstall();
      // Without questions on Windows, and the app runs again afterwards.
      (await updater).quitAndInstall(true, true);
    } catch (error) {
      fail(error);
    }
  }

  function look(): void {
    if (source.why !== null || state.state !== 'ready') return;
    const { version } = state;
    const { needsPassword } = source;
    const plan = planInstall({
      ...options.desk(),
      now: now(),
      version,
      lastAttempt: options.attempts.last(),
      needsPassword,
    });
    if (plan === 'install') void install();
  }

  function scheduleCheck(): void {
    const delay = CHECK_EVERY_MS + (2 * options.random() - 1) * JITTER_MS;
    timer = setTimeout(() => {
      scheduleCheck();
      void check();
    }, delay).unref();
  }

  if (source.why === null) {
    scheduleCheck();
    looking = setInterval(look, LOOK_EVERY_MS).unref();
    void check();
  }

  return {
    get state() {
      return state;
    },
    check,
    install,
    stop: () => {
      clearTimeout(timer);
      clearTimeout(overdue);
      clearInterval(looking);
    },
  };
}
