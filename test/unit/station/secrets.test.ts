import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  completeSecrets,
  readPlainSecrets,
  readSecrets,
  type Secrets,
  writeSecrets,
} from '../../../electron/station/secrets.ts';
import { UserError } from '../../../electron/station/user-error.ts';
import { SECRET } from '../../support/messages.ts';
import { temporaryFolder } from '../../support/station.ts';

const KEYS = { callbackKey: 'c'.repeat(43), boardToken: 'b'.repeat(43), stationKey: 's'.repeat(43) };
const KEPT: Secrets = {
  ...KEYS,
  earlierKeys: [],
  appSecret: SECRET,
  previousSecret: null,
  previousEnds: null,
  ngrokToken: null,
  cloudflaredToken: null,
  platformSecret: null,
  relaySeed: null,
};

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

const path = (): string => join(folder.path, 'secrets.json');
const write = (value: unknown): void => writeFileSync(path(), JSON.stringify(value));
const file = (): unknown => JSON.parse(readFileSync(path(), 'utf8'));

describe('secrets', () => {
  test('are made at the first start, each of 256 random bits, and written', () => {
    const secrets = readSecrets(folder.path);
    expect(secrets).toEqual({
      callbackKey: expect.stringMatching(/^[\w-]{43}$/),
      earlierKeys: [],
      boardToken: expect.stringMatching(/^[\w-]{43}$/),
      stationKey: expect.stringMatching(/^[\w-]{43}$/),
      appSecret: null,
      previousSecret: null,
      previousEnds: null,
      ngrokToken: null,
      cloudflaredToken: null,
      platformSecret: null,
      relaySeed: null,
    });
    expect(secrets.callbackKey).not.toBe(secrets.boardToken);
    expect(file()).toEqual(secrets);
    expect(readSecrets(folder.path)).toEqual(secrets);
  });

  test.skipIf(process.platform === 'win32')(
    'are in a file that their owner alone can read, also where it was open',
    () => {
      writeFileSync(path(), JSON.stringify({ appSecret: SECRET }), { mode: 0o644 });
      readSecrets(folder.path);
      expect(statSync(path()).mode & 0o777).toBe(0o600);
    },
  );

  test('are completed where somebody wrote the app secret alone', () => {
    write({ appSecret: SECRET });
    const secrets = readSecrets(folder.path);
    expect(secrets.appSecret).toBe(SECRET);
    expect(file()).toEqual(secrets);
  });

  test('are not written again when nothing is missing', () => {
    const text = JSON.stringify({ ...KEYS, appSecret: SECRET });
    writeFileSync(path(), text);
    expect(readSecrets(folder.path)).toEqual(KEPT);
    expect(readFileSync(path(), 'utf8')).toBe(text);
  });

  test('come back as they were written', () => {
    const secrets = { ...KEPT, previousSecret: 'p'.repeat(20), previousEnds: { fingerprint: 'abc', at: 7 } };
    writeSecrets(folder.path, secrets);
    expect(readPlainSecrets(folder.path)).toEqual(secrets);
    expect(readdirSync(folder.path)).toEqual(['secrets.json']);
  });

  test('are not there where there is no file', () => {
    expect(readPlainSecrets(folder.path)).toBeNull();
    expect(existsSync(path())).toBe(false);
  });

  test.each<[string, unknown]>([
    ['a member that nobody knows', { ...KEPT, hush: 'hush-hush' }],
    ['a callback path that can be guessed', { ...KEPT, callbackKey: 'hush-hush' }],
    ['a callback path with a slash', { ...KEPT, callbackKey: `hush-hush/${'c'.repeat(43)}` }],
    ['a token that is too long', { ...KEPT, boardToken: 'hush-hush'.repeat(20) }],
    ['a secret that is no text', { ...KEPT, appSecret: ['hush-hush'] }],
    ['an end without its fingerprint', { ...KEPT, previousEnds: { at: 1, hush: 'hush-hush' } }],
    ['a list', ['hush-hush']],
    ['text', 'hush-hush'],
  ])('with %s are refused in a sentence that does not repeat them', (_what, value) => {
    write(value);
    for (const read of [() => readSecrets(folder.path), () => readPlainSecrets(folder.path)]) {
      expect(read).toThrow(UserError);
      expect(read).toThrow(/^The file .*secrets\.json is not right: .*\.$/);
      expect(read).not.toThrow(/hush-hush/);
    }
    expect(file()).toEqual(value);
  });

  test('that lack what only a later version knows are enough to start on a full disk', () => {
    const { stationKey: _, ...before } = KEYS;
    writeFileSync(path(), JSON.stringify(before));
    mkdirSync(`${path()}.draft`);
    expect(readSecrets(folder.path)).toMatchObject({ ...before, stationKey: expect.stringMatching(/^[\w-]{43}$/) });
    expect(file()).toEqual(before);
  });

  test('that cannot be written are told in a sentence', () => {
    mkdirSync(`${path()}.draft`);
    const start = () => readSecrets(folder.path);
    expect(start).toThrow(UserError);
    expect(start).toThrow(/^The secrets could not be written to .* \(EISDIR\)\..*\.$/);
    expect(() => writeSecrets(folder.path, KEPT)).not.toThrow(SECRET);
  });
});

describe('a folder whose secrets the desktop app protects', () => {
  beforeEach(() => writeFileSync(join(folder.path, 'secrets.safe'), '{}'));

  test('is refused, and no new secrets are made', () => {
    expect(() => readSecrets(folder.path)).toThrow(UserError);
    expect(() => readSecrets(folder.path)).toThrow(/protected by the desktop app.*--data\.$/);
    expect(readdirSync(folder.path)).toEqual(['secrets.safe']);
  });

  test('is read where it has a plain file too', () => {
    write(KEPT);
    expect(readSecrets(folder.path)).toEqual(KEPT);
  });
});

describe('completing secrets', () => {
  test('leaves those alone that are there', () => {
    expect(completeSecrets(KEPT)).toEqual({ secrets: KEPT, isNew: false });
    expect(completeSecrets({ ...KEYS })).toEqual({ secrets: { ...KEPT, appSecret: null }, isNew: false });
  });

  test.each(['callbackKey', 'boardToken', 'stationKey'] as const)(
    'makes a missing %s new, each time another',
    (name) => {
      const { [name]: _missing, ...given } = KEPT;
      const { secrets, isNew } = completeSecrets(given);
      expect(isNew).toBe(true);
      expect(secrets).toEqual({ ...KEPT, [name]: expect.stringMatching(/^[\w-]{43}$/) });
      expect(completeSecrets(given).secrets[name]).not.toBe(secrets[name]);
    },
  );
});
