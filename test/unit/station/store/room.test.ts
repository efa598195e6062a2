import { expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import type { Entry } from '../../../../electron/station/store/entries.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { admit, admitted } from './rows.ts';

const admitting = (remark: string): Entry => admit(admitted({ remark }));

const LOGGED: Entry = {
  type: 'log',
  request: {
    ...{ receivedAt: 0, durationMs: 0, bytes: 0, outcome: 'failed', reason: 'storage-full' },
    ...{ httpStatus: 503, msgId: null, msgType: null },
  },
};

test('room for a line of the log is no room for a message, and looking for room takes none', () => {
  const folder = temporaryFolder();
  const writer = new StationWriter(openDatabase(folder.path, { maxPages: 500 }));
  const remark = 'r'.repeat(20_000);
  try {
    let stored = 0;
    expect(() => {
      for (; stored < 1_000; stored++) writer.writeBatch([admitting(remark)]);
    }).toThrow(/full/);
    expect(stored).toBeGreaterThan(5);
    expect(() => writer.writeBatch([LOGGED])).not.toThrow();
    for (let look = 0; look < 3; look++) expect(() => writer.tryRoom(20_000)).toThrow(/full/);
  } finally {
    writer.close();
    folder.dispose();
  }
});

test('room is found again and again where there is some', () => {
  const folder = temporaryFolder();
  const writer = new StationWriter(openDatabase(folder.path, { maxPages: 500 }));
  try {
    for (let look = 0; look < 100; look++) writer.tryRoom(200_000);
    expect(writer.writeBatch([admitting('')])[0]?.outcome).toBe('accepted');
  } finally {
    writer.close();
    folder.dispose();
  }
});
