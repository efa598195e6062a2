import { randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MOST_CA_LENGTH } from '../../shared/relay-join.ts';
import { codeOf, rewriteAtomically, writeAtomically } from '../station/json-file.ts';
import { UserError } from '../station/user-error.ts';
import { brokerAccounts } from './broker-accounts.ts';
import { ACCOUNTS_FILE, brokerConfig } from './broker-config.ts';
import { canSyncAlways, writesAtOnce } from './broker-program.ts';
import type { BrokerWanted } from './init-options.ts';
import { RelayConfig } from './relay-config.ts';

export const CONFIG_FILE = 'relay.json';
const SERVER_FILE = 'nats-server.conf';
/** It holds public keys alone, and the broker runs as another user than the relay. */
const FOR_ALL = 0o644;
/** A broker whose disk is full stops for all brands: of what is free there, a brand's messages take no more than this. */
const SHARE_OF_DISK = 0.5;

/** The folder of a server that is the whole broker; one of three has its number behind that. */
const ALONE = 'broker';

/** The folders of a new broker's servers: of one alone, or of three, each to be brought to its machine. */
export function newServerFolders(folder: string, servers: number): string[] {
  if (servers === 1) return [join(folder, ALONE)];
  return Array.from({ length: servers }, (_, index) => join(folder, `${ALONE}-${index + 1}`));
}

/**
 * The folders of the servers that were set up here: `relay.json` may name other addresses by now. Throws {@link UserError} where
 * there is none: nobody would read who may do what.
 */
export function standingServerFolders(folder: string): string[] {
  const folders = readdirSync(folder)
    .filter((name) => /^broker(-\d+)?$/.test(name))
    .sort()
    .map((name) => join(folder, name))
    .filter((one) => existsSync(join(one, SERVER_FILE)));
  if (folders.length > 0) return folders;
  throw new UserError(
    `No ${SERVER_FILE} of a server is in ${join(folder, ALONE)} or ${join(folder, `${ALONE}-1`)}, so no broker would learn of the change. Bring the folder back with which the broker was started, and try again.`,
  );
}

/** Whether the broker is one server: of three the others may lie on their machines alone. */
export const isOneServer = (folders: readonly string[]): boolean => folders.every((one) => basename(one) === ALONE);

/**
 * Writes the configuration of each server of the broker, and nothing over one that is there; answers what a power cut may cost.
 * `version` is that of the server that is here, null for none. Throws {@link UserError}.
 */
export function writeServers(folders: readonly string[], wanted: BrokerWanted, version: string | null): string {
  const canSync = canSyncAlways(version);
  if (wanted.tls !== null) checkCertificate(wanted.tls.cert, wanted);
  const taken = folders.map((one) => join(one, SERVER_FILE)).find((file) => existsSync(file));
  if (taken !== undefined)
    throw new UserError(`${taken} is there already, but no ${CONFIG_FILE}. Move it away, or choose another --folder.`);
  const routePassword = folders.length === 1 ? null : randomBytes(24).toString('base64url');
  for (const [index, one] of folders.entries()) {
    mkdirSync(one, { recursive: true });
    const storeFolder = join(one, 'data');
    const text = brokerConfig({ ...wanted, index, storeFolder, routePassword, canSync });
    writeAtomically(join(one, SERVER_FILE), text);
    mkdirSync(storeFolder);
  }
  if (canSync) return 'Each message is on the disk before it is acknowledged.';
  if (folders.length > 1)
    return 'Before 2.10 a power cut of two at once may cost what came in the last two minutes: keep them apart.';
  return folders.every((one) => writesAtOnce(join(one, 'data')))
    ? 'Each message is on the disk before it is acknowledged, as long as the data stay in that folder (chattr +S).'
    : 'Before 2.10 a power cut may cost what came in the last two minutes: docs/relay.md says how to avoid that.';
}

/** Writes who may do what beside the configuration of each server. */
export function writeAccounts(folders: readonly string[], config: RelayConfig): void {
  for (const one of folders) writeAtomically(join(one, ACCOUNTS_FILE), brokerAccounts(config), FOR_ALL);
}

/** Writes `relay.json`; one that is there stays readable by the user that the relay runs as. */
export function writeConfig(folder: string, config: RelayConfig): void {
  const file = join(folder, CONFIG_FILE);
  const write = existsSync(file) ? rewriteAtomically : writeAtomically;
  write(file, `${JSON.stringify(config, null, 2)}\n`);
}

/** What the messages of a brand may take: what is usual, unless the disk is small. */
export function bytesForBrands(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const usual = RelayConfig.shape.maxBytes.parse(undefined);
  return Math.max(1_048_576, Math.min(usual, Math.floor(bavail * bsize * SHARE_OF_DISK)));
}

/** The certificates of a file, for the desks; null for no file. Throws {@link UserError} for what is none. */
export function readCertificates(file: string | null): string | null {
  if (file === null) return null;
  const text = readText(file);
  certificate(text, file);
  if (text.length > MOST_CA_LENGTH)
    throw new UserError(`The file ${file} is too long for a desk: leave only the certificate of your authority in it.`);
  return text;
}

/** Throws {@link UserError} where the certificate is for another name than the servers have. */
function checkCertificate(file: string, { servers }: BrokerWanted): void {
  const own = certificate(readText(file), file);
  for (const { host } of servers) {
    if (own.checkHost(host) === undefined)
      throw new UserError(
        `The certificate in ${file} is not for ${host}: have one made that names it, or use another address.`,
      );
  }
}

function certificate(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new UserError(
      `The file ${file} holds no certificate as PEM text. Give the one that begins with BEGIN CERTIFICATE.`,
    );
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`The file ${file} cannot be read (${codeOf(error)}). Check its name, and who may read it.`);
  }
}
