import { describe, expect, test, vi } from 'vitest';
import {
  AppSecretKeeper,
  type AppSecrets,
  fingerprint,
  loadAppSecrets,
} from '../../../electron/station/app-secrets.ts';
import { type KeepSecrets, KeptSecrets } from '../../../electron/station/kept-secrets.ts';
import type { Secrets } from '../../../electron/station/secrets.ts';
import { UserError } from '../../../electron/station/user-error.ts';
import type { SecretProtection } from '../../../shared/settings.ts';
import { PREVIOUS_SECRET, SECRET } from '../../support/messages.ts';

const NOW = Date.parse('2026-03-03T09:00:00Z');
const DAY_MS = 86_400_000;
const IN_A_WEEK = NOW + 7 * DAY_MS;
const NEWER = 'a-newer-secret-of-the-shop';

/** Every secret has verified something, unless told otherwise. */
const isUsed = (): boolean => true;

function keeper(secrets: Partial<AppSecrets> = {}, protection: SecretProtection = 'key-store') {
  const keep = vi.fn(async (_secrets: AppSecrets): Promise<SecretProtection> => protection);
  const before: AppSecrets = { current: SECRET, previous: null, previousEnds: 0, ...secrets };
  return { before, keep, keeper: new AppSecretKeeper(before, protection, keep) };
}

