import { expect, test } from 'vitest';
import { RareLog } from '../../../electron/relay/rare-log.ts';

test('the same trouble is logged once a minute, with how often it was met since, and another one beside it', () => {
  const logged: unknown[] = [];
  let now = 0;
  const log = new RareLog({ warn: (about: unknown) => void logged.push(about) }, () => now);
  for (let met = 0; met < 1_000; met++) log.warn('a message was not kept', { brand: 'acme' });
  log.warn('a message was not kept', { brand: 'other' });
  now = 60_000;
  log.warn('a message was not kept', { brand: 'acme' });
  expect(logged).toEqual([
    { brand: 'acme', times: 1 },
    { brand: 'other', times: 1 },
    { brand: 'acme', times: 1_000 },
  ]);
});
