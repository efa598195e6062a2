import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CallbackPaths, TooManyPaths } from '../../../electron/station/callback-paths.ts';
import { type KeepSecrets, KeptSecrets } from '../../../electron/station/kept-secrets.ts';
import { completeSecrets } from '../../../electron/station/secrets.ts';
import { UserError } from '../../../electron/station/user-error.ts';

const NOW = Date.parse('2026-03-03T09:00:00Z');
const DAY_MS = 86_400_000;
const FIRST = `${'a'.repeat(39)}FRST`;

let keep: ReturnType<typeof vi.fn<KeepSecrets>>;
let kept: KeptSecrets;
let paths: CallbackPaths;
let made: number;
let used: Map<string, number>;
beforeEach(() => {
  made = 0;
  used = new Map();
  keep = vi.fn<KeepSecrets>(async () => 'file');
  kept = new KeptSecrets(completeSecrets({ callbackKey: FIRST }).secrets, 'file', keep);
  paths = new CallbackPaths(
    kept,
    () => `${'n'.repeat(40)}${100 + made++}`,
    (path) => used.get(path) ?? null,
  );
});
const endings = (now: number): string[] => paths.list(now).map(({ ending }) => ending);

describe('a new callback path', () => {
  test('is kept and answered at once, the one before for so long as was chosen', async () => {
    await paths.renew(7, NOW);
    expect(paths.current).toMatch(/^\/callback\/n{40}100$/);
    used.set(paths.current, NOW);
    expect(paths.open(NOW + 7 * DAY_MS - 1)).toEqual([paths.current, `/callback/${FIRST}`]);
    expect(paths.open(NOW + 7 * DAY_MS)).toEqual([paths.current]);
    expect(keep.mock.lastCall?.[0]).toMatchObject({ earlierKeys: [{ key: FIRST, endsAt: NOW + 7 * DAY_MS }] });
  });

  test('may leave the one before until it is ended, and then that is not there any more', async () => {
    used.set(`/callback/${FIRST}`, NOW);
    await paths.renew(null, NOW);
    const [, earlier] = paths.list(NOW);
    expect(earlier).toMatchObject({
      isCurrent: false,
      ending: 'FRST',
      endsAt: null,
      lastUsedAt: '2026-03-03T09:00:00.000Z',
    });
    expect(await paths.end(earlier?.id ?? '', NOW)).toBe(true);
    expect(paths.open(NOW)).toEqual([paths.current]);
    expect(await paths.end(earlier?.id ?? '', NOW)).toBe(false);
  });

  test('never ends the present one', async () => {
    const [current] = paths.list(NOW);
    expect(await paths.end(current?.id ?? '', NOW)).toBe(false);
  });

  test('keeps four before it, and no key of those that have ended', async () => {
    await paths.renew(1, NOW);
    used.set(paths.current, NOW);
    for (let count = 0; count < 4; count++) await paths.renew(null, NOW + 2 * DAY_MS);
    expect(endings(NOW + 2 * DAY_MS)).toEqual(['n104', 'n103', 'n102', 'n101', 'n100']);
    expect(JSON.stringify(keep.mock.lastCall)).not.toContain(FIRST);
  });

  test('does not end the one before as long as no message has come by the new one', async () => {
    const old = `/callback/${FIRST}`;
    await paths.renew(7, NOW);
    const late = NOW + 30 * DAY_MS;
    expect(paths.open(late)).toEqual([paths.current, old]);
    expect(paths.list(late)).toMatchObject([{ isOverdue: false }, { isOverdue: true }]);
    await paths.renew(7, late);
    expect(paths.open(late + 30 * DAY_MS)).toContain(old);
    used.set(paths.current, late);
    expect(paths.open(late + 30 * DAY_MS)).toEqual([paths.current]);
  });

  test('is overdue to be given to AutoX3 once that has sent by the one before after its end', async () => {
    const old = `/callback/${FIRST}`;
    const end = NOW + 7 * DAY_MS;
    used.set(old, NOW);
    await paths.renew(7, NOW);
    expect(paths.overdueSince(end)).toBeNull();
    used.set(old, end);
    expect(paths.overdueSince(end)).toBe(end);
    used.set(paths.current, end + 1);
    expect(paths.overdueSince(end + 1)).toBeNull();
  });

  test('that may not be kept at all leaves the one before at once', async () => {
    await paths.renew(0, NOW);
    expect(paths.open(NOW)).toEqual([paths.current]);
  });

  test('is refused where it would end one that still works, and names the one that has gone unused the longest', async () => {
    await paths.renew(null, NOW);
    used.set(`/callback/${FIRST}`, NOW);
    for (let count = 0; count < 3; count++) await paths.renew(7, NOW);
    const before = endings(NOW);
    expect(before).toEqual(['n103', 'n102', 'n101', 'n100', 'FRST']);
    await expect(paths.renew(7, NOW)).rejects.toMatchObject({ constructor: TooManyPaths, endFirst: 'n100' });
    expect(endings(NOW)).toEqual(before);
    const [, , , unused] = paths.list(NOW);
    await paths.end(unused?.id ?? '', NOW);
    await paths.renew(7, NOW);
    expect(endings(NOW)).toContain('FRST');
  });

  test('that cannot be kept is not used', async () => {
    keep.mockRejectedValueOnce(new UserError('The disk is full.'));
    await expect(paths.renew(0, NOW)).rejects.toThrow('The disk is full.');
    expect(paths.open(NOW)).toEqual([`/callback/${FIRST}`]);
  });

  test('does not undo another change that is made at the same time', async () => {
    await Promise.all([paths.renew(0, NOW), kept.change((before) => ({ ...before, appSecret: 'x'.repeat(16) }))]);
    expect(keep.mock.lastCall?.[0]).toMatchObject({
      appSecret: 'x'.repeat(16),
      callbackKey: expect.stringMatching(/^n/),
    });
  });
});