describe('a new app secret', () => {
  test('is verified with from now on, and kept', async () => {
    const { keeper: kept, keep } = keeper({ current: null });
    expect(await kept.set(SECRET, 7, NOW, isUsed)).toEqual({ type: 'set' });
    expect(kept.inUse).toEqual({ current: SECRET, previous: null, previousEnds: 0 });
    expect(keep.mock.calls).toEqual([[kept.inUse]]);
  });

  test('with the one before kept, is so for seven days', async () => {
    const { keeper: kept } = keeper();
    await kept.set(NEWER, 7, NOW, isUsed);
    expect(kept.inUse).toEqual({ current: NEWER, previous: SECRET, previousEnds: IN_A_WEEK });
    expect(kept.state(IN_A_WEEK - 1).previousUntil).toBe('2026-03-10T09:00:00.000Z');
    expect(kept.state(IN_A_WEEK).previousUntil).toBeNull();
  });

  test('without the one before, ends that at once, and one that was before it', async () => {
    const { keeper: kept } = keeper({ previous: PREVIOUS_SECRET, previousEnds: IN_A_WEEK });
    await kept.set(NEWER, 0, NOW, isUsed);
    expect(kept.inUse).toEqual({ current: NEWER, previous: null, previousEnds: 0 });
  });

  test('that corrects one which has verified nothing leaves the previous one, for as long as was chosen now', async () => {
    const { keeper: kept } = keeper();
    const isFirst = (secret: string): boolean => secret === SECRET;
    await kept.set('a-new-secret-entered-wrongly', 7, NOW, isFirst);
    await kept.set(NEWER, 7, NOW + DAY_MS, isFirst);
    expect(kept.inUse).toEqual({ current: NEWER, previous: SECRET, previousEnds: IN_A_WEEK + DAY_MS });
  });

  test('that is taken back is kept as the previous one', async () => {
    const { keeper: kept } = keeper({ previous: PREVIOUS_SECRET, previousEnds: IN_A_WEEK });
    await kept.set(PREVIOUS_SECRET, 7, NOW, () => false);
    expect(kept.inUse).toEqual({ current: PREVIOUS_SECRET, previous: SECRET, previousEnds: IN_A_WEEK });
  });

  test('is kept as the previous one though it has verified nothing, where that one has ended', async () => {
    const { keeper: kept } = keeper({ previous: PREVIOUS_SECRET, previousEnds: NOW });
    await kept.set(NEWER, 7, NOW, () => false);
    expect(kept.inUse).toEqual({ current: NEWER, previous: SECRET, previousEnds: IN_A_WEEK });
  });

  test('that is the one in use puts the end of the previous one off by nothing', async () => {
    const { keeper: kept, before } = keeper({ previous: PREVIOUS_SECRET, previousEnds: NOW + DAY_MS });
    await kept.set(SECRET, 7, NOW, isUsed);
    expect(kept.inUse).toEqual(before);
    await kept.set(SECRET, 0, NOW, isUsed);
    expect(kept.inUse).toEqual({ current: SECRET, previous: null, previousEnds: 0 });
  });

  test('is taken without the white space that was copied with it', async () => {
    const { keeper: kept } = keeper();
    await kept.set(`\n\t ${NEWER} \r\n`, 0, NOW, isUsed);
    expect(kept.inUse.current).toBe(NEWER);
  });

  test.each([
    ['', 'too-short'],
    ['   ', 'too-short'],
    ['fifteen letters', 'too-short'],
    [` ${'x'.repeat(15)} `, 'too-short'],
    ['x'.repeat(257), 'too-long'],
    ['sixteen letters 密', 'not-ascii'],
    ['sixteen\nletters, and a break', 'not-ascii'],
    ['sixteen letters\0', 'not-ascii'],
  ])('that is %j is refused, and nothing changes', async (entered, problem) => {
    const { keeper: kept, keep, before } = keeper();
    expect(await kept.set(entered, 7, NOW, isUsed)).toEqual({ type: 'refused', problem });
    expect(kept.inUse).toEqual(before);
    expect(keep).not.toHaveBeenCalled();
  });

  test('is refused where the secret comes from the environment', async () => {
    const { keeper: kept, keep, before } = keeper({}, 'environment');
    expect(await kept.set(NEWER, 7, NOW, isUsed)).toEqual({ type: 'from-environment' });
    expect(kept.inUse).toEqual(before);
    expect(keep).not.toHaveBeenCalled();
  });

  test('that cannot be kept is not used either', async () => {
    const { keeper: kept, keep, before } = keeper();
    keep.mockRejectedValueOnce(new UserError('The disk is full.'));
    await expect(kept.set(NEWER, 7, NOW, isUsed)).rejects.toThrow('The disk is full.');
    expect(kept.inUse).toEqual(before);
    expect(kept.state(NOW)).toEqual({ isSet: true, protection: 'key-store', previousUntil: null });
    expect(await kept.set(NEWER, 7, NOW, isUsed)).toEqual({ type: 'set' });
  });

  test('is not verified with before it is kept', async () => {
    const { keeper: kept, keep } = keeper();
    let finish = (_protection: SecretProtection): void => {};
    keep.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const setting = kept.set(NEWER, 7, NOW, isUsed);
    await vi.waitFor(() => expect(keep).toHaveBeenCalled());
    expect(kept.inUse.current).toBe(SECRET);
    finish('key-store');
    await setting;
    expect(kept.inUse.current).toBe(NEWER);
  });

  test('set at the same time as another comes after it: what is in use is what was kept last', async () => {
    const { keeper: kept, keep } = keeper();
    const stored: (string | null)[] = [];
    // The first takes longer than the second.
    for (const turns of [20, 1]) {
      keep.mockImplementationOnce(async ({ current }) => {
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        stored.push(current);
        return 'key-store';
      });
    }
    await Promise.all([kept.set('the-first-new-secret', 7, NOW, isUsed), kept.set(NEWER, 7, NOW, isUsed)]);
    expect(stored).toEqual(['the-first-new-secret', NEWER]);
    expect(kept.inUse).toEqual({ current: NEWER, previous: 'the-first-new-secret', previousEnds: IN_A_WEEK });
  });

  test('is set also after one that could not be kept', async () => {
    const { keeper: kept, keep } = keeper();
    keep.mockRejectedValueOnce(new UserError('The disk is full.'));
    const [failed, set] = await Promise.allSettled([
      kept.set('x'.repeat(20), 7, NOW, isUsed),
      kept.set(NEWER, 7, NOW, isUsed),
    ]);
    expect([failed.status, set.status]).toEqual(['rejected', 'fulfilled']);
    expect(kept.inUse).toEqual({ current: NEWER, previous: SECRET, previousEnds: IN_A_WEEK });
  });

  test('shows how well it is protected now', async () => {
    const { keeper: kept, keep } = keeper();
    keep.mockResolvedValueOnce('weak');
    await kept.set(NEWER, 0, NOW, isUsed);
    expect(kept.state(NOW)).toEqual({ isSet: true, protection: 'weak', previousUntil: null });
  });
});

