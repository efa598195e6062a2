import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Updater } from '../../../electron/desktop/update-source.ts';
import { createUpdates, findUpdateSource, type UpdateOptions } from '../../../electron/desktop/updates.ts';
import type { InstallAttempt } from '../../../electron/policy/update-time.ts';
import { UpdateState } from '../../../shared/desktop-updates.ts';

const MINUTE_MS = 60_000;
const NOON = new Date(2026, 2, 10, 12, 0).getTime();
const CLOSING = new Date(2026, 2, 10, 20, 0).getTime();

/** electron-updater as far as it is used: it says what a test lets it say. */
class PlayedUpdater extends EventEmitter {
  autoDownload = false;
  autoInstallOnAppQuit = true;
  allowDowngrade = true;
  disableWebInstaller = false;
  logger: unknown = console;
  checkForUpdates = vi.fn(async (): Promise<{ downloadPromise?: Promise<unknown> } | null> => ({}));
  quitAndInstall = vi.fn();

  /** As electron-updater fails: it tells its listeners, and rejects too. */
  failNext(error: Error): void {
    this.checkForUpdates.mockImplementationOnce(async () => {
      this.emit('error', error);
      throw error;
    });
  }

  download(version: string, releaseNotes: string | null = null): void {
    this.emit('update-available', { version });
    this.emit('download-progress', { percent: 41.7 });
    this.emit('update-downloaded', { version, releaseNotes });
  }
}

const disposals: (() => void)[] = [];
beforeEach(() => vi.useFakeTimers({ now: NOON }));
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
  vi.useRealTimers();
});

async function start(change: Partial<UpdateOptions> = {}) {
  const updater = new PlayedUpdater();
  const states: UpdateState[] = [];
  const warned = vi.fn();
  let attempt: InstallAttempt | null = null;
  const desk = { time: { when: 'at', time: '20:00' } as const, unseen: 0 };
  const options: UpdateOptions = {
    source: { why: null, needsPassword: false },
    load: vi.fn(async () => updater as unknown as Updater),
    log: { info: vi.fn(), warn: warned },
    now: Date.now,
    random: () => 0.5,
    changed: (state) => void states.push(UpdateState.parse(state)),
    desk: () => desk,
    attempts: {
      last: () => attempt,
      keep: (kept) => {
        attempt = kept;
      },
    },
    beforeInstall: vi.fn(async () => {}),
    notInstalled: vi.fn(),
    ...change,
  };
  const updates = createUpdates(options);
  disposals.push(() => updates.stop());
  await vi.advanceTimersByTimeAsync(0);
  return { updates, updater, states, warned, desk, options, attempt: () => attempt };
}

describe('where there is no feed', () => {
  test.each(['not-packaged', 'no-feed'] as const)(
    'updates are off (%s), and the updater is not even read',
    async (why) => {
      const { updates, options } = await start({ source: { why } });
      await updates.check();
      await updates.install();
      await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE_MS);
      expect(updates.state).toEqual({ state: 'off', why });
      expect(options.load).not.toHaveBeenCalled();
    },
  );

  test('it is told from the files of the package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-updates-'));
    disposals.push(() => rmSync(folder, { recursive: true }));
    mkdirSync(folder, { recursive: true });
    expect(findUpdateSource(true, folder)).toEqual({ why: 'no-feed' });
    writeFileSync(join(folder, 'app-update.yml'), 'provider: generic\n');
    expect(findUpdateSource(false, folder)).toEqual({ why: 'not-packaged' });
    expect(findUpdateSource(true, folder)).toEqual({ why: null, needsPassword: false });
    writeFileSync(join(folder, 'package-type'), 'deb');
    expect(findUpdateSource(true, folder)).toEqual({ why: null, needsPassword: true });
  });
});

describe('looking for updates', () => {
  test('happens at the start and every six hours, and never installs what somebody did not ask for', async () => {
    const { updater, options } = await start();
    expect(updater.checkForUpdates).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(6 * 60 * MINUTE_MS - 1);
    expect(updater.checkForUpdates).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(updater.checkForUpdates).toHaveBeenCalledTimes(2);
    expect(options.load).toHaveBeenCalledTimes(1);
    expect(updater).toMatchObject({
      autoDownload: true,
      autoInstallOnAppQuit: false,
      allowDowngrade: false,
      disableWebInstaller: true,
      logger: null,
    });
  });

  test('ends when the app stops it', async () => {
    const { updates, updater } = await start();
    updates.stop();
    await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE_MS);
    expect(updater.checkForUpdates).toHaveBeenCalledTimes(1);
  });

  test('passes through every state to an update that is ready', async () => {
    const { updater, states } = await start();
    updater.download('1.2.0', '<p>Faster</p>');
    expect(states).toEqual([
      { state: 'checking' },
      { state: 'downloading', version: '1.2.0', percent: 0 },
      { state: 'downloading', version: '1.2.0', percent: 41 },
      { state: 'ready', version: '1.2.0', notes: 'Faster' },
    ]);
  });

  test('says when it found none', async () => {
    const { updates, updater } = await start();
    updater.emit('update-not-available', { version: '1.0.0' });
    expect(updates.state).toEqual({ state: 'idle', checkedAt: NOON });
  });

  test('does not seem to go on when the updater has nothing to ask', async () => {
    const { updates, updater } = await start();
    updater.checkForUpdates.mockResolvedValueOnce(null);
    await updates.check();
    expect(updates.state).toEqual({ state: 'idle', checkedAt: NOON });
  });
});

