import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { Intake, type IntakeParts } from '../../../../electron/station/intake/intake.ts';
import type { Entry, Written } from '../../../../electron/station/store/entries.ts';
import { SECRET, signedCheckIn } from '../../../support/messages.ts';

/** How long each commit of the slow disk takes, in ms of a clock that goes on by hand. */
const COMMIT_MS = 60;

type Parts = Pick<IntakeParts, 'writer'> & { elapsed: () => number; now?: () => number };

function intakeOf({ writer, elapsed, now = Date.now }: Parts): Intake {
  return new Intake({
    writer,
    policy: () => ({
      currentSecret: SECRET,
      previousSecret: null,
      previousEnds: 0,
      pin: null,
      weakSignatures: 'off',
      weakEnded: [],
      trustPath: false,
    }),
    clock: { now, elapsed },
    log: pino({ level: 'silent' }),
    drills: { take: () => false },
    changed: () => {},
    counted: () => {},
    accepted: () => {},
    obstacle: () => {},
    weakEnded: () => {},
  });
}

const written = (outcome: Written['outcome']): Written => ({ outcome, reason: null, change: null });

/** An intake on a slow disk with its clock, what each commit held, and how long the disk had rested before it, in ms. */
function onSlowDisk() {
  const commits: Entry['type'][][] = [];
  const idle: number[] = [];
  const clock = { elapsed: 0 };
  let endedAt = 0;
  const writeBatch = (entries: readonly Entry[]): Written[] => {
    idle.push(clock.elapsed - endedAt);
    clock.elapsed += COMMIT_MS;
    endedAt = clock.elapsed;
    commits.push(entries.map(({ type }) => type));
    return entries.map(({ type }) => written(type === 'admit' ? 'accepted' : 'quarantined'));
  };
  const writer = { writeBatch, tryRoom: () => {}, isKnownUnproven: () => false, quarantine: { hasRoom: () => true } };
  return { intake: intakeOf({ writer, elapsed: () => clock.elapsed }), clock, commits, idle };
}

const forged = () => signedCheckIn({ secret: 'not-the-secret-of-this-shop' }).body;

test('while senders keep coming, refusals wait for their share of the disk, or for a check-in that is stored at once', async () => {
  const { intake, clock, commits, idle } = onSlowDisk();
  expect(await intake.submit(forged())).toMatchObject({ httpStatus: 401 });
  expect(commits).toEqual([['quarantine']]);

  const refused = intake.submit(forged());
  for (let n = 0; n < 5; n += 1) {
    intake.somebodyCame();
    await turn();
  }
  expect(commits).toHaveLength(1);
  expect(await intake.submit(signedCheckIn().body)).toMatchObject({ httpStatus: 200 });
  expect(await refused).toMatchObject({ httpStatus: 401 });
  expect(commits).toEqual([['quarantine'], ['admit', 'quarantine']]);

  const alone = intake.submit(forged());
  while (commits.length < 3) {
    clock.elapsed += 1;
    intake.somebodyCame();
    await turn();
  }
  expect(await alone).toMatchObject({ httpStatus: 401 });
  expect(idle.at(-1)).toBeGreaterThan(1.9 * COMMIT_MS);
  // With nobody else there is nothing to wait for.
  expect(await intake.submit(forged())).toMatchObject({ httpStatus: 401 });
  expect(idle.at(-1)).toBeLessThan(1.9 * COMMIT_MS);
});

test('what still waits for its share of the disk is written when the intake stops', async () => {
  const { intake, commits } = onSlowDisk();
  await intake.submit(forged());
  const refused = intake.submit(forged());
  intake.stop();
  expect(await refused).toMatchObject({ httpStatus: 401 });
  expect(commits).toHaveLength(2);
});

test('what was accepted without proof is acknowledged when it comes again, however much that nobody signed came before', async () => {
  const known = signedCheckIn({ secret: 'not-the-secret-of-this-shop' });
  const writer = {
    writeBatch: (entries: readonly Entry[]) =>
      entries.map((entry) =>
        written(entry.type === 'quarantine' && entry.request.msgId === known.msgId ? 'repeat' : 'quarantined'),
      ),
    tryRoom: () => {},
    isKnownUnproven: (msgId: string | null) => msgId === known.msgId,
    quarantine: { hasRoom: () => true },
  };
  // A clock that stands: the limit never fills up again.
  const intake = intakeOf({ writer, elapsed: () => 0 });
  const flood = await Promise.all(Array.from({ length: 300 }, () => intake.submit(forged())));
  expect(flood.at(-1)).toMatchObject({ httpStatus: 429 });
  expect(await intake.submit(known.body)).toMatchObject({ httpStatus: 200 });
});