describe('the secret before', () => {
  const rotating = { previous: PREVIOUS_SECRET, previousEnds: IN_A_WEEK };

  test('ends when somebody says so, now or at another moment, and that is kept', async () => {
    const { keeper: kept, keep } = keeper(rotating);
    expect(await kept.endPrevious(NOW + DAY_MS, NOW)).toBe(true);
    expect(kept.state(NOW).previousUntil).toBe('2026-03-04T09:00:00.000Z');
    expect(await kept.endPrevious(NOW, NOW)).toBe(true);
    expect(kept.state(NOW).previousUntil).toBeNull();
    expect(keep.mock.calls.map(([{ previousEnds }]) => previousEnds)).toEqual([NOW + DAY_MS, NOW]);
  });

  test('that has ended, or was never there, cannot be brought back by another date', async () => {
    const { keeper: kept } = keeper(rotating);
    expect(await kept.endPrevious(IN_A_WEEK + DAY_MS, IN_A_WEEK)).toBe(false);
    expect(await keeper().keeper.endPrevious(IN_A_WEEK, NOW)).toBe(false);
  });

  test('of the environment is ended for good without either secret being kept', async () => {
    const { kept, keep } = await load({ FORECOURT_APP_SECRET: NEWER, FORECOURT_PREVIOUS_SECRET: PREVIOUS_SECRET });
    await kept.endPrevious(NOW, NOW);
    const previousEnds = { fingerprint: fingerprint(PREVIOUS_SECRET), at: NOW };
    expect(keep).toHaveBeenLastCalledWith({ ...STORED, previousEnds });
    expect(kept.state(NOW).protection).toBe('environment');
    const again = await load({ FORECOURT_PREVIOUS_SECRET: PREVIOUS_SECRET }, { previousEnds }, NOW + DAY_MS);
    expect(again.kept.state(NOW + DAY_MS).previousUntil).toBeNull();
  });
});

test('what a page learns of the secrets holds none of them', () => {
  const { keeper: kept } = keeper({ previous: PREVIOUS_SECRET, previousEnds: IN_A_WEEK });
  expect(kept.state(NOW)).toEqual({ isSet: true, protection: 'key-store', previousUntil: '2026-03-10T09:00:00.000Z' });
  expect(keeper({ current: null }).keeper.state(NOW)).toEqual({
    isSet: false,
    protection: 'key-store',
    previousUntil: null,
  });
});

const STORED: Secrets = {
  callbackKey: 'c'.repeat(43),
  earlierKeys: [],
  boardToken: 'b'.repeat(43),
  stationKey: 's'.repeat(43),
  appSecret: SECRET,
  previousSecret: null,
  previousEnds: null,
  ngrokToken: null,
  cloudflaredToken: null,
  platformSecret: null,
  relaySeed: null,
};

async function load(env: NodeJS.ProcessEnv, stored: Partial<Secrets> = {}, now = NOW) {
  const keep = vi.fn<KeepSecrets>(async () => 'key-store');
  const kept = await loadAppSecrets(env, new KeptSecrets({ ...STORED, ...stored }, 'key-store', keep), now);
  return { kept, keep };
}

