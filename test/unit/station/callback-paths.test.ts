import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CallbackPaths } from '../../../electron/station/callback-paths.ts';
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
beforeEach(() => {
  made = 0;
  keep = vi.fn<KeepSecrets>(async () => 'file');
  kept = new KeptSecrets(completeSecrets({ callbackKey: FIRST }).secrets, 'file', keep);
  paths = new CallbackPaths(kept, () => `${'n'.repeat(40)}${100 + made++}`);
});
const endings = (now: number): string[] => paths.list(now, () => null).map(({ ending }) => ending);

describe('a new callback path', () => {
  test('is kept and answered at once, the one before for so long as was chosen', async () => {
    await paths.renew(7, NOW);
    expect(paths.current).toMatch(/^\/callback\/n{40}100$/);
    expect(paths.open(NOW + 7 * DAY_MS - 1)).toEqual([paths.current, `/callback/${FIRST}`]);
    expect(paths.open(NOW + 7 * DAY_MS)).toEqual([paths.current]);
    expect(keep.mock.lastCall?.[0]).toMatchObject({ earlierKeys: [{ key: FIRST, endsAt: NOW + 7 * DAY_MS }] });
  });

  test('may leave the one before until it is ended, and then that is not there any more', async () => {
    await paths.renew(null, NOW);
    const [, earlier] = paths.list(NOW, () => NOW);
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
    const [current] = paths.list(NOW, () => null);
    expect(await paths.end(current?.id ?? '', NOW)).toBe(false);
  });

  test('keeps four before it, and no key of those that have ended', async () => {
    await paths.renew(1, NOW);
    for (let count = 0; count < 5; count++) await paths.renew(null, NOW + 2 * DAY_MS);
    expect(endings(NOW + 2 * DAY_MS)).toEqual(['n105', 'n104', 'n103', 'n102', 'n101']);
    expect(JSON.stringify(keep.mock.lastCall)).not.toContain(FIRST);
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