describe('what a relay has kept', () => {
  const NOW = Date.parse('2026-03-03T12:00:00Z');

  function relayed(hasRoom = true) {
    const entries: Entry[] = [];
    const writer = {
      writeBatch: (batch: readonly Entry[]) => {
        entries.push(...batch);
        return batch.map(({ type }) => written(type === 'admit' ? 'accepted' : 'quarantined'));
      },
      tryRoom: () => {},
      isKnownUnproven: () => false,
      quarantine: { hasRoom: () => hasRoom },
    };
    return { intake: intakeOf({ writer, elapsed: () => performance.now(), now: () => NOW }), entries };
  }

  test.each([
    ['as the relay says', NOW - 3_600_000, NOW - 3_600_000],
    ['never in the future', NOW + 1, NOW],
    ['by the clock of here where the relay does not know the time', 0, NOW],
    ['by the clock of here for a time that is none', Number.NaN, NOW],
  ])('came %s', async (_, relayedAt, receivedAt) => {
    const { intake, entries } = relayed();
    expect(await intake.submitRelayed(signedCheckIn().body, relayedAt, relayedAt)).toMatchObject({ httpStatus: 200 });
    expect(entries).toMatchObject([
      { type: 'admit', message: { receivedAt }, facts: { receivedAt: NOW, origin: 'relay' } },
    ]);
    await intake.submitRelayed(forged(), relayedAt, relayedAt);
    expect(entries[1]).toMatchObject({ type: 'quarantine', firstAt: receivedAt, request: { receivedAt: NOW } });
  });

  test.each([
    ['ahead', NOW - 180_000, NOW],
    ['behind', NOW + 300_000, NOW - 300_000],
    ['behind by more than it can show', NOW + 300_000, NOW + 1],
  ])(
    'is as old as its wait by a clock of here that is %s; how it came is told by the clock of the relay',
    async (_, relayedAt, hereAt) => {
      const { intake, entries } = relayed();
      await intake.submitRelayed(signedCheckIn().body, relayedAt, hereAt);
      expect(entries).toMatchObject([
        { message: { receivedAt: Math.min(hereAt, NOW) }, facts: { relayedAt: Math.min(relayedAt, NOW) } },
      ]);
    },
  );

  test('is stored in its order, whatever its size, and never refused as one of too many', async () => {
    const { intake, entries } = relayed();
    const bodies = Array.from({ length: 300 }, (_, index) => ({
      msgId: `n${index}`,
      body: signedCheckIn({ msgId: `n${index}`, content: { filler: 'x'.repeat(index % 9 === 0 ? 30_000 : 0) } }).body,
    }));
    await Promise.all(bodies.map(({ body }) => intake.submitRelayed(body, NOW, NOW)));
    expect(entries.map((entry) => entry.type === 'admit' && entry.message.msgId)).toEqual(
      bodies.map(({ msgId }) => msgId),
    );
    const answers = await Promise.all(Array.from({ length: 400 }, () => intake.submitRelayed(forged(), NOW, NOW)));
    expect(new Set(answers.map(({ httpStatus }) => httpStatus))).toEqual(new Set([401]));
  });

  test('stays there where the quarantine has no room for it', async () => {
    const { intake, entries } = relayed(false);
    expect(await intake.submitRelayed(forged(), NOW, NOW)).toEqual({
      httpStatus: 503,
      body: expect.any(String),
      written: null,
    });
    expect(entries).toEqual([]);
    expect(await intake.submitRelayed(signedCheckIn().body, NOW, NOW)).toMatchObject({ httpStatus: 200 });
  });

  test('and is not judged yet when the station stops stays there, too', async () => {
    const { intake, entries } = relayed();
    const answer = intake.submitRelayed(signedCheckIn().body, NOW, NOW);
    intake.stop();
    expect(await answer).toMatchObject({ httpStatus: 503 });
    expect(entries).toEqual([]);
  });
});
