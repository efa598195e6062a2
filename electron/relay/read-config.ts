import { readFileSync, statSync } from 'node:fs';
import { fromSeed } from '@nats-io/nkeys';
import type { Logger } from 'pino';
import { codeOf, readJson } from '../station/json-file.ts';
import { UserError } from '../station/user-error.ts';
import { type BrokerAccess, staysHere } from './connect.ts';
import { RelayConfig } from './relay-config.ts';

/** What others may do with a file, in its mode. */
const OF_OTHERS = 0o007;

/** What a relay is told, read and looked through; warns of what gives it away. Throws {@link UserError} with one sentence. */
export function readRelayConfig(
  file: string,
  log: Pick<Logger, 'warn'>,
): { config: RelayConfig; access: BrokerAccess } {
  const config = readJson<RelayConfig>(file, RelayConfig, () => {
    throw new UserError(`There is no file ${file}. Make one with --init, or name another one with --config.`);
  });
  const { name, servers, seed } = config;
  if (process.platform !== 'win32' && (statSync(file).mode & OF_OTHERS) !== 0)
    log.warn({ file }, 'others can read the secrets of this file: take that right from them with chmod o=');
  if (servers.some((server) => server.startsWith('nats://') && !staysHere(server)))
    log.warn('what goes to the broker is not encrypted: give its servers as tls:// unless their network is your own');
  try {
    fromSeed(new TextEncoder().encode(seed));
  } catch {
    throw new UserError(`The file ${file} is not right: seed: it is mistyped. Copy it whole from the broker's set-up.`);
  }
  return { config, access: { servers, seed, name: `relay ${name}`, ca: readCertificates(config.ca) } };
}

function readCertificates(file: string | null): string | null {
  try {
    return file === null ? null : readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`The certificates of the broker, ${file}, cannot be read (${codeOf(error)}). Mend "ca".`);
  }
}
