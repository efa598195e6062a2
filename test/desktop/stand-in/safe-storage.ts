import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { standInApp } from './app/app.ts';
import { config } from './config.ts';
import { offer } from './offer.ts';
import { readiness } from './protocol.ts';

const SAFE = [
  'isEncryptionAvailable',
  'isAsyncEncryptionAvailable',
  'encryptString',
  'decryptString',
  'encryptStringAsync',
  'decryptStringAsync',
  'getSelectedStorageBackend',
  'setUsePlainTextEncryption',
] as const satisfies (keyof Electron.SafeStorage)[];

// As the real one marks what it has encrypted: https://source.chromium.org/chromium/chromium/src/+/main:components/os_crypt/
const MARK = Buffer.from('v10');
const IV_BYTES = 12;
const TAG_BYTES = 16;

const available = () => config.encryptionAvailable ?? true;

/** One for each user's profile, and the same at the next start: what is written by one start is read by another. */
function key(): Buffer {
  return createHash('sha256')
    .update(`stand-in ${standInApp.getPath('appData')}`)
    .digest();
}

function check(what: string): void {
  if (!readiness.ready) throw new Error(`safeStorage cannot be used before app is ready`);
  if (!available())
    throw new Error(`Error while ${what} the text provided to safeStorage. Encryption is not available.`);
}

function never(name: string): never {
  throw new Error(`safeStorage.${name} blocks main while the system asks for a password: use ${name}Async`);
}

/** See https://www.electronjs.org/docs/latest/api/safe-storage; its synchronous calls are refused. */
export const safeStorage = offer<Electron.SafeStorage, (typeof SAFE)[number]>(
  'safeStorage',
  {
    isEncryptionAvailable: () => readiness.ready && available(),
    isAsyncEncryptionAvailable: async () => readiness.ready && available(),
    encryptString: () => never('encryptString'),
    decryptString: () => never('decryptString'),
    async encryptStringAsync(plainText) {
      check('encrypting');
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key(), iv);
      const text = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
      return Buffer.concat([MARK, iv, cipher.getAuthTag(), text]);
    },
    async decryptStringAsync(encrypted) {
      check('decrypting');
      const [ivAt, tagAt] = [MARK.length, MARK.length + IV_BYTES];
      if (!encrypted.subarray(0, ivAt).equals(MARK)) {
        throw new Error(
          'Error while decrypting the ciphertext provided to safeStorage. Ciphertext does not appear to be encrypted.',
        );
      }
      const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(ivAt, tagAt));
      decipher.setAuthTag(encrypted.subarray(tagAt, tagAt + TAG_BYTES));
      const plain = Buffer.concat([decipher.update(encrypted.subarray(tagAt + TAG_BYTES)), decipher.final()]);
      return { result: plain.toString('utf8'), shouldReEncrypt: false };
    },
    getSelectedStorageBackend: () => config.storageBackend ?? 'gnome_libsecret',
    setUsePlainTextEncryption: () => {},
  },
  SAFE,
);
