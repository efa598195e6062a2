import { afterEach, describe, expect, it } from 'vitest';
import { type MessageLabel, type SimulationOptions, simulate } from '../../../electron/simulator/run.ts';
import { retryDelays } from '../../../electron/simulator/schedule.ts';
import { SECRET } from '../../support/messages.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';
import { type Receiver, SUCCESS, startReceiver } from './play-receiver.ts';

const NOW = Date.UTC(2026, 2, 3, 9, 30);
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function newStation(): Promise<TestStation> {
  const station = await startTestStation();
  closers.push(station.dispose);
  return station;
}

async function newReceiver(): Promise<Receiver> {
  const receiver = await startReceiver((response) => response.end(SUCCESS));
  closers.push(receiver.close);
  return receiver;
}

async function run(url: string | URL, changes: Partial<SimulationOptions> = {}) {
  const messages: MessageLabel[] = [];
  const summary = await simulate(
    {
      ...{ url: new URL(url), secret: SECRET, count: 12, rate: 500, language: 'mixed', dialect: 'verbatim', seed: 7 },
      ...{ faults: [], delays: retryDelays(1_000), reports: 60, plans: 60, afterMs: 1 },
      ...changes,
    },
    (event) => {
      if (event.type === 'ended') messages.push(event.message);
    },
  );
  return { summary, messages };
}

/** How many of the messages of a run the delivery log names by each kind, and what became of them. */
async function logged({ client }: TestStation) {
  const { items } = await client.deliveries.list({ limit: 200 });
  const count = (outcome: string, kind: string): number =>
    items.filter((delivery) => delivery.outcome === outcome && delivery.kind === kind).length;
  return { items, count };
}

describe('a run with reports and plans', () => {
  it.each([false, true])('has the station take every message for what it is (shuffled: %s)', async (shuffle) => {
    const station = await newStation();
    const { summary, messages } = await run(station.callback, { shuffle });
    expect(summary).toMatchObject({ ok: true, givenUp: 0, unsent: 0, sent: messages.length });
    const { count } = await logged(station);
    for (const kind of ['check-in', 'health-report', 'maintenance-plan'] as const) {
      const once = new Set(messages.filter((message) => message.kind === kind).map(({ msgId }) => msgId));
      expect(once.size).toBeGreaterThan(3);
      expect(count('accepted', kind)).toBe(once.size);
    }
    const again = messages.filter((message) => message.again).length;
    expect(again > 0).toBe(shuffle);
    const { items } = await logged(station);
    expect(items.filter(({ outcome }) => outcome === 'repeat')).toHaveLength(again);
  });

  it('sends each message of a visit after the one before, made no earlier, unless it is shuffled', async () => {
    const { url } = await newReceiver();
    const { messages } = await run(url, { clock: () => NOW });
    for (let number = 1; number <= 12; number += 1) {
      const visit = messages.filter((message) => message.number === number);
      expect(visit[0]?.kind).toBe('check-in');
      const times = visit.map(({ createTime }) => createTime);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(times).size).toBe(times.length);
    }
  });

  it.each([false, true])('sends the same bytes again for the same seed (shuffled: %s)', async (shuffle) => {
    const bodies = async (seed: number): Promise<string[]> => {
      const receiver = await newReceiver();
      await run(receiver.url, { seed, shuffle, clock: () => NOW, sleep: async () => {} });
      return receiver.bodies.map((body) => body.toString('hex')).sort();
    };
    const first = await bodies(7);
    expect(await bodies(7)).toEqual(first);
    expect(await bodies(8)).not.toEqual(first);
  });

  it('leaves the check-ins of its seed as they are without reports and plans', async () => {
    const checkIns = async (changes: Partial<SimulationOptions>): Promise<string[]> => {
      const receiver = await newReceiver();
      await run(receiver.url, { ...changes, clock: () => NOW, sleep: async () => {} });
      return receiver.bodies
        .map((body) => body.toString())
        .filter((body) => body.includes('"carInfo"'))
        .sort();
    };
    expect(await checkIns({})).toEqual(await checkIns({ reports: 0, plans: 0 }));
  });

  it('sends the report of a visit whose check-in was refused', async () => {
    const station = await newStation();
    const { summary } = await run(station.callback, { count: 1, reports: 100, plans: 0, faults: ['wrong-signature'] });
    expect(summary).toMatchObject({ ok: true, refused: 1 });
    const { items } = await station.client.checkIns.list({ limit: 10 });
    expect(items).toEqual([]);
    const { count } = await logged(station);
    expect(count('accepted', 'health-report')).toBeGreaterThan(0);
  });

  it('counts what it did not come to when it is ended early', async () => {
    const ending = new AbortController();
    const receiver = await startReceiver((response) => {
      response.end(SUCCESS);
      ending.abort();
    });
    closers.push(receiver.close);
    const { summary } = await run(receiver.url, {
      ...{ count: 1, reports: 100, plans: 100, afterMs: 60_000, signal: ending.signal },
    });
    expect(summary.ok).toBe(false);
    expect(summary.sent + summary.unsent).toBeGreaterThan(2);
    expect(summary.sent).toBe(1);
  });
});
