import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type KeyStore, SecretVault } from '../../../electron/desktop/secrets.ts';
import type { Secrets } from '../../../electron/station/secrets.ts';
import { UserError } from '../../../electron/station/user-error.ts';
import { SECRET } from '../../support/messages.ts';
import { temporaryFolder } from '../../support/station.ts';

const KEPT: Secrets = {
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

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.dispose());

const at = (name: string): string => join(folder.path, name);

/** Turns every bit of a text: reversible, and without a word of it in the clear. */
const turned = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));

/** The system's key store as far as it is used, with a key that can be changed. */
function keyStore(key = 'K') {
  return {
    key,
    isAsyncEncryptionAvailable: vi.fn(async () => true),
    encryptStringAsync: vi.fn(async function (this: { key: string }, text: string) {
      return turned(Buffer.from(this.key + text));
    }),
    decryptStringAsync: vi.fn(async function (this: { key: string }, encrypted: Buffer) {
      const text = turned(encrypted).toString();
      if (!text.startsWith(this.key)) throw new Error('Error while decrypting the ciphertext provided.');
      return { result: text.slice(this.key.length), shouldReEncrypt: false };
    }),
    getSelectedStorageBackend: vi.fn((): ReturnType<KeyStore['getSelectedStorageBackend']> => 'gnome_libsecret'),
  };
}

function open(store: KeyStore = keyStore(), isLinux = true) {
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  return { vault: new SecretVault(folder.path, store, isLinux, log), logged };
}

/** All that is in the data folder, as text. */
const everything = (): string =>
  readdirSync(folder.path)
    .map((name) => readFileSync(at(name), 'latin1'))
    .join('\n');

const ofKept = (secrets: Secrets): string[] =>
  [secrets.callbackKey, secrets.boardToken, secrets.appSecret, secrets.previousSecret].filter((text) => text !== null);

function expectNothingInTheClear(secrets: Secrets, texts: readonly string[]): void {
  for (const text of [everything(), ...texts]) {
    for (const secret of ofKept(secrets)) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
    }
  }
}

/** What a promise is rejected with. */
async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it was not rejected');
  return error;
}

