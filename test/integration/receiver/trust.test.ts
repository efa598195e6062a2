import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { DEFAULT_VERIFICATION } from '../../../shared/verification.ts';
import { PREVIOUS_SECRET, signedCheckIn } from '../../support/messages.ts';
import { type StationParts, startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';
import { truncatedCheckIn } from '../../support/truncated.ts';

async function withStation<T>(parts: StationParts, use: (station: TestStation) => Promise<T>): Promise<T> {
  const station = await startTestStation(parts);
  try {
    return await use(station);
  } finally {
    await station.dispose();
  }
}

const newest = async (station: TestStation) => (await station.client.deliveries.list({ limit: 1 })).items[0];
const WRONG = { secret: 'a-secret-that-is-wrong' };

describe('without a secret', () => {
  test('nothing is accepted: what comes is kept in quarantine, and the station says why', () =>
    withStation({ appSecrets: { current: null } }, async (station) => {
      expect(await station.client.status()).toMatchObject({ accepting: false, obstacle: 'no-secret' });
      expect(await station.post(signedCheckIn().body)).toMatchObject({ status: 401, json: { status: 403 } });
      expect(await newest(station)).toMatchObject({ outcome: 'quarantined', reason: 'no-secret', proven: false });
      expect(await station.client.status()).toMatchObject({ accepting: false, quarantined: 1, lastAcceptedAt: null });
    }));

  test('a previous secret alone is enough, until it ends', async () => {
    let now = 1_000;
    const appSecrets = { current: null, previous: PREVIOUS_SECRET, previousEnds: 2_000 };
    await withStation({ appSecrets, now: () => now }, async (station) => {
      expect(await station.client.status()).toMatchObject({ accepting: true, obstacle: null });
      now = 2_000;
      expect(await station.client.status()).toMatchObject({ accepting: false, obstacle: 'no-secret' });
    });
  });
});

test('a check-in signed with the previous secret is accepted during rotation, and not after its end', async () => {
  let now = 1_999;
  const appSecrets = { previous: PREVIOUS_SECRET, previousEnds: 2_000 };
  await withStation({ appSecrets, now: () => now }, async (station) => {
    const signed = () => signedCheckIn({ secret: PREVIOUS_SECRET }).body;
    expect((await station.post(signed())).status).toBe(200);
    now = 2_000;
    expect(await station.post(signed())).toMatchObject({ status: 401, json: { status: 403 } });
    expect((await station.post(signedCheckIn().body)).status).toBe(200);
  });
});

describe('while the path is trusted', () => {
  const trusting = {
    settings: { publicAddress: 'https://shop.example.com', verification: { trustPath: true } },
  };
  const order = (station: TestStation, receiveBaseId: string) =>
    station.client.checkIns.byServiceOrder({ receiveBaseId });

  test('a message whose signature proves nothing is accepted, and marked as not proven', () =>
    withStation(trusting, async (station) => {
      const { body } = signedCheckIn({ ...WRONG, receiveBaseId: 1, plate: 'TRUST 1' });
      expect(await station.post(body)).toMatchObject({ status: 200, json: { status: 0 } });
      const marks = { outcome: 'accepted', reason: 'path-trusted', proven: false, dialect: null, weak: false };
      expect(await newest(station)).toMatchObject(marks);
      const checkIn = await order(station, '1');
      expect(checkIn).toMatchObject({ plate: 'TRUST 1', proven: false });
      expect(checkIn.messages).toMatchObject([{ proven: false, dialect: null }]);
      await station.post(body);
      expect(await newest(station)).toMatchObject({ outcome: 'repeat', reason: 'same-message', proven: false });
      expect((await station.post('{}')).status).toBe(400);
    }));

  test('it changes no proven visit, however new it is', () =>
    withStation(trusting, async (station) => {
      await station.post(signedCheckIn({ receiveBaseId: 2, plate: 'PROVEN', createTime: 1_700_000_000_000 }).body);
      const forged = signedCheckIn({ ...WRONG, receiveBaseId: 2, plate: 'FORGED', createTime: 1_800_000_000_000 });
      expect((await station.post(forged.body)).status).toBe(200);
      expect(await order(station, '2')).toMatchObject({ plate: 'PROVEN', proven: true, messageCount: 2 });
    }));

  test.each([
    ['of the same service order, though it is older', { receiveBaseId: 3, createTime: 1_600_000_000_000 }, '3'],
    ['with the same msgId', { receiveBaseId: 3, msgId: 'the-same-msgId' }, '3'],
    ['with the same msgId for another service order', { receiveBaseId: 4, msgId: 'the-same-msgId' }, '4'],
  ])('a verified message %s replaces it', (_which, verified, now) =>
    withStation(trusting, async (station) => {
      const guess = {
        ...WRONG,
        receiveBaseId: 3,
        plate: 'GUESS',
        msgId: 'the-same-msgId',
        createTime: 1_700_000_000_000,
      };
      await station.post(signedCheckIn(guess).body);
      const { id } = await order(station, '3');
      await station.client.checkIns.move({ id, from: 'new', to: 'seen' });
      expect((await station.post(signedCheckIn({ plate: 'PROVEN', ...verified }).body)).status).toBe(200);
      expect(await newest(station)).toMatchObject({ outcome: 'accepted', reason: null, proven: true });
      expect(await order(station, now)).toMatchObject({
        id,
        plate: 'PROVEN',
        proven: true,
        lane: 'seen',
        messageCount: 2,
      });
      expect((await station.client.checkIns.list({ limit: 50 })).items).toHaveLength(1);
    }),
  );

  test('a not-proven message never makes a verified one a repeat', () =>
    withStation(trusting, async (station) => {
      const msgId = 'taken-before-the-real-one-came';
      await station.post(
        signedCheckIn({ ...WRONG, msgId, msgType: 'event.autox3.other', content: { carInfo: null } }).body,
      );
      await station.post(signedCheckIn({ msgId, receiveBaseId: 5 }).body);
      expect(await newest(station)).toMatchObject({ outcome: 'accepted', proven: true });
      expect(await order(station, '5')).toMatchObject({ proven: true, messageCount: 1 });
    }));
});

describe('weak signatures', () => {
  const weakly = (weakSignatures: 'off' | 'until-proven' | 'on') => ({
    settings: { verification: { weakSignatures } },
  });
  const choose = ({ client }: TestStation, weakSignatures: 'until-proven' | 'on') =>
    client.settings.set({ verification: { ...DEFAULT_VERIFICATION, weakSignatures } });
  const full = (msgType?: string) =>
    signedCheckIn({ remark: '全部签名', ...(msgType === undefined ? {} : { msgType }) }).body;
  let orders = 0;
  const truncated = (msgType?: string): string => {
    orders += 1;
    return truncatedCheckIn({
      msgId: `truncated-${orders}`,
      id: orders,
      ...(msgType === undefined ? {} : { msgType }),
    });
  };

  test('are refused while they are off', () =>
    withStation(weakly('off'), async (station) => {
      expect((await station.post(truncated())).status).toBe(401);
      expect(await newest(station)).toMatchObject({ outcome: 'quarantined', reason: 'signature', weak: false });
    }));

  test('are not ended by a repeat: anyone may send an old message again', async () => {
    const folder = temporaryFolder();
    const old = full();
    try {
      await withStation({ ...weakly('off'), dataFolder: folder.path }, async (station) => {
        expect((await station.post(old)).status).toBe(200);
      });
      await withStation({ dataFolder: folder.path }, async (station) => {
        await choose(station, 'until-proven');
        expect((await station.post(old)).status).toBe(200);
        expect(await newest(station)).toMatchObject({ outcome: 'repeat' });
        expect((await station.post(truncated())).status).toBe(200);
      });
    } finally {
      folder.dispose();
    }
  });

  test('that are refused tell the operator once that the secret is leaking', () =>
    withStation(weakly('off'), async (station) => {
      await station.post(truncated());
      await station.post(truncated());
      expect(station.logged.filter((line) => line.includes('gives the secret away'))).toHaveLength(1);
    }));

  test('end by themselves, for one message type, once a full one with Chinese text was verified; also after a restart', async () => {
    const folder = temporaryFolder();
    const parts = { ...weakly('until-proven'), dataFolder: folder.path };
    const otherType = 'event.autox3.order.detection.finish';
    try {
      await withStation(parts, async (station) => {
        expect((await station.post(truncated())).status).toBe(200);
        expect(await newest(station)).toMatchObject({ outcome: 'accepted', weak: true, proven: true });
        // Plain English would have fitted whole: it shows nothing.
        await station.post(signedCheckIn().body);
        expect((await station.post(truncated())).status).toBe(200);
        expect((await station.post(full())).status).toBe(200);
        expect((await station.post(truncated())).status).toBe(401);
        expect(station.logged.join('')).toContain('weak signatures have ended');
        expect((await station.post(truncated(otherType))).status).toBe(200);
      });
      await withStation(parts, async (station) => {
        expect((await station.post(truncated())).status).toBe(401);
        expect((await station.post(truncated(otherType))).status).toBe(200);
      });
      await withStation(parts, async (station) => {
        await choose(station, 'on');
        expect((await station.post(truncated())).status).toBe(200);
      });
    } finally {
      folder.dispose();
    }
  });

  test('stay where the operator has said so', () =>
    withStation(weakly('on'), async (station) => {
      await station.post(full());
      expect((await station.post(truncated())).status).toBe(200);
    }));
});

test('the seven tries of one rejected message are one row of the quarantine, with their count and the last reason', async () => {
  const folder = temporaryFolder();
  try {
    const { body } = signedCheckIn(WRONG);
    await withStation({ dataFolder: folder.path, appSecrets: { current: null } }, async (station) => {
      for (let attempt = 1; attempt <= 3; attempt++) expect((await station.post(body)).status).toBe(401);
    });
    await withStation({ dataFolder: folder.path }, async (station) => {
      for (let attempt = 4; attempt <= 7; attempt++) expect((await station.post(body)).status).toBe(401);
      expect((await station.client.status()).quarantined).toBe(1);
      expect((await station.client.deliveries.list({ outcome: 'quarantined', limit: 50 })).items).toHaveLength(7);
    });
    const db = new Database(join(folder.path, 'forecourt.db'), { readonly: true });
    try {
      expect(db.prepare('SELECT count, reason, body FROM quarantine').all()).toEqual([
        { count: 7, reason: 'signature', body },
      ]);
    } finally {
      db.close();
    }
  } finally {
    folder.dispose();
  }
});