describe('a feed that fails', () => {
  const lost = Object.assign(new Error('no'), { code: 'ENOTFOUND' });

  test('is one line of the log and a state, and is asked again later', async () => {
    const { updates, updater, warned } = await start();
    updater.emit('update-not-available', { version: '1.0.0' });
    updater.failNext(lost);
    await updates.check();
    expect(updates.state).toEqual({ state: 'failed', why: 'no-connection', checkedAt: NOON });
    expect(warned).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(6 * 60 * MINUTE_MS);
    expect(updater.checkForUpdates).toHaveBeenCalledTimes(3);
  });

  test('does not take away an update that is ready', async () => {
    const { updates, updater } = await start();
    updater.download('1.2.0');
    updater.failNext(lost);
    await updates.check();
    expect(updates.state).toMatchObject({ state: 'ready', version: '1.2.0' });
  });

  test('in the middle of a download ends no process', async () => {
    const { updates, updater } = await start();
    updater.emit('update-not-available', { version: '1.0.0' });
    updater.checkForUpdates.mockImplementationOnce(async () => {
      updater.emit('update-available', { version: '1.2.0' });
      updater.emit('error', Object.assign(new Error('no'), { code: 'ERR_CHECKSUM_MISMATCH' }));
      return { downloadPromise: Promise.reject(lost) };
    });
    await updates.check();
    await vi.advanceTimersByTimeAsync(0);
    expect(updates.state).toMatchObject({ state: 'failed', why: 'bad-package' });
  });

  test('as an updater that cannot be read is a state too', async () => {
    const { updates, warned } = await start({ load: async () => Promise.reject(new Error('no such module')) });
    expect(updates.state).toEqual({ state: 'failed', why: 'other', checkedAt: NOON });
    expect(warned).toHaveBeenCalledTimes(1);
  });
});

describe('installing', () => {
  test('waits for closing time and for the last check-in to be seen', async () => {
    const { updater, desk, options, attempt } = await start();
    updater.download('1.2.0');
    desk.unseen = 1;
    await vi.advanceTimersByTimeAsync(CLOSING - NOON + 5 * MINUTE_MS);
    expect(updater.quitAndInstall).not.toHaveBeenCalled();
    desk.unseen = 0;
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(options.beforeInstall).toHaveBeenCalledTimes(1);
    expect(updater.quitAndInstall).toHaveBeenCalledExactlyOnceWith(true, true);
    expect(attempt()).toEqual({ version: '1.2.0', at: CLOSING + 6 * MINUTE_MS });
  });

  test('happens at once when somebody asks, after the station was stopped', async () => {
    const order: string[] = [];
    const { updates, updater } = await start({ beforeInstall: async () => void order.push('stopped') });
    await updates.install();
    expect(updater.quitAndInstall).not.toHaveBeenCalled();
    updater.quitAndInstall.mockImplementation(() => void order.push('installing'));
    updater.download('1.2.0');
    await Promise.all([updates.install(), updates.install()]);
    expect(order).toEqual(['stopped', 'installing']);
  });

  test('that fails lets the station run again, and is not repeated in the same night', async () => {
    const { updates, updater, options } = await start();
    updater.quitAndInstall.mockImplementation(() => void updater.emit('error', new Error('no installer')));
    updater.download('1.2.0');
    await vi.advanceTimersByTimeAsync(CLOSING - NOON);
    expect(options.notInstalled).toHaveBeenCalledTimes(1);
    expect(updates.state).toMatchObject({ state: 'failed', why: 'other' });
    updater.download('1.2.0');
    await vi.advanceTimersByTimeAsync(90 * MINUTE_MS);
    expect(updater.quitAndInstall).toHaveBeenCalledTimes(1);
  });

  test('that does not come off lets the station run again before AutoX3 gives a check-in up', async () => {
    const { updates, updater, options } = await start();
    updater.download('1.2.0');
    await updates.install();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(options.notInstalled).toHaveBeenCalledTimes(1);
    expect(updates.state).toMatchObject({ state: 'failed', why: 'other' });
  });

  test('that the station hinders is a failure, and not a rejection', async () => {
    const { updates, updater } = await start({ beforeInstall: async () => Promise.reject(new Error('stuck')) });
    updater.download('1.2.0');
    await updates.install();
    expect(updates.state).toMatchObject({ state: 'failed', why: 'other' });
    expect(updater.quitAndInstall).not.toHaveBeenCalled();
  });
});
