import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from '../within.ts';
import type { DiskFacts } from './facts.ts';

const FILE = '.doctor-write';
/** So many writes of this size are made, 4 MB in all, each to the disk itself. */
const WRITES = 16;
const BLOCK = Buffer.alloc(256 * 1_024, 'forecourt');
/** Room that is not touched, in bytes: a disk that is nearly full has other use for it. */
const LEAVE_FREE = 100e6;
/** No more is written after this, and nothing is waited for longer, in ms. */
const ENOUGH_MS = 3_000;
const WRITTEN_WITHIN_MS = 5_000;
const TOLD_WITHIN_MS = 2_000;

/** Measures the disk of a folder; `elapsed` is in ms on a clock that never jumps. */
export async function measureDisk(folder: string, elapsed: () => number): Promise<DiskFacts> {
  const free = await within(
    TOLD_WITHIN_MS,
    statfs(folder).then(({ bavail, bsize }) => bavail * bsize),
  );
  const hasRoom = free === null || free > LEAVE_FREE;
  return { free, writeMs: hasRoom ? await within(WRITTEN_WITHIN_MS, writeMs(join(folder, FILE), elapsed)) : null };
}

async function writeMs(path: string, elapsed: () => number): Promise<number> {
  const file = await open(path, 'w', 0o600);
  const from = elapsed();
  try {
    for (let done = 1; ; done += 1) {
      await file.write(BLOCK);
      await file.sync();
      const took = elapsed() - from;
      if (done === WRITES || took > ENOUGH_MS) return took / done;
    }
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