describe('with a key store', () => {
  test('the first start makes secrets and protects them', async () => {
    const { vault, logged } = open();
    const { secrets, protection } = await vault.load();
    expect(protection).toBe('key-store');
    expect(secrets).toMatchObject({ appSecret: null, previousSecret: null, previousEnds: null });
    expect(secrets.callbackKey).toMatch(/^[\w-]{43}$/);
    expect(secrets.boardToken).toMatch(/^[\w-]{43}$/);
    expect(secrets.boardToken).not.toBe(secrets.callbackKey);
    expect(readdirSync(folder.path)).toEqual(['secrets.safe']);
    expectNothingInTheClear(secrets, logged);
  });

  test.skipIf(process.platform === 'win32')('they are in a file that their owner alone can read', async () => {
    await open().vault.load();
    expect(statSync(at('secrets.safe')).mode & 0o777).toBe(0o600);
  });

  test('the next start has the same, and writes nothing', async () => {
    const { secrets } = await open().vault.load();
    const before = statSync(at('secrets.safe'), { bigint: true });
    const store = keyStore();
    expect(await open(store).vault.load()).toEqual({ secrets, protection: 'key-store' });
    expect(store.encryptStringAsync).not.toHaveBeenCalled();
    expect(statSync(at('secrets.safe'), { bigint: true }).mtimeNs).toBe(before.mtimeNs);
  });

  test('protected secrets that lack what only a later version knows are enough to start on a full disk', async () => {
    const store = keyStore();
    const { stationKey: _, ...before } = KEPT;
    await open(store).vault.keep(before as Secrets);
    mkdirSync(at('secrets.safe.draft'));
    const { vault, logged } = open(store);
    expect(await vault.load()).toMatchObject({
      secrets: { ...before, stationKey: expect.stringMatching(/^[\w-]{43}$/) },
      protection: 'key-store',
    });
    expect(logged.join()).toContain('could not be written anew');
  });

  test('changed secrets are there at the next start', async () => {
    const { vault, logged } = open();
    await vault.load();
    const changed = { ...KEPT, previousSecret: 'the-secret-of-yesterday', previousEnds: { fingerprint: 'f', at: 7 } };
    expect(await vault.keep(changed)).toBe('key-store');
    expect((await open().vault.load()).secrets).toEqual(changed);
    expectNothingInTheClear(changed, logged);
  });

  test('the plain file of a headless station is taken over, and removed', async () => {
    writeFileSync(at('secrets.json'), JSON.stringify(KEPT));
    const { vault, logged } = open();
    expect(await vault.load()).toEqual({ secrets: KEPT, protection: 'key-store' });
    expect(readdirSync(folder.path)).toEqual(['secrets.safe']);
    expectNothingInTheClear(KEPT, logged);
    expect((await open().vault.load()).secrets).toEqual(KEPT);
  });

  test('a plain file with the app secret alone is completed', async () => {
    writeFileSync(at('secrets.json'), JSON.stringify({ appSecret: SECRET }));
    const { secrets } = await open().vault.load();
    expect(secrets).toMatchObject({ appSecret: SECRET, callbackKey: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await open().vault.load()).secrets).toEqual(secrets);
  });

  test('the plain file stays until they are safe', async () => {
    writeFileSync(at('secrets.json'), JSON.stringify(KEPT));
    mkdirSync(at('secrets.safe.draft'));
    const { vault } = open();
    expect(await errorOf(vault.load())).toBeInstanceOf(UserError);
    expect(JSON.parse(readFileSync(at('secrets.json'), 'utf8'))).toEqual(KEPT);
  });

  test('that asks for it, they are encrypted again with its newer key', async () => {
    const store = keyStore('old');
    const { secrets } = await open(store).vault.load();
    const before = readFileSync(at('secrets.safe'), 'utf8');
    const decrypt = store.decryptStringAsync.getMockImplementation();
    store.decryptStringAsync.mockImplementationOnce(async (encrypted) => {
      const decrypted = await decrypt?.call({ key: 'old' }, encrypted);
      return { result: decrypted?.result ?? '', shouldReEncrypt: true };
    });
    store.key = 'new';
    expect(await open(store).vault.load()).toEqual({ secrets, protection: 'key-store' });
    expect(readFileSync(at('secrets.safe'), 'utf8')).not.toBe(before);
    expect((await open(keyStore('new')).vault.load()).secrets).toEqual(secrets);
  });
});

describe('how well secrets are protected is said as it is:', () => {
  test.each([
    ['a key store of Linux', 'gnome_libsecret', true, 'key-store'],
    ['another of Linux', 'kwallet6', true, 'key-store'],
    ['a password that everybody knows', 'basic_text', true, 'weak'],
    ['Windows and macOS, where no back end is chosen', 'basic_text', false, 'key-store'],
  ] as const)('%s', async (_what, backend, isLinux, protection) => {
    const store = keyStore();
    store.getSelectedStorageBackend.mockReturnValue(backend);
    expect((await open(store, isLinux).vault.load()).protection).toBe(protection);
    expect((await open(store, isLinux).vault.load()).protection).toBe(protection);
    expect(await open(store, isLinux).vault.keep(KEPT)).toBe(protection);
  });
});

describe('without a key store', () => {
  function without(): ReturnType<typeof keyStore> {
    const store = keyStore();
    store.isAsyncEncryptionAvailable.mockResolvedValue(false);
    store.encryptStringAsync.mockRejectedValue(new Error('not available'));
    store.decryptStringAsync.mockRejectedValue(new Error('not available'));
    return store;
  }

  test('secrets are in a plain file that their owner alone can read, with a warning', async () => {
    const { vault, logged } = open(without());
    const { secrets, protection } = await vault.load();
    expect(protection).toBe('file');
    expect(readdirSync(folder.path)).toEqual(['secrets.json']);
    expect(JSON.parse(readFileSync(at('secrets.json'), 'utf8'))).toEqual(secrets);
    if (process.platform !== 'win32') expect(statSync(at('secrets.json')).mode & 0o777).toBe(0o600);
    expect(logged.join()).toContain('no key store');
    for (const secret of ofKept(secrets)) expect(logged.join()).not.toContain(secret);
  });

  test('the next start has the same', async () => {
    const { secrets } = await open(without()).vault.load();
    expect(await open(without()).vault.load()).toEqual({ secrets, protection: 'file' });
  });

  test('they move into one as soon as there is one', async () => {
    const { secrets } = await open(without()).vault.load();
    expect(await open().vault.load()).toEqual({ secrets, protection: 'key-store' });
    expect(readdirSync(folder.path)).toEqual(['secrets.safe']);
  });

  test('protected ones cannot be read, and no others are made in their place', async () => {
    await open().vault.keep(KEPT);
    expect((await errorOf(open(without()).vault.load())).message).toContain('cannot be decrypted');
    expect(readdirSync(folder.path)).toEqual(['secrets.safe']);
    expect((await open().vault.load()).secrets).toEqual(KEPT);
  });

  test('changed secrets are not lost when there was one before: the protected ones do not come back', async () => {
    const store = keyStore();
    await open(store).vault.load();
    store.isAsyncEncryptionAvailable.mockResolvedValue(false);
    expect(await open(store).vault.keep(KEPT)).toBe('file');
    expect((await open().vault.load()).secrets).toEqual(KEPT);
  });
});

