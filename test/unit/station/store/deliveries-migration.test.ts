import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { DeliveryReader } from '../../../../electron/station/store/delivery-reader.ts';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { makeOldDatabase } from './old-database.ts';

const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('accepted_by_hand'));

test('deliveries of the version before came from the sender, without their bytes; what lay in quarantine is whole', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  const old = makeOldDatabase(folder.path, BEFORE);
  old.exec(`INSERT INTO delivery (received_at, outcome, reason, weak, proven, http_status, duration_ms, bytes)
      VALUES (1, 'accepted', NULL, 0, 1, 200, 1, 9), (2, 'quarantined', 'signature', 0, 0, 401, 1, 1);
    INSERT INTO quarantine (first_at, last_at, count, reason, advice, body, body_sha256)
      VALUES (2, 2, 1, 'signature', 'secret-leaking', x'7b', x'01')`);
  old.close();

  const db = openDatabase(folder.path);
  const reader = new DeliveryReader(db);
  expect(reader.list({ limit: 9 }).items.map(({ origin, outcome }) => [origin, outcome])).toEqual([
    ['sender', 'quarantined'],
    ['sender', 'accepted'],
  ]);
  expect(reader.delivery('1')).toMatchObject({ raw: null, checkInId: null, quarantinedId: null, byHand: null });
  expect(reader.quarantine(undefined, 9).items).toMatchObject([{ advice: 'secret-leaking', msgId: null, bytes: 1 }]);
  expect(reader.quarantinedBody(1)?.body).toEqual(Buffer.from('{'));
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});
