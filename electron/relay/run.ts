import { pino } from 'pino';
import { onceAskedToStop } from '../on-signal.ts';
import { UserError } from '../station/user-error.ts';
import { runInit } from './init.ts';
import { HELP, type RelayOptions, readRelayOptions } from './options.ts';
import { readRelayConfig } from './read-config.ts';
import { startRelay } from './relay.ts';

/** Runs what the command line asks for. A mistake of the user's ends it with one sentence and exit code 1. */
export async function runRelay(args: readonly string[]): Promise<void> {
  try {
    await run(readRelayOptions(args, process.env));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function run(options: RelayOptions): Promise<void> {
  switch (options.command) {
    case 'help':
      process.stdout.write(HELP);
      return;
    case 'init':
      process.stdout.write(runInit(options.args, process.env));
      return;
    case 'relay':
      return relay(options);
  }
}

async function relay({ configFile, logLevel }: Extract<RelayOptions, { command: 'relay' }>): Promise<void> {
  const log = pino({ level: logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
  const { config, access } = readRelayConfig(configFile, log);
  const clock = { now: Date.now, elapsed: () => performance.now() };
  const { receiver, admin, stop } = await startRelay({ config, access, log, clock });
  onceAskedToStop(stop);
  process.stdout.write(`${JSON.stringify({ event: 'ready', receiver, admin })}\n`);
}
