import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Devices, MOST_DEVICES } from '../../../../electron/station/board/devices.ts';
import type { OpenInvite } from '../../../../electron/station/board/invites.ts';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { DeviceStore } from '../../../../electron/station/store/device-store.ts';
import { temporaryFolder } from '../../../support/station.ts';

let folder: ReturnType<typeof temporaryFolder>;
let db: Database.Database;
let store: DeviceStore;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-03T10:00:00Z') });
  folder = temporaryFolder();
  db = openDatabase(folder.path);
  store = new DeviceStore(db);
});
afterEach(() => {
  vi.useRealTimers();
  db.close();
  folder.dispose();
});

const log = pino({ level: 'silent' });
const devicesOf = (parts: Partial<DeviceStore> = {}): Devices =>
  new Devices({
    store: {
      all: () => store.all(),
      add: (row, before) => store.add(row, before),
      rename: (id, name) => store.rename(id, name),
      remove: (id) => store.remove(id),
      seen: (visits) => store.seen(visits),
      ...parts,
    },
    now: Date.now,
    log,
  });
const invite = (id: string, role: OpenInvite['role'] = 'desk'): OpenInvite => ({
  id,
  role,
  name: `Desk ${id}`,
  code: '',
  expiresAt: 0,
});
const HERE = { address: '192.168.1.30', browser: 'Chrome, Windows' };

describe('a paired device', () => {
  test('is known by its token, also after a restart, and the token is kept nowhere', () => {
    const devices = devicesOf();
    const token = devices.pair(invite('a', 'wall'), HERE, null);
    expect(devices.find(token)).toMatchObject({ id: 'a', access: { role: 'wall', device: 'Desk a' } });
    for (const wrong of [undefined, '', token.slice(1), `${token}x`, token.toUpperCase()])
      expect(devices.find(wrong)).toBeNull();

    expect(devicesOf().find(token)).toMatchObject({ id: 'a', access: { role: 'wall', device: 'Desk a' } });
    const stored = db.prepare<[], Record<string, unknown>>('SELECT * FROM device').get() ?? {};
    expect(stored.token_sha256).toEqual(createHash('sha256').update(token).digest());
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test('that is removed is told at once, and not known any more', () => {
    const devices = devicesOf();
    const token = devices.pair(invite('a'), HERE, null);
    const other = devices.pair(invite('b'), HERE, null);
    const known = devices.find(token);
    expect(devices.revoke('a')).toBe(true);
    expect(known?.ended.aborted).toBe(true);
    expect([devices.find(token), devices.find(other)?.id]).toEqual([null, 'b']);
    expect(devices.list().map(({ id }) => id)).toEqual(['b']);
    expect(devices.revoke('a')).toBe(false);
    expect(devicesOf().find(token)).toBeNull();
  });

  test('that could not be removed on disk is not said to be removed', () => {
    const devices = devicesOf({
      remove: () => {
        throw new Error('disk full');
      },
    });
    const token = devices.pair(invite('a'), HERE, null);
    expect(() => devices.revoke('a')).toThrow('disk full');
    expect(devices.find(token)?.ended.aborted).toBe(false);
  });

  test('that could not be stored is not let in', () => {
    const devices = devicesOf({
      add: () => {
        throw new Error('disk full');
      },
    });
    expect(() => devices.pair(invite('a'), HERE, null)).toThrow('disk full');
    expect(devices.list()).toEqual([]);
  });

  test('that is paired again leaves the list as what it was', () => {
    const devices = devicesOf();
    const before = devices.pair(invite('a'), HERE, null);
    const now = devices.pair(invite('b', 'wall'), HERE, 'a');
    expect(devices.find(before)).toBeNull();
    expect(devices.find(now)?.access.role).toBe('wall');
    expect(devices.list().map(({ id }) => id)).toEqual(['b']);
  });

  test('has its new name at its next request', () => {
    const devices = devicesOf();
    const token = devices.pair(invite('a'), HERE, null);
    expect([devices.rename('a', 'Counter'), devices.rename('x', 'Counter')]).toEqual([true, false]);
    expect(devices.find(token)?.access.device).toBe('Counter');
  });

  test('is connected while one of its requests is open, and was last seen when the last one ended', () => {
    const devices = devicesOf();
    const token = devices.pair(invite('a'), HERE, null);
    const first = devices.find(token)?.visits({ address: '192.168.1.31', browser: 'Firefox, Linux' });
    const second = devices.find(token)?.visits({ address: '192.168.1.31', browser: 'Firefox, Linux' });
    first?.();
    expect(devices.list()).toMatchObject([{ isConnected: true, address: '192.168.1.31', browser: 'Firefox, Linux' }]);
    vi.advanceTimersByTime(90_000);
    second?.();
    vi.advanceTimersByTime(10_000);
    expect(devices.list()).toMatchObject([{ isConnected: false, lastSeenAt: '2026-03-03T10:01:30.000Z' }]);
  });
});

describe('when devices were last seen', () => {
  test('is stored at most once a minute, all of them at once, and when the station stops', () => {
    const written: string[][] = [];
    const devices = devicesOf({
      seen: (visits) => {
        written.push(visits.map(({ id }) => id));
        store.seen(visits);
      },
    });
    const tokens = ['a', 'b'].map((id) => devices.pair(invite(id), HERE, null));
    for (let second = 0; second < 59; second += 1) {
      for (const token of tokens) devices.find(token)?.visits(HERE)();
      vi.advanceTimersByTime(1_000);
    }
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(written).toEqual([['a', 'b']]);
    vi.advanceTimersByTime(600_000);
    expect(written).toHaveLength(1);

    devices.find(tokens[1])?.visits(HERE)();
    devices.stop();
    expect(written).toEqual([['a', 'b'], ['b']]);
    expect(store.all().find(({ id }) => id === 'b')?.lastSeenAt).toBe(Date.now());
  });

  test('is stored later when it could not be', () => {
    let isFull = true;
    const devices = devicesOf({
      seen: (visits) => {
        if (isFull) throw new Error('disk full');
        store.seen(visits);
      },
    });
    const token = devices.pair(invite('a'), HERE, null);
    vi.advanceTimersByTime(5_000);
    devices.find(token)?.visits(HERE)();
    const seenAt = Date.now();
    vi.advanceTimersByTime(60_000);
    isFull = false;
    devices.stop();
    expect(store.all()).toMatchObject([{ lastSeenAt: seenAt }]);
  });
});

test('there are not more devices than a shop can have', () => {
  const devices = devicesOf();
  for (let index = 0; index < MOST_DEVICES; index += 1) {
    expect(devices.isFull).toBe(false);
    devices.pair(invite(String(index)), HERE, null);
  }
  expect(devices.isFull).toBe(true);
});
