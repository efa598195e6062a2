import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { signedCheckIn } from '../../support/messages.ts';
import { endStation, spawnStation, temporaryFolder } from '../../support/station.ts';
import { Siege, type Strength } from './siege/siege.ts';

const IS_SOAK = process.env.FORECOURT_SOAK === '1';
const STRENGTH: Strength = IS_SOAK
  ? { wanted: 5_000, perSecond: 1_000, floods: 64 }
  : { wanted: 5_000, perSecond: 400, floods: 24 };
const LASTS_MS = IS_SOAK ? 300_000 : 20_000;
/** It goes on, on a slow machine, until it was one: as many connections were opened, and the flood had these answers. */
const OPENED = 5_000;
const ANSWERED = 250;
const LASTS_AT_MOST_MS = LASTS_MS + 180_000;

const GENUINE_EVERY_MS = 250;
/** From before the connection is opened to the end of the answer, in ms. */
const GENUINE_WITHIN_MS = 2_000;
/** Descriptors of the station: what an ordinary Linux gives a process, and what it may use of them. */
const OPEN_FILES = 1_024;
const MOST_OPEN = 300;
/** A megabyte for each connection that is held, what waits to be judged, and the station itself. */
const MOST_MEMORY_MB = 400;
/** A heap without slack, as in the other campaign: what leaks shows. */
const HEAP = '--max-old-space-size=96 --max-semi-space-size=4';

type Sent = { msgId: string; ms: number; status: number | string };

/** Sends one check-in over a connection of its own. */
function deliver(callback: string): Promise<Sent> {
  const { msgId, body } = signedCheckIn();
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const over = (status: number | string): void => resolve({ msgId, status, ms: performance.now() - startedAt });
    const headers = { 'content-length': body.length };
    const sent = request(callback, { method: 'POST', agent: false, headers }, (response) => {
      response
        .on('error', ({ message }) => over(message))
        .on('end', () => over(response.statusCode ?? 0))
        .resume();
    });
    sent.on('error', ({ message }) => over(message));
    sent.end(body);
  });
}

/** What the system tells of a process, where it does: open descriptors, and resident memory in MB. */
function usage(pid: number | undefined): { open: number; memory: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const memory = Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]) / 1_024;
    return { open: readdirSync(`/proc/${pid}/fd`).length, memory };
  } catch {
    return null;
  }
}

/** Sends a check-in at every beat until the siege has lasted; answers what became of each, and the most that the station used. */
async function standing(siege: Siege, callback: string, pid: number | undefined) {
  const sent: Promise<Sent>[] = [];
  const most = { open: 0, memory: 0 };
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    const beat = setInterval(() => {
      const ms = performance.now() - startedAt;
      const was = ms > LASTS_MS && siege.opened >= OPENED && siege.answered >= ANSWERED;
      if (was || ms > LASTS_AT_MOST_MS) {
        clearInterval(beat);
        resolve();
        return;
      }
      sent.push(deliver(callback));
      const used = usage(pid);
      if (used === null) return;
      most.open = Math.max(most.open, used.open);
      most.memory = Math.max(most.memory, used.memory);
    }, GENUINE_EVERY_MS);
  });
  return { sent: await Promise.all(sent), most, seconds: (performance.now() - startedAt) / 1_000 };
}

test('a port that 5,000 slow connections and a flood of forged messages besiege accepts each real check-in within 2 s', {
  timeout: LASTS_AT_MOST_MS + 30_000,
}, async () => {
  const folder = temporaryFolder();
  const station = await spawnStation(folder.path, { env: { NODE_OPTIONS: HEAP }, openFiles: OPEN_FILES });
  const { callback } = station.ready;
  try {
    expect(await deliver(callback)).toMatchObject({ status: 200 });
    const siege = new Siege(callback, STRENGTH);
    const { sent, most, seconds } = await standing(siege, callback, station.process.pid).finally(() => siege.end());
    const slowest = Math.max(...sent.map(({ ms }) => ms));
    process.stdout.write(
      `siege of ${seconds.toFixed(0)} s: ${siege.opened} connections opened, ${siege.answered} forged messages answered, ` +
        `${sent.length} real check-ins, the slowest in ${slowest.toFixed(0)} ms; at most ${most.open} descriptors and ${most.memory.toFixed(0)} MB\n`,
    );
    expect(sent.filter(({ status }) => status !== 200)).toEqual([]);
    expect(slowest).toBeLessThan(GENUINE_WITHIN_MS);
    expect(siege.opened).toBeGreaterThanOrEqual(OPENED);
    expect(siege.answered).toBeGreaterThanOrEqual(ANSWERED);
    if (most.open === 0) process.stderr.write('SKIPPED, descriptors and memory: no /proc here\n');
    expect(most.open).toBeLessThan(MOST_OPEN);
    expect(most.memory).toBeLessThan(MOST_MEMORY_MB);
    const trouble = station
      .stderr()
      .split('\n')
      .filter((line) => line !== '' && !/^\{"level":(20|30|40),/.test(line));
    expect(trouble, 'errors in the log').toEqual([]);

    expect(await endStation(station.process)).toBe(0);
    const db = new Database(join(folder.path, 'forecourt.db'), { readonly: true });
    try {
      const stored = new Set(db.prepare('SELECT msg_id FROM message').pluck().all());
      expect(sent.filter(({ msgId }) => !stored.has(msgId))).toEqual([]);
      const quarantine = db.prepare('SELECT count(*) AS messages, sum(length(body)) AS bytes FROM quarantine').get();
      const { messages, bytes } = quarantine as { messages: number; bytes: number };
      expect(messages).toBeGreaterThan(0);
      expect(messages).toBeLessThanOrEqual(1_000);
      expect(bytes).toBeLessThanOrEqual(50 * 1_048_576);
    } finally {
      db.close();
    }
  } finally {
    await endStation(station.process, 'SIGKILL');
    folder.dispose();
  }
});
