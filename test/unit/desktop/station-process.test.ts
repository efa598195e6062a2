import { EventEmitter } from 'node:events';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type ForkedStation,
  StationProcess,
  type StationProcessParts,
} from '../../../electron/desktop/station-process.ts';
import type { StationState } from '../../../shared/desktop.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import type { ToMain, ToStation } from '../../../shared/station-process.ts';

const START: Extract<ToStation, { type: 'start' }> = {
  type: 'start',
  dataFolder: '/data',
  pageFolder: '/page',
  logFile: '/data/logs/station.log',
  logLevel: 'info',
  host: '127.0.0.1',
  receiverPort: 0,
  boardPort: 0,
  version: '0.0.0-test',
  secrets: {
    callbackKey: 'c',
    earlierKeys: [],
    boardToken: 'b',
    stationKey: 's',
    appSecret: null,
    previousSecret: null,
    previousEnds: null,
    ngrokToken: null,
    cloudflaredToken: null,
    platformSecret: null,
    relaySeed: null,
  },
  printing: { hasPrinter: false, isOnArrival: false },
  protection: 'key-store',
};

type Port = NonNullable<Parameters<StationProcess['tell']>[1]>[number];

/** A utility process as far as it is used. It does what a test lets it do. */
class PlayedProcess extends EventEmitter {
  readonly stderr = new EventEmitter() as EventEmitter & NodeJS.ReadableStream;
  pid: number | undefined;
  readonly postMessage = vi.fn<(message: ToStation, ports?: Port[]) => void>();
  /** A stuck one: it takes the signal, and no end comes. */
  readonly kill = vi.fn(() => true);

  say(message: unknown): void {
    this.emit('message', message);
  }

  end(code = 1): void {
    this.emit('exit', code);
  }

  get heard(): string[] {
    return this.postMessage.mock.calls.map(([{ type }]) => type);
  }
}

const NOW = Date.parse('2026-03-03T09:00:00Z');
beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function supervise(change: Partial<StationProcessParts> = {}) {
  const forked: PlayedProcess[] = [];
  const states: StationState[] = [];
  const logged: string[] = [];
  const heard: ToMain[] = [];
  const startMessage = vi.fn(async () => START);
  const station = new StationProcess({
    fork: () => {
      forked.push(new PlayedProcess());
      return forked.at(-1) as unknown as ForkedStation;
    },
    startMessage,
    log: pino({ base: null }, { write: (line: string) => void logged.push(line) }),
    clock: { now: Date.now },
    changed: (state) => void states.push(state),
    heard: (message) => void heard.push(message),
    ...change,
  });
  return {
    station,
    states,
    logged,
    heard,
    startMessage,
    forks: () => forked.length,
    /** The process that runs now. */
    process: (): PlayedProcess => {
      const newest = forked.at(-1);
      if (newest === undefined) throw new Error('none was started');
      return newest;
    },
  };
}

async function running(change: Partial<StationProcessParts> = {}) {
  const supervised = supervise(change);
  await supervised.station.start();
  supervised.process().say({ type: 'ready' });
  return supervised;
}

