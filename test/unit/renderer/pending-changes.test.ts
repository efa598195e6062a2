import { expect, test } from 'vitest';
import { notToldYet, type PendingChange } from '../../../renderer/settings/pending-changes.ts';

const change = (stored: string | null): PendingChange<'lan'> => ({ make: (now) => now, stored });
const [asked, first, second] = [change(null), change('first'), change('second')];

test('a change stays shown until the station tells what came of it, however late that is', () => {
  expect(notToldYet([first, asked], 'as before')).toEqual([first, asked]);
  expect(notToldYet([first, asked], 'first')).toEqual([asked]);
});

test('what was stored before a change that the station tells of is told with it', () => {
  expect(notToldYet([first, second, asked], 'second')).toEqual([asked]);
});

test('nothing is dropped, and nothing drawn anew, where nothing was told', () => {
  const pending = [asked, first];
  expect(notToldYet(pending, 'second')).toBe(pending);
});
