import { resolve } from 'node:path';
import { LOG_LEVELS, type LogLevel, logLevel, parseStrictly } from '../command-line.ts';
import { INIT_HELP } from './init-options.ts';

/** What the relay was asked to do. */
export type RelayOptions =
  | { command: 'relay'; configFile: string; logLevel: LogLevel }
  | { command: 'help' }
  | { command: 'init'; args: readonly string[] };

/** The text of `--help`. */
export const HELP = `Usage: npm run relay -- [options]

  --config FILE   what the relay is told (./relay.json); readable by its owner alone, since it holds secrets
${INIT_HELP}  --help          this text

FORECOURT_LOG is how much is logged on standard error: ${LOG_LEVELS.join(', ')}.
`;

/** Reads the command line of the relay. Throws `UserError` with one sentence. */
export function readRelayOptions(args: readonly string[], env: NodeJS.ProcessEnv): RelayOptions {
  if (args.includes('--help')) return { command: 'help' };
  if (args.includes('--init')) return { command: 'init', args };
  const { values } = parseStrictly(args, { config: { type: 'string' } });
  return {
    command: 'relay',
    configFile: resolve(values.config || 'relay.json'),
    logLevel: logLevel(env.FORECOURT_LOG || 'info'),
  };
}
