import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInit } from '../../electron/relay/init.ts';
import { RelayConfig } from '../../electron/relay/relay-config.ts';
import { type RelayJoin, readJoinText } from '../../shared/relay-join.ts';
import { noteSecret } from './written/note-private.ts';

export const RELAY_SECRET = 'app-secret-of-a-relay-under-test';

/** Runs the set-up as the command does, and answers what it printed, with the join texts in it read. */
export function setUpRelay(
  folder: string,
  args: readonly string[],
): { printed: string; joins: RelayJoin[]; config: RelayConfig } {
  noteSecret(RELAY_SECRET);
  const printed = runInit(['--init', '--folder', folder, ...args], { FORECOURT_APP_SECRET: RELAY_SECRET });
  const config = RelayConfig.parse(JSON.parse(readFileSync(join(folder, 'relay.json'), 'utf8')));
  const joins = (printed.match(/forecourt-relay-1:\S+/g) ?? []).map((text) => {
    const join = readJoinText(text);
    if (join === null) throw new Error('The set-up printed a text that no desk can read');
    return join;
  });
  for (const { seed } of [config, ...joins]) noteSecret(seed);
  return { printed, joins, config };
}
