import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  ENDS_WITHIN_MS,
  FAILED_AGAIN_MS,
  OFF,
  type Standing,
  Supervisor,
  step,
  UP_WITHIN_MS,
  type WayEvent,
  WELL_AFTER_MS,
} from '../../../../electron/station/reach/supervisor.ts';
import { aborted, type Tunnel, type TunnelEvents } from '../../../../electron/station/reach/tunnel.ts';
import { TunnelProblem } from '../../../../shared/reach.ts';

/** What follows of these, one after another, with a random number in the middle. */
const followingOn = (...events: WayEvent[]) => {
  let now: Standing = OFF;
  let last = step(now, { type: 'stop' }, 0.5);
  for (const event of events) {
    last = step(now, event, 0.5);
    now = last.next;
  }
  return last;
};
const lost: WayEvent = { type: 'ended', problem: 'tunnel-lost' };
const due: WayEvent = { type: 'time-is-up' };
const up: WayEvent = { type: 'up', address: 'https://a.example.com' };

describe('a way', () => {
  test('is tried again after 1, 2, 4 … seconds, never more than a minute, and never given up', () => {
    const waits = Array.from({ length: 12 }, (_, failures) => {
      const events = Array.from({ length: failures }, () => [lost, due]).flat();
      return followingOn({ type: 'restart' }, ...events, lost).timeMs;
    });
    expect(waits.slice(0, 8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(waits.at(-1)).toBe(60_000);
  });

  test('is tried again at a time that differs from PC to PC', () => {
    const started = step(OFF, { type: 'restart' }, 0).next;
    expect(step(started, lost, 0).timeMs).toBe(750);
    expect(step(started, lost, 1).timeMs).toBe(1_250);
  });

  test.each(TunnelProblem.options)(
    'that ends with %s is either tried again soon or waits for a person, and is tried all the same',
    (problem) => {
      const { next, timeMs } = followingOn({ type: 'restart' }, { type: 'ended', problem });
      expect(next).toMatchObject({ problem, address: null, isRunning: false });
      expect([
        ['retrying', 1_000],
        ['failed', FAILED_AGAIN_MS],
      ]).toContainEqual([next.state, timeMs]);
      expect(step(next, due, 0.5)).toMatchObject({ act: 'run', next: { state: next.state, problem } });
    },
  );

  test('that does not come up in time is ended and tried again, and says what it last said', () => {
    expect(followingOn({ type: 'restart' })).toMatchObject({
      act: 'run',
      timeMs: UP_WITHIN_MS,
      next: { state: 'starting' },
    });
    expect(followingOn({ type: 'restart' }, due)).toMatchObject({
      act: 'end',
      next: { state: 'retrying', problem: 'not-in-time' },
    });
    const told: WayEvent = { type: 'down', problem: 'bad-token' };
    expect(followingOn({ type: 'restart' }, told, due)).toMatchObject({
      act: 'end',
      next: { state: 'failed', problem: 'bad-token' },
    });
  });

  test('that was well for a minute has its first failure after that', () => {
    const { next, timeMs } = followingOn({ type: 'restart' }, lost, due, lost, due, up);
    expect([next.failures, timeMs]).toEqual([2, WELL_AFTER_MS]);
    expect(step(step(next, due, 0.5).next, lost, 0.5).timeMs).toBe(1_000);
    expect(step(next, lost, 0.5).timeMs).toBe(4_000);
  });

  test('starts anew at once when the PC wakes, whatever it waits for', () => {
    for (const events of [[], [up], [lost], [{ type: 'ended', problem: 'bad-token' }]] as WayEvent[][]) {
      expect(followingOn({ type: 'restart' }, ...events, { type: 'restart' })).toMatchObject({
        act: 'run',
        next: { state: 'starting', problem: null, failures: 0 },
      });
    }
  });
});

describe('the supervisor', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function supervise(tunnel: Tunnel) {
    const states: string[] = [];
    const crashed = vi.fn();
    const supervisor = new Supervisor({
      local: () => ({ host: '127.0.0.1', port: 1 }),
      tunnel: () => tunnel,
      random: () => 0.5,
      changed: ({ state, problem }) => states.push(problem === null ? state : `${state} ${problem}`),
      certificate: () => {},
      crashed,
    });
    return { supervisor, states, crashed };
  }

  test('begins a new run only when the one before has closed what it had open, and hears nothing of an old one', async () => {
    const runs: TunnelEvents[] = [];
    let open = 0;
    const { supervisor, states } = supervise(async (_local, events, signal) => {
      runs.push(events);
      open += 1;
      await aborted(signal);
      await new Promise((resolve) => setTimeout(resolve, 500));
      open -= 1;
      return 'tunnel-lost';
    });
    supervisor.restart();
    await vi.advanceTimersByTimeAsync(0);
    supervisor.restart();
    await vi.advanceTimersByTimeAsync(499);
    expect([runs.length, open]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([runs.length, open]).toEqual([2, 1]);
    runs[0]?.up('https://old.example.com');
    runs[1]?.up('https://new.example.com');
    expect(supervisor.now.address).toBe('https://new.example.com');
    const stopped = supervisor.stop();
    await vi.advanceTimersByTimeAsync(500);
    await stopped;
    expect([open, states]).toEqual([0, ['starting', 'up', 'off']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('tries a way again that failed as none may', async () => {
    let runs = 0;
    const { supervisor, states, crashed } = supervise(async () => {
      runs += 1;
      throw new Error('a bug');
    });
    supervisor.restart();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([runs, crashed.mock.calls.length, states]).toEqual([2, 2, ['starting', 'retrying tunnel-lost']]);
    await supervisor.stop();
  });

  test('neither waits for ever for a run that does not end, nor keeps anybody waiting who stops it', async () => {
    let runs = 0;
    const { supervisor, crashed } = supervise(() => {
      runs += 1;
      return new Promise(() => {});
    });
    supervisor.restart();
    // It does not come up in time, is told to end, and a second is waited before the next try.
    await vi.advanceTimersByTimeAsync(UP_WITHIN_MS + ENDS_WITHIN_MS);
    expect([runs, crashed.mock.calls.length]).toEqual([2, 1]);
    const stopped = supervisor.stop();
    await vi.advanceTimersByTimeAsync(ENDS_WITHIN_MS);
    await stopped;
    expect([runs, crashed.mock.calls.length, vi.getTimerCount()]).toEqual([2, 2, 0]);
  });
});
