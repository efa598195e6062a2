import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';

/** Requests that fail verification and are taken at once; then one a second. */
const BURST = 200;
const WRONG_SECRET = 'not-the-secret-of-this-shop';

/** Posts all bodies, so many at a time; answers in the order of the bodies. */
async function postAll(station: TestStation, bodies: readonly Uint8Array[], atOnce = 16) {
  const answers: { status: number; json: unknown }[] = [];
  const rest = [...bodies.entries()];
  const sender = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      answers[next[0]] = await station.post(next[1]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return answers;
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_none, n) => make(n));

test('a flood of wrong signatures is cut off after a burst, while genuine check-ins are accepted at once', async () => {
  const station = await startTestStation();
  try {
    const startedAt = performance.now();
    const wrong = times(600, () => signedCheckIn({ secret: WRONG_SECRET }).body);
    let flooding = true;
    const flood = postAll(station, wrong).finally(() => {
      flooding = false;
    });
    let genuine = 0;
    let slowestMs = 0;
    // Also after the flood: the limit is still used up then.
    do {
      const sentAt = performance.now();
      expect((await station.post(signedCheckIn().body)).status).toBe(200);
      slowestMs = Math.max(slowestMs, performance.now() - sentAt);
      genuine += 1;
    } while (flooding || genuine < 20);

    const answers = await flood;
    const seconds = (performance.now() - startedAt) / 1_000;
    const tooMany = answers.filter(({ status }) => status === 429);
    const judged = answers.filter(({ status }) => status === 401);
    expect(judged.length + tooMany.length).toBe(600);
    expect(judged.length).toBeGreaterThanOrEqual(BURST);
    expect(judged.length).toBeLessThanOrEqual(BURST + Math.ceil(seconds));
    for (const { json } of judged) expect(json).toMatchObject({ data: null, status: 403 });
    for (const { json } of tooMany) expect(json).toMatchObject({ data: null, status: 429 });
    expect(slowestMs).toBeLessThan(1_000);

    const { items } = await station.client.deliveries.list({ outcome: 'refused', limit: 200 });
    expect(new Set(items.map(({ reason }) => reason))).toEqual(new Set(['too-many-unverified']));
    expect((await station.client.status()).quarantined).toBe(judged.length);
  } finally {
    await station.dispose();
  }
});

test('what was accepted by hand is acknowledged when it comes again in the middle of a flood', async () => {
  const station = await startTestStation();
  try {
    const forged = signedCheckIn({ secret: WRONG_SECRET });
    expect((await station.post(forged.body)).status).toBe(401);
    const { items } = await station.client.deliveries.quarantine.list({});
    const ids = items.map(({ id }) => id);
    await station.client.deliveries.quarantine.accept({ ids, name: 'Ann Lee', reason: 'seen in AutoX3' });
    const flood = times(BURST + 100, () => signedCheckIn({ secret: WRONG_SECRET }).body);
    const answers = await postAll(station, [...flood, forged.body]);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(answers.at(-1)).toMatchObject({ status: 200, json: { status: 0 } });
  } finally {
    await station.dispose();
  }
});

test('the quarantine holds a message once, and of all the newest 1,000 and 50 MB', async () => {
  const folder = temporaryFolder();
  // A station takes a burst at each start: the quickest way to fill a quarantine.
  const quarantine = async (bodies: readonly Uint8Array[], atOnce?: number): Promise<number> => {
    const station = await startTestStation({ dataFolder: folder.path });
    try {
      for (const { status } of await postAll(station, bodies, atOnce)) expect(status).toBe(401);
      return (await station.client.status()).quarantined;
    } finally {
      await station.dispose();
    }
  };
  try {
    const unsigned = (count: number, filler: number) =>
      times(count, () => signedCheckIn({ secret: WRONG_SECRET, content: { filler: 'x'.repeat(filler) } }).body);
    const [once = Buffer.alloc(0)] = unsigned(1, 0);
    expect(await quarantine([once, once, once], 1)).toBe(1);
    expect(await quarantine(unsigned(BURST, 0))).toBe(1 + BURST);
    for (let start = 0; start < 4; start++) await quarantine(unsigned(BURST, 0));
    expect(await quarantine(unsigned(BURST, 0))).toBe(1_000);

    const large = unsigned(70, 1_000_000);
    const newest = large.at(-1) ?? once;
    await quarantine(large.slice(0, -1), 4);
    await quarantine([newest], 1);
    const db = new Database(join(folder.path, 'forecourt.db'), { readonly: true });
    try {
      const kept = db.prepare('SELECT body FROM quarantine ORDER BY id DESC').pluck().all() as Buffer[];
      expect(kept[0]).toEqual(newest);
      const bytes = kept.reduce((sum, { length }) => sum + length, 0);
      expect(bytes).toBeLessThanOrEqual(50 * 1_048_576);
      expect(bytes).toBeGreaterThan(49 * 1_048_576);
      expect(kept.length).toBeLessThan(70);
    } finally {
      db.close();
    }
  } finally {
    folder.dispose();
  }
});
