import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { signedCheckIn } from '../../support/messages.ts';
import {
  endStation,
  type SpawnedStation,
  spawnStation,
  startTestStation,
  temporaryFolder,
  waysToUse,
} from '../../support/station.ts';

const DAY = 86_400_000;
const NAME = 'Quetzalcoatlus';
const PERSONAL = 480;
const WHOLE = 160;
const AT_ONCE = 80;

/** What is half done in the database of a killed station, each as a row; empty when each visit is as it was, or done. */
function halves(data: string): { rows: unknown[]; done: unknown; logged: unknown } {
  // Of a copy: to close the database itself would take away its log, which the next start looks for.
  const copy = `${data}-copy`;
  for (const name of readdirSync(data).filter((file) => file.startsWith('forecourt.db')))
    cpSync(join(data, name), join(copy, name));
  const db = new Database(join(copy, 'forecourt.db'));
  try {
    const rows = [
      db.pragma('integrity_check', { simple: true }) === 'ok' ? [] : ['integrity'],
      db.pragma('foreign_key_check'),
      db
        .prepare(
          `SELECT c.id FROM check_in c JOIN message m ON m.check_in_id = c.id WHERE (c.personal_removed_at IS NULL) <> (length(m.raw) > 0)
             OR (c.personal_removed_at IS NULL) <> (c.owner_first_name IS NOT NULL)`,
        )
        .all(),
      db.prepare('SELECT id FROM message WHERE check_in_id IS NULL').all(),
    ].flat();
    const one = (sql: string): unknown => db.prepare(sql).pluck().get();
    return {
      rows,
      done: [
        one('SELECT count(*) FROM check_in WHERE personal_removed_at IS NOT NULL'),
        one(`SELECT ${PERSONAL + WHOLE} - count(*) FROM check_in`),
      ],
      logged: ['personal', 'visits'].map((kind) =>
        one(`SELECT coalesce(sum(visits), 0) FROM removal WHERE kind = '${kind}'`),
      ),
    };
  } finally {
    db.close();
    rmSync(copy, { recursive: true });
  }
}

function holdsName(data: string): boolean {
  return readdirSync(data, { recursive: true, encoding: 'utf8' })
    .map((name) => join(data, name))
    .filter((path) => statSync(path).isFile())
    .some((path) => [NAME, NAME.toLowerCase()].some((form) => readFileSync(path).includes(form)));
}

/** A shop's data with visits for each term, none of which has ended yet when they are received. */
async function fill(data: string): Promise<void> {
  let now = Date.now() - 120 * DAY;
  const station = await startTestStation({ dataFolder: data, now: () => now });
  try {
    for (const count of [WHOLE, PERSONAL]) {
      // By fewer connections at once than the receiver holds.
      for (let sent = 0; sent < count; sent += AT_ONCE)
        await Promise.all(
          Array.from({ length: AT_ONCE }, () => station.post(signedCheckIn({ ownerFirstName: NAME }).body)),
        );
      now += 60 * DAY;
    }
  } finally {
    await station.stop();
  }
}

test('a station that is killed during an export or a removal leaves nothing half done, and goes on at the next start', {
  timeout: 60_000,
}, async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const stations: SpawnedStation[] = [];
  const start = async () => {
    const station = await spawnStation(data);
    stations.push(station);
    const { callback, api, token } = station.ready;
    return { ...waysToUse(callback, api, token), end: (signal: NodeJS.Signals) => endStation(station.process, signal) };
  };
  try {
    await fill(data);
    const first = await start();
    const asked = { filter: {}, format: 'jsonl', language: 'en' } as const;
    let cut = '';
    const killed: Promise<unknown>[] = [];
    await (async () => {
      for await (const { text } of await first.client.export.visits(asked)) {
        cut += text;
        killed.push(first.end('SIGKILL'));
      }
    })().catch(() => {});
    await Promise.all(killed);

    const second = await start();
    let whole = '';
    for await (const { text } of await second.client.export.visits(asked)) whole += text;
    expect(whole.split('\n').filter((line) => line !== '')).toHaveLength(PERSONAL + WHOLE);
    expect([cut.length > 0, whole.startsWith(cut)]).toEqual([true, true]);

    await second.client.settings.set({ retention: { personal: 30, photos: null, visits: 90 } });
    await expect.poll(async () => (await second.client.retention.log()).length, { interval: 1 }).toBeGreaterThan(0);
    await second.end('SIGKILL');
    const { rows, done, logged } = halves(data);
    expect(rows).toEqual([]);
    expect(done).toEqual(logged);
    expect(done).not.toEqual([PERSONAL, WHOLE]);

    const third = await start();
    expect((await third.client.status()).data.damage).toBeNull();
    await expect
      .poll(async () => (await third.client.retention.log()).map(({ endedAt }) => endedAt !== null), {
        timeout: 15_000,
      })
      .toEqual([true, true]);
    await expect.poll(() => holdsName(data), { timeout: 15_000 }).toBe(false);
    await third.end('SIGTERM');
    expect(halves(data)).toMatchObject({ rows: [], logged: [expect.any(Number), WHOLE] });
  } finally {
    await Promise.all(stations.map((station) => endStation(station.process, 'SIGKILL')));
    folder.dispose();
  }
});