describe('a station that starts', () => {
  test('is given what it needs, and runs when it says so', async () => {
    const { station, process, states } = supervise();
    expect(station.state).toEqual({ state: 'starting' });
    await station.start();
    expect(process().postMessage.mock.calls).toEqual([[START]]);
    expect(station.state).toEqual({ state: 'starting' });
    process().say({ type: 'ready' });
    expect(station.state).toEqual({ state: 'running' });
    expect(states).toEqual([{ state: 'running' }]);
  });

  test('is started once, however often and early that is asked for', async () => {
    const { station, startMessage, forks } = supervise();
    await Promise.all([station.start(), station.start()]);
    await station.start();
    expect(forks()).toBe(1);
    // The system may ask for a password each time.
    expect(startMessage).toHaveBeenCalledTimes(1);
  });

  test('is not waited for any longer once it is ready', async () => {
    const { process, forks } = await running();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(process().kill).not.toHaveBeenCalled();
    expect(forks()).toBe(1);
  });

  test('that is not ready within a minute is ended, and started again', async () => {
    const { station, process, forks, logged } = supervise();
    await station.start();
    const first = process();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(first.kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(first.kill).toHaveBeenCalledTimes(1);
    expect(logged.join()).toContain('not ready in time');
    first.end();
    expect(station.state).toEqual({ state: 'restarting', since: NOW + 60_000 });
    await vi.advanceTimersByTimeAsync(250);
    expect(forks()).toBe(2);
  });

  test('that has long work on its data is waited for as long as it says, and somebody is told', async () => {
    const { station, process, states } = supervise();
    await station.start();
    await vi.advanceTimersByTimeAsync(59_000);
    process().say({ type: 'still-starting', work: { what: 'restoring', withinMs: 300_000 } });
    await vi.advanceTimersByTimeAsync(299_000);
    process().say({ type: 'still-starting', work: { what: 'updating', withinMs: 600_000 } });
    await vi.advanceTimersByTimeAsync(599_999);
    expect(process().kill).not.toHaveBeenCalled();
    expect(states).toEqual([
      { state: 'working', what: 'restoring', since: NOW },
      { state: 'working', what: 'updating', since: NOW },
    ]);
    await vi.advanceTimersByTimeAsync(1);
    expect(process().kill).toHaveBeenCalledTimes(1);
  });

  test('and has done its work within a moment troubles nobody', async () => {
    const { station, process, states } = supervise();
    await station.start();
    process().say({ type: 'still-starting', work: { what: 'checking', withinMs: 120_000 } });
    await vi.advanceTimersByTimeAsync(2_000);
    process().say({ type: 'ready' });
    process().say({ type: 'still-starting', work: { what: 'checking', withinMs: 1 } });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(states).toEqual([{ state: 'running' }]);
    expect(process().kill).not.toHaveBeenCalled();
  });

  test('and was ended before it was ready gets longer each time, so that no start goes round for ever', async () => {
    const { station, process, forks } = supervise();
    await station.start();
    for (const [index, minutes] of [1, 2, 4, 8, 16, 16].entries()) {
      const begun = process();
      await vi.advanceTimersByTimeAsync(minutes * 60_000 - 1);
      expect(begun.kill, `start ${index + 1}`).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(begun.kill, `start ${index + 1}`).toHaveBeenCalledTimes(1);
      begun.end();
      await station.start();
      expect(forks()).toBe(index + 2);
    }
    process().say({ type: 'ready' });
    process().end();
    await station.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(process().kill).toHaveBeenCalledTimes(1);
  });

  test.skipIf(process.platform === 'win32')('that is ended is ended by force, since it may be stuck', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const supervised = supervise();
    await supervised.station.start();
    supervised.process().pid = 4_242;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kill.mock.calls).toEqual([[4_242, 'SIGKILL']]);
  });

  test('that is gone when it is to be ended by force is no trouble', async () => {
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw new Error('ESRCH');
    });
    const supervised = supervise();
    await supervised.station.start();
    supervised.process().pid = 4_242;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(supervised.process().kill).toHaveBeenCalled();
  });
});

describe('a station that ends unasked', () => {
  test('is started again soon, and runs again', async () => {
    const { station, process, states, forks } = await running();
    await vi.advanceTimersByTimeAsync(1_000);
    process().end(139);
    expect(station.state).toEqual({ state: 'restarting', since: NOW + 1_000 });
    expect(forks()).toBe(1);
    await vi.advanceTimersByTimeAsync(249);
    expect(forks()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(forks()).toBe(2);
    expect(process().postMessage.mock.calls).toEqual([[START]]);
    process().say({ type: 'ready' });
    expect(states.map(({ state }) => state)).toEqual(['running', 'restarting', 'running']);
  });

  test('leaves its code and its last words in the log, and no more of them than fits', async () => {
    const { process, logged } = await running();
    process().stderr.emit('data', Buffer.from('x'.repeat(5_000)));
    process().stderr.emit('data', Buffer.from('out of memory'));
    process().end(134);
    const entry = logged.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'the station ended unasked');
    expect(entry).toMatchObject({ code: 134, lastWords: expect.stringMatching(/^x+out of memory$/) });
    expect(entry.lastWords).toHaveLength(2_000);
  });

  test('again and again is failing, since its first failure, and tried for ever', async () => {
    const { station, process, forks, states } = supervise();
    await station.start();
    for (let n = 1; n <= 30; n++) {
      expect(forks()).toBe(n);
      process().end();
      await vi.advanceTimersByTimeAsync(60_000);
    }
    const failing = states.filter(({ state }) => state === 'failing');
    expect(states.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 3 }, () => 'restarting'),
      ...Array.from({ length: 27 }, () => 'failing'),
    ]);
    expect(failing[0]).toEqual({
      state: 'failing',
      since: NOW,
      said: null,
      nextTryAt: NOW + 3 * 60_000 + 3_000,
    });
    expect(new Set(states.map((state) => 'since' in state && state.since))).toEqual(new Set([NOW]));
  });

  test('after a minute in which it was well is a first failure again', async () => {
    const { station, process, forks } = supervise();
    await station.start();
    for (let n = 0; n < 5; n++) {
      process().end();
      await vi.advanceTimersByTimeAsync(60_000);
    }
    process().say({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(60_000);
    process().end();
    expect(station.state).toEqual({ state: 'restarting', since: Date.now() });
    const before = forks();
    await vi.advanceTimersByTimeAsync(250);
    expect(forks()).toBe(before + 1);
  });

  test('and said why is failing at once, with its sentence', async () => {
    const { station, process } = supervise();
    await station.start();
    process().say({ type: 'cannot-start', said: 'Port 8790 is already in use.' });
    process().end();
    expect(station.state).toEqual({
      state: 'failing',
      since: NOW,
      said: 'Port 8790 is already in use.',
      nextTryAt: NOW + 3_000,
    });
  });

  test('and had no sentence for it is tried again like any other', async () => {
    const { station, process } = supervise();
    await station.start();
    process().say({ type: 'cannot-start', said: '' });
    process().end();
    expect(station.state).toEqual({ state: 'restarting', since: NOW });
  });

  test('is started now when somebody does not want to wait, and only once', async () => {
    const { station, process, forks } = supervise();
    await station.start();
    process().say({ type: 'cannot-start', said: 'The disk is full.' });
    process().end();
    await station.start();
    expect(forks()).toBe(2);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(forks()).toBe(2);
    process().say({ type: 'ready' });
    expect(station.state).toEqual({ state: 'running' });
  });

  test('and was started at once by somebody waits anew when it ends again', async () => {
    const { station, process, forks } = supervise();
    await station.start();
    for (let n = 0; n < 2; n++) {
      process().say({ type: 'cannot-start', said: 'The disk is full.' });
      process().end();
      if (n === 0) await station.start();
    }
    expect(station.state).toMatchObject({ state: 'failing', nextTryAt: NOW + 10_000 });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(forks()).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(forks()).toBe(3);
  });
});

