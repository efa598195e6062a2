import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { simulate } from './simulator/run.ts';
import { servePhotos } from './simulator/sample-photos.ts';
import { RETRY_DELAYS_MS } from './simulator/schedule.ts';
import type { Station } from './station/station.ts';
import { openDatabase } from './station/store/database.ts';
import { SettingStore } from './station/store/setting-store.ts';

/** A first handful at once, so that the board is not empty; then one every few seconds, as on a busy morning. */
const AT_ONCE = 8;
const LATER = 40;
const LATER_PER_SECOND = 0.2;
/** Of those at once so many have been seen, so that their reports find them in work and they become ready. */
const SEEN = 5;
const FIRST_AFTER_MS = 4_000;
const LATER_AFTER_MS = 20_000;

/**
 * A station on a throw-away data folder, with AutoX3 played against its real callback address: sample check-ins in both
 * languages, some of them repeated and one with a wrong signature, many followed by a report or a plan. Ends, and cleans up, when asked to stop.
 */
export async function runDemo(
  start: (dataFolder: string, secret: string) => Promise<Station>,
  log: Logger,
): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'forecourt-demo-'));
  const secret = randomBytes(32).toString('hex').toUpperCase();
  const photos = await servePhotos();
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
  try {
    allowPhotos(dataFolder, log);
    const station = await start(dataFolder, secret);
    const stopped = new Promise((resolve) => asked.signal.addEventListener('abort', resolve, { once: true }));
    process.stderr.write(`Demo: open ${station.board} in a browser. Ctrl-C ends it and removes its data.\n`);
    const sample = {
      url: new URL(station.callback),
      secret,
      language: 'mixed',
      dialect: 'verbatim',
      seed: randomInt(1_000_000),
      delays: RETRY_DELAYS_MS,
      photos: photos.address,
      signal: asked.signal,
    } as const;
    const seen = seeSome(station, asked.signal).catch((error: unknown) =>
      log.warn({ err: error }, 'no card was moved'),
    );
    const first = simulate({
      ...{ ...sample, count: AT_ONCE, rate: 20, faults: [], firstServiceOrder: 6401 },
      ...{ reports: 80, plans: 60, afterMs: FIRST_AFTER_MS },
    });
    const later = simulate({
      ...sample,
      seed: sample.seed + 1,
      count: LATER,
      rate: LATER_PER_SECOND,
      faults: ['repeat', 'wrong-signature', 'repeat'],
      firstServiceOrder: 6401 + AT_ONCE,
      ...{ reports: 50, plans: 40, afterMs: LATER_AFTER_MS },
    });
    await Promise.all([seen, first, later]);
    await stopped;
    await station.stop();
  } finally {
    photos.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Plays the desk for the first check-ins. */
async function seeSome({ board, watch }: Station, signal: AbortSignal): Promise<void> {
  const { origin, searchParams } = new URL(board);
  let seen = 0;
  for await (const event of watch(signal)) {
    if (event.type !== 'card' || event.cause !== 'arrived') continue;
    const { id, lane: from } = event.card;
    await fetch(new URL('/rpc/checkIns/move', origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${searchParams.get('token') ?? ''}` },
      body: JSON.stringify({ json: { id, from, to: 'seen' } }),
      signal,
    });
    seen += 1;
    if (seen === SEEN) return;
  }
}

/** The demo's photos are served by this PC, where no station fetches any unless its shop says so. */
function allowPhotos(dataFolder: string, log: Logger): void {
  const db = openDatabase(dataFolder);
  new SettingStore(db, log).set({ photos: { allowedHosts: ['127.0.0.1'] } });
  db.close();
}
