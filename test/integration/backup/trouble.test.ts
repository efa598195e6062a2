import fs, { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BackupProblem } from '../../../shared/backup.ts';
import { Shop } from './shop.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** Nobody writes there, not even root. */
const NOT_EVEN_ROOT = process.platform === 'darwin' ? '/System' : '/sys';

const { statfsSync } = fs;
function fillDisk(): void {
  fs.statfsSync = ((path: string) => ({ ...statfsSync(path), bavail: 0 })) as typeof statfsSync;
  syncBuiltinESMExports();
}
function emptyDisk(): void {
  fs.statfsSync = statfsSync;
  syncBuiltinESMExports();
}

let shop: Shop;
let now: number;
beforeEach(() => {
  // The station looks each minute whether a backup is due.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  shop = new Shop();
  now = Date.now();
});
afterEach(async () => {
  await shop.dispose();
  vi.useRealTimers();
  emptyDisk();
});

/** Lets so much time pass, and then waits until the station has done what was due. */
async function pass(ms: number): Promise<{ problem: BackupProblem | null; backups: number; warning: string | null }> {
  now += ms;
  vi.advanceTimersByTime(MINUTE);
  const { problem, backups } = await shop.idle();
  const { warning } = (await shop.station.client.status()).data;
  return { problem, backups: backups.length, warning };
}

test.each<{
  when: string;
  problem: BackupProblem;
  happens: (folder: string) => void;
  ends: (folder: string) => void;
}>([
  {
    when: 'the share of the backups is unplugged',
    problem: 'no-folder',
    happens: (folder) => renameSync(folder, `${folder}-unplugged`),
    ends: (folder) => renameSync(`${folder}-unplugged`, folder),
  },
  {
    when: 'there are no rights to write there any more',
    problem: 'no-rights',
    happens: (folder) => {
      renameSync(folder, `${folder}-before`);
      symlinkSync(NOT_EVEN_ROOT, folder);
    },
    ends: (folder) => {
      rmSync(folder);
      renameSync(`${folder}-before`, folder);
    },
  },
  {
    when: 'the disk is full',
    problem: 'no-room',
    happens: fillDisk,
    ends: emptyDisk,
  },
])(
  '$when: it is said, check-ins are received, and the next try makes up for it by itself',
  async ({ problem, happens, ends }) => {
    await shop.start({ now: () => now });
    const folder = join(shop.elsewhere, 'disk');
    mkdirSync(folder);
    const { client } = shop.station;
    await client.settings.set({ backup: { ...(await client.settings.get()).backup, folder } });
    await shop.receive(2);
    expect(await pass(11 * MINUTE)).toEqual({ problem: null, backups: 1, warning: null });

    happens(folder);
    expect(await pass(DAY)).toMatchObject({ problem, warning: 'failing' });
    const { preview } = client.retention;
    // The list is read again in a thread of its own.
    await expect
      .poll(async () => (await preview({ personal: 7, photos: null, visits: null })).backups.count === null, {
        message: 'what cannot be seen is not said to hold nothing',
      })
      .toBe(problem === 'no-folder');
    await shop.receive(2);
    ends(folder);
    expect(await pass(5 * MINUTE), 'not tried at once').toMatchObject({ problem });
    expect(await pass(11 * MINUTE)).toMatchObject({ problem: null, warning: null });
    await expect.poll(async () => (await client.backups.state()).backups.length).toBe(2);
    await shop.expectAll();
  },
);