describe('when what the station needs cannot be had', () => {
  test('it is failing with the sentence that says why, and tried again', async () => {
    const startMessage = vi.fn(async () => START).mockRejectedValueOnce(new Error('The key store is locked.'));
    const { station, forks } = supervise({ startMessage });
    await station.start();
    expect(station.state).toEqual({
      state: 'failing',
      since: NOW,
      said: 'The key store is locked.',
      nextTryAt: NOW + 3_000,
    });
    expect(forks()).toBe(0);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(forks()).toBe(1);
  });

  test('it is not tried again, and nothing is told, when it was stopped meanwhile', async () => {
    let fail = (_error: Error): void => {};
    const startMessage = vi.fn(
      () =>
        new Promise<typeof START>((_resolve, reject) => {
          fail = reject;
        }),
    );
    const { station, states } = supervise({ startMessage });
    const starting = station.start();
    await station.stop();
    fail(new Error('The key store is locked.'));
    await starting;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(startMessage).toHaveBeenCalledTimes(1);
    expect(states).toEqual([]);
  });
});

describe('what the station says', () => {
  const settings: ToMain = { type: 'settings', settings: { alerts: DEFAULT_SETTINGS.alerts } };
  const status: ToMain = { type: 'status', obstacle: 'no-secret', timeZone: 'Europe/London' };
  const secrets: ToMain = { type: 'keep-secrets', id: 1, secrets: START.secrets };

  test('is passed on in order, also before it is ready, but for what concerns its start', async () => {
    const { station, process, heard } = supervise();
    await station.start();
    const start: ToMain[] = [{ type: 'cannot-start', said: 'x' }, { type: 'ready' }];
    for (const message of [secrets, ...start, settings, status]) process().say(message);
    expect(heard).toEqual([secrets, settings, status]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'ready'],
    ['a list', [{ type: 'ready' }]],
    ['an object without a type', {}],
    ['a type that nobody knows', { type: 'run', command: 'calc.exe' }],
    ['a type of main’s own', { type: 'start' }],
    ['a type that every object has', { type: 'constructor' }],
    ['a sentence that is too long', { type: 'cannot-start', said: 'x'.repeat(2_001) }],
    ['a sentence that is none', { type: 'cannot-start', said: { html: '<b>' } }],
    ['work that takes for ever', { type: 'still-starting', work: { what: 'updating', withinMs: Infinity } }],
    ['an obstacle that there is not', { ...status, obstacle: 'bad-weather' }],
    ['a time zone that there is not', { ...status, timeZone: 'Mars/Base' }],
    ['secrets with more in them', { ...secrets, secrets: { ...START.secrets, path: '/etc/passwd' } }],
    ['too many check-ins', { type: 'unseen', isAll: true, unseen: [], gone: Array(1_001).fill('1'), count: 0 }],
    ['settings that are none', { type: 'settings', settings: { alerts: { ring: 'loud' } } }],
  ])('is passed over when it is %s, and its content is not logged', async (_what, message) => {
    const { station, process, heard, states, logged } = supervise();
    await station.start();
    process().say(message);
    expect(heard).toEqual([]);
    expect(states).toEqual([]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('does not understand');
    expect(logged[0]).not.toMatch(/calc|html|passwd|loud/);
  });
});

describe('what main says to the station', () => {
  const page: ToStation = { type: 'page', role: 'wall' };

  test('goes out with its ports, and it is said so', async () => {
    const { station, process } = await running();
    const port = {} as Port;
    expect(station.tell(page, [port])).toBe(true);
    expect(process().postMessage).toHaveBeenLastCalledWith(page, [port]);
  });

  test('goes out also before it is ready: it may wait for an answer in order to become so', async () => {
    const { station, process } = supervise();
    await station.start();
    process().say({ type: 'keep-secrets', id: 1, secrets: START.secrets });
    expect(station.tell({ type: 'secrets-kept', id: 1, protection: 'key-store' })).toBe(true);
    expect(process().heard).toEqual(['start', 'secrets-kept']);
  });

  test('goes nowhere before it is started, after it ended and after it was stopped', async () => {
    const { station, process } = supervise();
    expect(station.tell(page)).toBe(false);
    await station.start();
    process().say({ type: 'ready' });
    const first = process();
    first.end();
    expect(station.tell(page)).toBe(false);
    await vi.advanceTimersByTimeAsync(250);
    process().say({ type: 'ready' });
    const stopped = station.stop();
    process().end(0);
    await stopped;
    expect(station.tell(page)).toBe(false);
    expect(first.heard).toEqual(['start']);
    expect(process().heard).toEqual(['start', 'stop']);
  });
});

describe('a station that is stopped', () => {
  test('is asked, and that is the end of it', async () => {
    const { station, process, forks, states, logged } = await running();
    const stopped = vi.fn();
    void station.stop().then(stopped);
    expect(process().heard).toEqual(['start', 'stop']);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(stopped).not.toHaveBeenCalled();
    process().end(0);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(stopped).toHaveBeenCalled();
    expect(process().kill).not.toHaveBeenCalled();
    expect(forks()).toBe(1);
    expect(states).toEqual([{ state: 'running' }]);
    expect(logged).toEqual([]);
  });

  test('and does not end within three seconds is killed', async () => {
    const { station, process, forks, logged } = await running();
    const stopped = vi.fn();
    void station.stop().then(stopped);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(process().kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(process().kill).toHaveBeenCalledTimes(1);
    expect(stopped).toHaveBeenCalled();
    process().end(1);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(forks()).toBe(1);
    expect(logged.join()).toContain('did not stop in time');
  });

  test('and ends badly meanwhile is not started again', async () => {
    const { station, process, forks, states } = await running();
    const stopped = station.stop();
    process().say({ type: 'cannot-start', said: 'It is too late.' });
    process().end(139);
    await stopped;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(forks()).toBe(1);
    expect(states).toEqual([{ state: 'running' }]);
  });

  test('before it is ready is asked too', async () => {
    const { station, process, forks } = supervise();
    await station.start();
    const stopped = station.stop();
    expect(process().heard).toEqual(['start', 'stop']);
    process().end(0);
    await stopped;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(forks()).toBe(1);
  });

  test('while it waits for its next try is not tried again', async () => {
    const { station, process, forks } = await running();
    process().end();
    await station.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(forks()).toBe(1);
  });

  test('before what it needs was there is not started at all', async () => {
    const { station, forks } = supervise();
    const starting = station.start();
    await station.stop();
    await starting;
    expect(forks()).toBe(0);
  });

  test('without ever having been started is no trouble', async () => {
    const { station, forks } = supervise();
    await station.stop();
    expect(forks()).toBe(0);
  });

  test('by two at once ends for both', async () => {
    const { station, process } = await running();
    const both = Promise.all([station.stop(), station.stop()]);
    process().end(0);
    await both;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(process().kill).not.toHaveBeenCalled();
  });

  test('can be started again, and does not count as running until it is', async () => {
    const { station, process, forks, states } = await running();
    const stopped = station.stop();
    process().end(0);
    await stopped;
    await station.start();
    expect(forks()).toBe(2);
    expect(station.state).toEqual({ state: 'starting' });
    process().say({ type: 'ready' });
    expect(states.map(({ state }) => state)).toEqual(['running', 'starting', 'running']);
    process().end();
    await vi.advanceTimersByTimeAsync(250);
    expect(forks()).toBe(3);
  });

  test('and started again while it still stops is started when it has ended', async () => {
    const { station, process, forks } = await running();
    const stopped = station.stop();
    await station.start();
    process().end(0);
    await stopped;
    await vi.advanceTimersByTimeAsync(250);
    expect(forks()).toBe(2);
  });
});
