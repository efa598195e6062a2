import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { checkCopy } from '../../../../electron/station/store/full-check.ts';
import { admitted, openStore } from './rows.ts';

test('a visit without personal data is not found wrong for a message that would tell something else of it', () => {
  const store = openStore();
  try {
    const [frozen, whole] = [7, 8].map((receiveBaseId) => store.store({ receiveBaseId, receivedAt: 1 }) ?? 0);
    store.writer.retention.removeOf('personal', [frozen ?? 0], { messages: [], quarantined: [] }, 2);
    // What an older Forecourt could not read belongs to no visit, and is understood only when it is derived again.
    for (const receiveBaseId of [7, 8]) {
      const { raw, rawSha256, dialect, msgId } = admitted({ receiveBaseId, plate: 'LATER 1' });
      store.db
        .prepare(
          `INSERT INTO message (received_at, create_time, msg_id, msg_type, kind, dialect, weak, proven, raw, raw_sha256)
           VALUES (3, 9e12, ?, 't', 'unknown', ?, 0, 1, ?, ?)`,
        )
        .run(msgId, dialect, raw, rawSha256);
    }
    store.db.close();
    expect(checkCopy(dirname(store.db.name), () => {})).toMatchObject([{ kind: 'derived', checkInId: whole }]);
  } finally {
    store.dispose();
  }
});
