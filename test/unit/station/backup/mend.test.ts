import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mend } from '../../../../electron/station/backup/full-check-work.ts';
import type { Found } from '../../../../electron/station/backup/jobs.ts';
import { DataRepair } from '../../../../electron/station/store/data-repair.ts';
import { openDatabase, type StationDatabase } from '../../../../electron/station/store/database.ts';
import { RemovalRemains } from '../../../../electron/station/store/removal-remains.ts';
import { temporaryFolder } from '../../../support/station.ts';

let db: StationDatabase;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  db = openDatabase(folder.path);
  db.pragma('foreign_keys = OFF');
});
afterEach(() => {
  db.close();
  folder.dispose();
});

const lostPhoto = (sha256: string): Found => ({
  type: 'photo',
  kind: 'photo-missing',
  checkInId: null,
  detail: sha256,
  sha256,
  raw: null,
  isPhotoBack: false,
});

/** A visit with so many captured photos; each is a fault, since no file is there. */
function lostPhotos(count: number): Found[] {
  const photo = db.prepare(
    `INSERT INTO photo (check_in_id, url, host, state, attempts, sha256) VALUES (1, 'u', 'h', 'captured', 1, ?)`,
  );
  const faults = Array.from({ length: count }, (_, index) => lostPhoto(`sha-${index}`));
  db.transaction(() => {
    for (const { detail } of faults) photo.run(detail);
  })();
  return faults;
}

const lost = (): unknown => db.prepare("SELECT count(*) FROM photo WHERE state = 'waiting'").pluck().get();

function parts(signal = new AbortController().signal) {
  return { repair: new DataRepair(db), progress: () => {}, signal, visitsChanged: vi.fn() };
}

test('check-ins are received between the slices of what is mended', async () => {
  const faults = lostPhotos(160);
  const seen: unknown[] = [];
  const isDone = { now: false };
  const mending = mend(faults, parts()).finally(() => {
    isDone.now = true;
  });
  while (!isDone.now) {
    seen.push(lost());
    await nextTurn();
  }
  expect(await mending).toHaveLength(160);
  expect(new Set(seen)).toEqual(new Set([50, 100, 150, 160]));
});

test('boards are told of what was mended before somebody ended it', async () => {
  const ending = new AbortController();
  const asked = parts(ending.signal);
  const mending = mend(lostPhotos(160), asked);
  ending.abort();
  await expect(mending).rejects.toThrow();
  expect(lost()).toBe(50);
  expect(asked.visitsChanged).toHaveBeenCalledExactlyOnceWith([1]);
});

test('a photo that was removed while it was looked for does not stay', async () => {
  lostPhotos(1);
  const back = ['sha-0', 'removed'].map((sha256): Found => ({ ...lostPhoto(sha256), isPhotoBack: true }));
  await mend(back, parts());
  expect(new RemovalRemains(db, () => 0).files(10)).toEqual(['removed']);
});

test('a message whose bytes were removed meanwhile stays empty', async () => {
  const raw = Buffer.from('{}');
  db.prepare(
    `INSERT INTO message (received_at, create_time, msg_id, msg_type, kind, weak, proven, raw, raw_sha256)
     VALUES (1, 1, 'a', 't', 'check-in', 0, 1, x'', ?)`,
  ).run(hash('sha256', raw, 'buffer'));
  const found: Found = {
    type: 'message',
    kind: 'message',
    checkInId: 1,
    detail: '',
    id: 1,
    msgId: 'a',
    raw,
    isPhotoBack: false,
  };
  expect(await mend([found], parts())).toMatchObject([{ outcome: 'marked' }]);
});

test('a slice is mended whole or not at all', async () => {
  const broken: Found = {
    type: 'derived',
    kind: 'derived',
    checkInId: 1,
    detail: '',
    raw: null,
    isPhotoBack: false,
    derived: { messageId: 1, values: [] },
  };
  await expect(mend([...lostPhotos(2), broken], parts())).rejects.toThrow();
  expect(lost()).toBe(0);
});
