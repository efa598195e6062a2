import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LOG_LEVELS, type LogLevel, logLevel, parseStrictly } from './command-line.ts';
import { defaultDataFolder } from './station/data-folder.ts';
import { UserError } from './station/user-error.ts';

/** Where a station keeps its data and listens. */
export type StationOptions = {
  dataFolder: string;
  host: string;
  receiverPort: number;
  boardPort: number;
  logLevel: LogLevel;
};

/** What the headless station was asked to do. */
export type HeadlessOptions = StationOptions &
  (
    | { command: 'station'; isService: boolean }
    | { command: 'demo' | 'rederive' | 'help' | 'remove-service' }
    | { command: 'restore'; restoreFrom: string }
    | { command: 'doctor'; isJson: boolean }
    /** `args` are those with which the service is to run. */
    | { command: 'install-service'; args: readonly string[] }
  );

/** What the desktop app was asked to do; `isHidden` starts it without its window, `args` are its own options as given. */
export type DesktopOptions = StationOptions & { isHidden: boolean; args: readonly string[] };

const STATION_FLAGS = {
  data: { type: 'string' },
  'receiver-port': { type: 'string' },
  'board-port': { type: 'string' },
  host: { type: 'string' },
} as const;

/** The text of `--help`. */
export const HELP = `Usage: npm run station -- [options]

  --data FOLDER          where everything is kept          (FORECOURT_DATA)
  --receiver-port PORT   where AutoX3's messages arrive     (FORECOURT_RECEIVER_PORT, 8790)
  --board-port PORT      where the board is served          (FORECOURT_BOARD_PORT, 8791)
  --host ADDRESS         the address both listen on         (FORECOURT_HOST, 127.0.0.1: this PC alone)
  --rederive             derive all check-ins again from the stored messages, then end
  --restore FOLDER       restore the newest good backup of that folder, on a new PC say, then end
  --doctor               look at all on which receiving rests, then end with 0: in order, 1: warnings, 2: problems;
                         beside a running station too; with --json for other programs
  --install-service      have the system start the station with the PC, with nobody logged in
  --remove-service       take that back; the data stay
  --demo                 a throw-away station with sample check-ins arriving
  --help                 this text

A port of 0 is any free one. The app secret comes from FORECOURT_APP_SECRET (and FORECOURT_PREVIOUS_SECRET) or from
secrets.json in the data folder, never from an option. FORECOURT_LOG is how much is logged: ${LOG_LEVELS.join(', ')}.
`;

/** Reads options from flags and, where a flag is missing, from the environment. Throws {@link UserError} with one sentence. */
export function readHeadlessOptions(args: readonly string[], env: NodeJS.ProcessEnv): HeadlessOptions {
  const { values } = parseHeadless(args);
  if (!values.help && values.restore !== undefined) {
    return { command: 'restore', restoreFrom: resolve(values.restore), ...stationOptions(values, env) };
  }
  const options = stationOptions(values, env);
  if (values.help) return { command: 'help', ...options };
  if (values.rederive) return { command: 'rederive', ...options };
  if (values.doctor) return { command: 'doctor', isJson: values.json === true, ...options };
  if (values['install-service']) return { command: 'install-service', args: serviceArgs(options), ...options };
  if (values['remove-service']) return { command: 'remove-service', ...options };
  if (values.demo) return { command: 'demo', ...options };
  return { command: 'station', isService: values.service === true, ...options };
}

/** Where a service runs it has neither this folder nor this environment. */
function serviceArgs({ dataFolder, host, receiverPort, boardPort }: StationOptions): string[] {
  const ports = ['--receiver-port', `${receiverPort}`, '--board-port', `${boardPort}`];
  return ['--service', '--data', resolve(dataFolder), '--host', host, ...ports];
}

/** The same for the desktop app, which passes over flags that are meant for Electron or the system. */
export function readDesktopOptions(args: readonly string[], env: NodeJS.ProcessEnv): DesktopOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { ...STATION_FLAGS, hidden: { type: 'boolean' } },
  });
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const named = Object.fromEntries(Object.keys(STATION_FLAGS).map((flag) => [flag, text(values[flag])]));
  // Whoever starts it again, at login say, is in another folder.
  const absolute = { ...named, ...(named.data === undefined ? {} : { data: resolve(named.data) }) };
  const given = Object.entries(absolute).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}`, value]));
  return { ...stationOptions(named, env), isHidden: values.hidden === true, args: given };
}

function stationOptions(
  values: Partial<Record<keyof typeof STATION_FLAGS, string | undefined>>,
  env: NodeJS.ProcessEnv,
): StationOptions {
  return {
    dataFolder: values.data || env.FORECOURT_DATA || defaultDataFolder(),
    host: values.host || env.FORECOURT_HOST || '127.0.0.1',
    receiverPort: port(values['receiver-port'] ?? env.FORECOURT_RECEIVER_PORT ?? '8790', '--receiver-port'),
    logLevel: logLevel(env.FORECOURT_LOG || 'info'),
    boardPort: port(values['board-port'] ?? env.FORECOURT_BOARD_PORT ?? '8791', '--board-port'),
  };
}

function parseHeadless(args: readonly string[]) {
  return parseStrictly(args, {
    ...STATION_FLAGS,
    rederive: { type: 'boolean' },
    restore: { type: 'string' },
    demo: { type: 'boolean' },
    doctor: { type: 'boolean' },
    json: { type: 'boolean' },
    'install-service': { type: 'boolean' },
    'remove-service': { type: 'boolean' },
    // Said by the service itself.
    service: { type: 'boolean' },
    help: { type: 'boolean' },
  });
}

function port(text: string, flag: string): number {
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (number <= 65_535) return number;
  throw new UserError(`The port "${text.slice(0, 20)}" for ${flag} is not a number from 0 to 65535.`);
}
