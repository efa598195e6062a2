import { expect, test } from 'vitest';
import { keepsFor, keptDays } from '../../../../electron/relay/names.ts';
import { RelayContact } from '../../../../electron/station/relay/relay-contact.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-03-03T12:00:00Z');

/** A desk that last heard from its relay at `last`, and what it has missed. */
function desk(last: number | null) {
  const missed: [number, number][] = [];
  const clock = { now: START };
  const kept = { last };
  const contact = new RelayContact({
    last: () => kept.last,
    saw: (at) => {
      kept.last = at;
    },
    now: () => clock.now,
    missed: (from, to) => missed.push([from, to]),
  });
  return { contact, missed, clock, kept };
}

test('a desk that was away for longer than messages are kept is told which are gone, once', () => {
  const { contact, missed, kept } = desk(START - 40 * DAY);
  contact.keeps(30);
  contact.heard();
  contact.keeps(30);
  expect(missed).toEqual([[START - 40 * DAY, START - 30 * DAY]]);
  expect(kept.last).toBe(START);
});

test.each([
  ['was never here before', null],
  ['was away for less', START - 29 * DAY],
  ['was away to the hour', START - 30 * DAY],
])('a desk that %s has missed nothing', (_, last) => {
  const { contact, missed } = desk(last);
  contact.keeps(30);
  expect(missed).toEqual([]);
});

test('a station that ran all the while without reaching its relay has missed as much', () => {
  const { contact, missed, clock } = desk(null);
  contact.keeps(2);
  clock.now = START + 5 * DAY;
  contact.heard();
  expect(missed).toEqual([[START, START + 3 * DAY]]);
});

test('nothing is noted before it is known how long messages are kept: it would hide that some are gone', () => {
  const { contact, missed, kept } = desk(START - 40 * DAY);
  contact.heard();
  contact.keeps(null);
  expect([missed, kept.last]).toEqual([[], START - 40 * DAY]);
  contact.keeps(30);
  expect(missed).toHaveLength(1);
});

test.each([
  [keepsFor(30), 30],
  ['', null],
  ['messages are kept for 30 days or so', null],
  [undefined, null],
])('the description %j says that messages are kept for %j days', (description, days) => {
  expect(keptDays(description)).toBe(days);
});