describe('secrets that cannot be decrypted', () => {
  test.each<[string, (text: string) => string, string]>([
    ['of another user or PC', (text) => text, 'other'],
    ['that are not JSON', () => '{"version":1,', 'K'],
    ['that are no file of this kind', () => '{"version":1}', 'K'],
    ['of a later version', (text) => text.replace('"version":1', '"version":2'), 'K'],
    ['that are not base64', () => '{"version":1,"encrypted":"%%%"}', 'K'],
    ['that were cut off', (text) => text.replace(/.{40}"\}/, '"}'), 'K'],
    [
      'that hold something else',
      () => JSON.stringify({ version: 1, encrypted: turned(Buffer.from('Ksecret-text')).toString('base64') }),
      'K',
    ],
    [
      'that are incomplete in a way that nobody writes',
      () =>
        JSON.stringify({
          version: 1,
          encrypted: turned(Buffer.from(`K${JSON.stringify({ ...KEPT, boardToken: 'short-token' })}`)).toString(
            'base64',
          ),
        }),
      'K',
    ],
  ])('%s, are told in a sentence, and nothing is overwritten', async (_what, damage, key) => {
    await open().vault.keep(KEPT);
    const damaged = damage(readFileSync(at('secrets.safe'), 'utf8'));
    writeFileSync(at('secrets.safe'), damaged);
    const { vault, logged } = open(keyStore(key));
    const error = await errorOf(vault.load());
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(/^The secrets in .*secrets\.safe cannot be decrypted: .*\.$/);
    expect(error.message).not.toMatch(/\n|secret-text|short-token/);
    expect(error.cause).toBeUndefined();
    expectNothingInTheClear(KEPT, [...logged, error.message, String(error.stack)]);
    expect(readFileSync(at('secrets.safe'), 'utf8')).toBe(damaged);
    expect(existsSync(at('secrets.json'))).toBe(false);
  });

  test('because the file cannot be read are told in a sentence too', async () => {
    mkdirSync(at('secrets.safe'));
    const error = await errorOf(open().vault.load());
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(/^The file .*secrets\.safe cannot be read \(EISDIR\)\.$/);
  });
});

describe('secrets that cannot be kept', () => {
  test.each<[string, () => ReturnType<typeof keyStore>]>([
    [
      'because there is no room',
      () => {
        mkdirSync(at('secrets.safe.draft'));
        return keyStore();
      },
    ],
    [
      'because they cannot be encrypted',
      () => {
        const store = keyStore();
        store.encryptStringAsync.mockRejectedValue(new Error(`cannot encrypt ${SECRET}`));
        return store;
      },
    ],
  ])('%s are told in a sentence, and those before are as they were', async (_what, prepare) => {
    const { secrets } = await open().vault.load();
    const before = readFileSync(at('secrets.safe'), 'utf8');
    const { vault, logged } = open(prepare());
    const error = await errorOf(vault.keep(KEPT));
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(/^The secrets could not be written to .*\.$/);
    for (const text of [error.message, ...logged]) expect(text).not.toContain(SECRET);
    expect(readFileSync(at('secrets.safe'), 'utf8')).toBe(before);
    expect((await open().vault.load()).secrets).toEqual(secrets);
  });
});
