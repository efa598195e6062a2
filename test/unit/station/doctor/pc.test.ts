import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { measureDisk } from '../../../../electron/station/doctor/disk.ts';
import { takesConnection } from '../../../../electron/station/doctor/pc.ts';
import { readSleepMinutes } from '../../../../electron/station/doctor/sleep.ts';
import { within } from '../../../../electron/station/within.ts';
import { temporaryFolder } from '../../../support/station.ts';

const POWERCFG = `GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Standbymodus nach)
      Mögliche Mindesteinstellung: 0x00000000
      Mögliche Maximaleinstellung: 0xffffffff
    Index der aktuellen Wechselstromeinstellung: 0x00000708
    Index der aktuellen Gleichstromeinstellung: 0x00000384
`;
const PMSET = `Battery Power:
 sleep                1
AC Power:
 Sleep On Power Button 1
 displaysleep         10
 sleep                0
`;

describe('when this PC sleeps by itself', () => {
  test.each<['windows' | 'mac' | 'linux', Record<string, string>, number | null]>([
    ['windows', { powercfg: POWERCFG }, 30],
    ['windows', { powercfg: POWERCFG.replace('0x00000708', '0x00000000') }, 0],
    ['windows', {}, null],
    ['mac', { pmset: PMSET }, 0],
    ['mac', { pmset: PMSET.replace('sleep                0', 'sleep                15') }, 15],
    ['mac', { pmset: 'Battery Power:\n sleep 1\n' }, null],
    ['linux', { systemctl: 'LoadState=masked\n' }, 0],
    ['linux', { systemctl: 'LoadState=loaded\n' }, null],
    ['linux', { 'sleep-inactive-ac-type': "'nothing'\n" }, 0],
    ['linux', { 'sleep-inactive-ac-type': "'suspend'\n", 'sleep-inactive-ac-timeout': 'uint32 1200\n' }, 20],
  ])('%s saying %j', async (system, says, minutes) => {
    const ask = async (program: string, args: readonly string[]) => says[program] ?? says[args.at(-1) ?? ''] ?? null;
    expect(await readSleepMinutes(system, ask)).toBe(minutes);
  });
});

describe('the disk', () => {
  test('is measured with a few writes, of which nothing stays', async () => {
    const folder = temporaryFolder();
    const { free, writeMs } = await measureDisk(folder.path, () => performance.now());
    expect(free).toBeGreaterThan(0);
    expect(writeMs).toBeGreaterThan(0);
    expect(readdirSync(folder.path)).toEqual([]);
    folder.dispose();
  });

  test('that is very slow is not written to any longer than need be', async () => {
    const folder = temporaryFolder();
    let now = 0;
    const { writeMs } = await measureDisk(folder.path, () => {
      now += 4_000;
      return now;
    });
    expect(writeMs).toBe(4_000);
    folder.dispose();
  });

  test('that is not there says nothing', async () => {
    expect(await measureDisk(join('/', 'nowhere', 'at-all'), () => 0)).toEqual({ free: null, writeMs: null });
  });
});

test('what takes too long comes to nothing', async () => {
  expect(await within(5, new Promise(() => {}))).toBeNull();
  expect(await within(1_000, Promise.resolve(7))).toBe(7);
});

test('a port takes a connection or not', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await takesConnection('127.0.0.1', port)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await takesConnection('127.0.0.1', port)).toBe(false);
});