describe('at the start the app secrets come', () => {
  test('from where they are kept', async () => {
    const { kept, keep } = await load({});
    expect(kept.inUse).toEqual({ current: SECRET, previous: null, previousEnds: 0 });
    expect(kept.state(NOW).protection).toBe('key-store');
    expect(keep).not.toHaveBeenCalled();
  });

  test('from the environment before that, and are not kept then', async () => {
    const { kept, keep } = await load({ FORECOURT_APP_SECRET: NEWER });
    expect(kept.inUse.current).toBe(NEWER);
    expect(kept.state(NOW).protection).toBe('environment');
    expect(keep).not.toHaveBeenCalled();
    expect(await kept.set(SECRET, 7, NOW, isUsed)).toEqual({ type: 'from-environment' });
  });

  test.each(['', '  '])('from where they are kept when the environment says %j', async (blank) => {
    const { kept } = await load({ FORECOURT_APP_SECRET: blank, FORECOURT_PREVIOUS_SECRET: blank });
    expect(kept.inUse).toEqual({ current: SECRET, previous: null, previousEnds: 0 });
    expect(kept.state(NOW).protection).toBe('key-store');
  });

  test('from nowhere, and then there are none', async () => {
    expect((await load({}, { appSecret: null })).kept.inUse.current).toBeNull();
  });

  test.each<[string, NodeJS.ProcessEnv, Partial<Secrets>, RegExp]>([
    ['of the environment', { FORECOURT_APP_SECRET: 'hush-hush' }, {}, /in FORECOURT_APP_SECRET is too short/],
    ['that is kept', {}, { appSecret: 'hush-hush' }, /appSecret .*is too short/],
    ['before, of the environment', { FORECOURT_PREVIOUS_SECRET: 'hush-hush密' }, {}, /PREVIOUS_SECRET holds a/],
    ['before, that is kept', {}, { previousSecret: 'hush-hush'.repeat(30) }, /previousSecret .*is too long/],
  ])('and one %s that cannot be one is told in a sentence without it', async (_what, env, stored, sentence) => {
    const loading = load(env, stored);
    await expect(loading).rejects.toThrow(UserError);
    await expect(loading).rejects.toThrow(sentence);
    await expect(loading).rejects.not.toThrow(/hush-hush/);
  });
});

describe('the end of a previous secret', () => {
  const previousSecret = PREVIOUS_SECRET;

  test('is fixed and kept when it is first seen, with all the rest as it was', async () => {
    const { kept, keep } = await load({ FORECOURT_PREVIOUS_SECRET: PREVIOUS_SECRET });
    expect(kept.inUse).toEqual({ current: SECRET, previous: PREVIOUS_SECRET, previousEnds: IN_A_WEEK });
    expect(keep.mock.calls).toEqual([
      [{ ...STORED, previousEnds: { fingerprint: fingerprint(PREVIOUS_SECRET), at: IN_A_WEEK } }],
    ]);
  });

  test('stays where it is at each later start', async () => {
    const previousEnds = { fingerprint: fingerprint(PREVIOUS_SECRET), at: NOW + DAY_MS };
    const { kept, keep } = await load({}, { previousSecret, previousEnds }, NOW + 2 * DAY_MS);
    expect(kept.inUse.previousEnds).toBe(NOW + DAY_MS);
    expect(kept.state(NOW + 2 * DAY_MS).previousUntil).toBeNull();
    expect(keep).not.toHaveBeenCalled();
  });

  test('is a new one for another previous secret', async () => {
    const previousEnds = { fingerprint: fingerprint(NEWER), at: 1 };
    const { kept } = await load({}, { previousSecret, previousEnds });
    expect(kept.inUse.previousEnds).toBe(IN_A_WEEK);
  });

  test('that cannot be kept does not keep the station from receiving', async () => {
    const keep = vi.fn<KeepSecrets>().mockRejectedValue(new UserError('The disk is full.'));
    const kept = await loadAppSecrets({}, new KeptSecrets({ ...STORED, previousSecret }, 'file', keep), NOW);
    expect(kept.inUse.previousEnds).toBe(IN_A_WEEK);
  });

  test('is kept beside the secrets, and gone with the previous one', async () => {
    const { kept, keep } = await load({});
    await kept.set(NEWER, 7, NOW, isUsed);
    expect(keep).toHaveBeenLastCalledWith({
      ...STORED,
      appSecret: NEWER,
      previousSecret: SECRET,
      previousEnds: { fingerprint: fingerprint(SECRET), at: IN_A_WEEK },
    });
    await kept.set(NEWER, 0, NOW, isUsed);
    expect(keep).toHaveBeenLastCalledWith({ ...STORED, appSecret: NEWER });
  });
});

test('a fingerprint tells secrets apart, and gives none away', () => {
  expect(fingerprint(SECRET)).toMatch(/^[0-9a-f]{8}$/);
  expect(fingerprint(SECRET)).toBe(fingerprint(SECRET));
  expect(fingerprint(SECRET)).not.toBe(fingerprint(PREVIOUS_SECRET));
});
