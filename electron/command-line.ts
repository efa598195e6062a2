import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UserError } from './station/user-error.ts';

/** How much a program may be told to log. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Takes a command line apart that holds known flags alone. Throws {@link UserError} with one sentence. */
export function parseStrictly<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], strict: true, options });
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UserError(`${sentence?.replace(/\.$/, '')}. See --help for the options.`);
  }
}

/** Reads what FORECOURT_LOG says. Throws {@link UserError}. */
export function logLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new UserError(`The level "${text.slice(0, 20)}" in FORECOURT_LOG is none of ${LOG_LEVELS.join(', ')}.`);
}
