import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openLine } from '../../../electron/simulator/post.ts';
import { createRandom, type Random } from '../../../electron/simulator/random.ts';
import { endStation, type SpawnedStation, spawnStation, temporaryFolder, waysToUse } from '../../support/station.ts';
import { recordOutput } from '../../support/written/record-output.ts';
import { Ledger, type Sent } from './ledger.ts';
import { inspect } from './stored.ts';

const ROUNDS = process.env.FORECOURT_SOAK === '1' ? 1_000 : 10;
const CONNECTIONS = 32;
/** Of each kind that is looked up over REST after a restart; the end of the test looks at all in the database. */
const SAMPLE = 20;

/** Sends from all connections until the station is killed, which happens a little after, or with, an acknowledgement. */
async function burstUntilKilled(station: SpawnedStation, ledger: Ledger, random: Random): Promise<Sent[]> {
  const line = openLine(new URL(station.ready.callback), 10_000);
  const signal = new AbortController().signal;
  const exited = once(station.process, 'exit');
  const acknowledged: Sent[] = [];
  const surprises: unknown[] = [];
  // Half of the rounds die in the very turn that reads an acknowledgement: were it early, its message would be lost.
  const killAt = random.chance(0.5) ? random.integer(1, 300) : Number.POSITIVE_INFINITY;
  const killAfterMs = random.integer(0, 60);
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => void station.process.kill('SIGKILL');

  const sender = async (): Promise<void> => {
    for (let sent = 0; sent < 2_000; sent++) {
      const message = ledger.next();
      const answer = await line.post(message.body, signal);
      if (answer.kind === 'failed') return;
      if (!answer.acknowledged) {
        surprises.push(answer);
        return;
      }
      ledger.acknowledge(message);
      acknowledged.push(message);
      if (acknowledged.length === killAt) kill();
      else if (killAt === Number.POSITIVE_INFINITY) timer ??= setTimeout(kill, killAfterMs);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  } finally {
    clearTimeout(timer);
    kill();
    await exited;
    line.close();
  }
  expect(surprises, 'answers other than success from a station in good health').toEqual([]);
  return acknowledged;
}

/** Starts the station and kills it on its way up: while it takes over the log that a killed one left. */
async function killDuringStart(dataFolder: string, afterMs: number): Promise<void> {
  const entry = new URL('../../../dist/electron/headless.js', import.meta.url).pathname;
  const args = [entry, '--data', dataFolder, '--receiver-port', '0', '--board-port', '0'];
  const child = recordOutput(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  try {
    await once(child, 'exit');
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

async function expectPresentOnce(station: SpawnedStation, sent: readonly { msgId: string; serviceOrder: string }[]) {
  const { rest } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
  for (const { msgId, serviceOrder } of sent) {
    const { status, json } = await rest(`/service-orders/${serviceOrder}`);
    expect(status, `service order ${serviceOrder}`).toBe(200);
    expect(json).toMatchObject({ receiveBaseId: serviceOrder, messageCount: 1, messages: [{ msgId }] });
  }
}

async function expectLoggedOnce(station: SpawnedStation, sent: readonly { msgId: string }[]): Promise<void> {
  const { client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
  const logged: (string | null)[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 2; page++) {
    const { items, nextCursor } = await client.deliveries.list({ outcome: 'accepted', limit: 200, cursor });
    logged.push(...items.map(({ msgId }) => msgId));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  expect(new Set(logged).size, 'no message is logged as accepted twice').toBe(logged.length);
  const missing = sent.filter(({ msgId }) => !logged.includes(msgId));
  expect(missing, 'acknowledged, but not logged as accepted').toEqual([]);
}

async function expectFound(station: SpawnedStation, { plate, serviceOrder }: Sent): Promise<void> {
  const { client } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
  const found = async (): Promise<(string | null)[]> =>
    (await client.checkIns.list({ q: plate })).items.map(({ receiveBaseId }) => receiveBaseId);
  await expect.poll(found, { timeout: 2_000, interval: 20 }).toEqual([serviceOrder]);
}

/** What was not acknowledged may be there or not; sent again it is acknowledged, and there once. */
async function sendAgain(station: SpawnedStation, ledger: Ledger): Promise<void> {
  const { post } = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
  const again = [...ledger.unacknowledged.values()].slice(0, SAMPLE);
  for (const message of again) {
    expect(await post(message.body)).toEqual({ status: 200, json: { data: null, errorInfo: '', status: 0 } });
    ledger.acknowledge(message);
  }
  await expectPresentOnce(station, again);
}

function expectAllThereOnce(dataFolder: string, { acknowledged, unacknowledged }: Ledger): void {
  const { faults, messages } = inspect(dataFolder);
  expect(faults).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * 5);
  for (const sent of acknowledged.values()) expect(messages.get(sent.msgId)).toEqual(sent);
  const strangers = [...messages.keys()].filter((msgId) => !acknowledged.has(msgId) && !unacknowledged.has(msgId));
  expect(strangers, 'stored, but never sent').toEqual([]);
  process.stdout.write(
    `${ROUNDS} kills: ${acknowledged.size} acknowledged, all there once; of ${unacknowledged.size} others ${messages.size - acknowledged.size} are there\n`,
  );
}

test(`no acknowledged check-in is lost or doubled when the station is killed ${ROUNDS} times in a burst`, {
  timeout: ROUNDS * 12_000,
}, async () => {
  const seed = Date.now() % 2 ** 31;
  const random = createRandom(seed);
  const ledger = new Ledger(random);
  const folder = temporaryFolder();
  try {
    let station = await spawnStation(folder.path);
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        const old = new Set(ledger.unacknowledged.keys());
        const acknowledged = await burstUntilKilled(station, ledger, random);
        if (round % 3 === 0) await killDuringStart(folder.path, random.integer(20, 400));
        station = await spawnStation(folder.path);

        const last = acknowledged.at(-1);
        if (last !== undefined) await expectFound(station, last);
        const older = random.sample([...ledger.acknowledged.values()], SAMPLE);
        await expectPresentOnce(station, [...acknowledged.slice(-SAMPLE), ...older]);
        // An old one may have been stored in an earlier round, with its answer lost.
        await expectLoggedOnce(station, acknowledged.filter(({ msgId }) => !old.has(msgId)).slice(-100));
        await sendAgain(station, ledger);
      }
    } finally {
      await endStation(station.process, 'SIGKILL');
    }
    expectAllThereOnce(folder.path, ledger);
  } catch (error) {
    process.stderr.write(`the seed of this run was ${seed}\n`);
    throw error;
  } finally {
    folder.dispose();
  }
});
