import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SecretProtection } from '../../shared/settings.ts';
import { codeOf, writeAtomically } from '../station/json-file.ts';
import {
  completeSecrets,
  PLAIN_SECRETS,
  PROTECTED_SECRETS,
  readPlainSecrets,
  type Secrets,
  writeSecrets,
} from '../station/secrets.ts';
import { UserError } from '../station/user-error.ts';

/** The part of safeStorage that is used: its synchronous calls would block main while the system asks for a password. */
export type KeyStore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

const ProtectedFile = z.strictObject({ version: z.literal(1), encrypted: z.base64() });

/** Keeps the secrets of the station, in the system's key store where there is one. Lives in main alone. */
export class SecretVault {
  readonly #dataFolder: string;
  readonly #keyStore: KeyStore;
  readonly #isLinux: boolean;
  readonly #log: Logger;

  constructor(dataFolder: string, keyStore: KeyStore, isLinux: boolean, log: Logger) {
    this.#dataFolder = dataFolder;
    this.#keyStore = keyStore;
    this.#isLinux = isLinux;
    this.#log = log;
  }

  /**
   * The secrets, made new at the first start. A plain file, of a headless station or of a system that had no key store, is
   * taken over and removed. Rejects with {@link UserError} where they cannot be read: new ones would lose what AutoX3
   * sends to the callback address that it has.
   */
  async load(): Promise<{ secrets: Secrets; protection: SecretProtection }> {
    const stored = await this.#readProtected();
    if (stored !== null && !stored.isStale) return { secrets: stored.secrets, protection: this.#protection() };
    if (stored === null) {
      const { secrets } = completeSecrets(readPlainSecrets(this.#dataFolder) ?? {});
      return { secrets, protection: await this.keep(secrets) };
    }
    const { secrets } = stored;
    try {
      return { secrets, protection: await this.keep(secrets) };
    } catch (error) {
      // The file is as it was, and what it lacks is kept before it is first used: no reason not to receive.
      this.#log.warn({ err: error }, 'the secrets could not be written anew');
      return { secrets, protection: this.#protection() };
    }
  }

  /** Keeps changed secrets; rejects with {@link UserError} when they cannot be written. */
  async keep(secrets: Secrets): Promise<SecretProtection> {
    if (!(await this.#keyStore.isAsyncEncryptionAvailable())) {
      this.#log.warn('this system has no key store: the secrets are kept in a file that their owner alone can read');
      writeSecrets(this.#dataFolder, secrets);
      // Older ones, of a time with a key store, would be read before these.
      rmSync(this.#path(), { force: true });
      return 'file';
    }
    try {
      const encrypted = (await this.#keyStore.encryptStringAsync(JSON.stringify(secrets))).toString('base64');
      writeAtomically(this.#path(), `${JSON.stringify({ version: 1, encrypted })}\n`);
    } catch (error) {
      throw new UserError(`The secrets could not be written to ${this.#dataFolder} (${codeOf(error)}).`);
    }
    rmSync(join(this.#dataFolder, PLAIN_SECRETS), { force: true });
    return this.#protection();
  }

  async #readProtected(): Promise<{ secrets: Secrets; isStale: boolean } | null> {
    let text: string;
    try {
      text = readFileSync(this.#path(), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw new UserError(`The file ${this.#path()} cannot be read (${codeOf(error)}).`);
    }
    try {
      const { encrypted } = ProtectedFile.parse(JSON.parse(text));
      const { result, shouldReEncrypt } = await this.#keyStore.decryptStringAsync(Buffer.from(encrypted, 'base64'));
      const { secrets, isNew } = completeSecrets(JSON.parse(result));
      return { secrets, isStale: shouldReEncrypt || isNew };
    } catch {
      // Never the error itself: what could not be parsed may be a secret.
      throw new UserError(
        `The secrets in ${this.#path()} cannot be decrypted: they were protected by another user or PC, or the system's key store is locked. Unlock it and try again. If its key is gone for good, move the file away: AutoX3 must then be given the new callback address, and Forecourt the app secret.`,
      );
    }
  }

  /** On Linux without a key store Electron encrypts with a password that everybody knows. */
  #protection(): SecretProtection {
    return this.#isLinux && this.#keyStore.getSelectedStorageBackend() === 'basic_text' ? 'weak' : 'key-store';
  }

  #path(): string {
    return join(this.#dataFolder, PROTECTED_SECRETS);
  }
}
