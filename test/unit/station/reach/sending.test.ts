import { expect, test } from 'vitest';
import { LONGEST_WAY_MS } from '../../../../electron/station/reach/judge-blind.ts';
import { sendingOf } from '../../../../electron/station/reach/sending.ts';
import type { MessageWay } from '../../../../electron/station/store/message-runs.ts';
import type { Span } from '../../../../shared/span.ts';

type Case = {
  what: string;
  runs: [MessageWay, number, number][];
  direct: [number, number][];
  relay: [number, number][];
};

// In the longest that AutoX3 may try one message: what is 1 long is known for no time at all.
test.each<Case>([
  { what: 'nothing came', runs: [], direct: [], relay: [[-Infinity, Infinity]] },
  { what: 'all came by the relay', runs: [['relay', 5, 9]], direct: [], relay: [[-Infinity, Infinity]] },
  { what: 'all came here', runs: [['direct', 0, 9]], direct: [[1, 8]], relay: [] },
  { what: 'too little came to tell', runs: [['direct', 0, 1.5]], direct: [], relay: [] },
  {
    what: 'it was given the relay',
    runs: [
      ['direct', 0, 9],
      ['relay', 12, 20],
    ],
    direct: [[1, 8]],
    relay: [[13, Infinity]],
  },
  {
    what: 'it was given this PC again',
    runs: [
      ['direct', 0, 9],
      ['relay', 12, 20],
      ['direct', 30, 40],
    ],
    direct: [
      [1, 8],
      [31, 39],
    ],
    relay: [[13, 19]],
  },
  {
    what: 'what came by one way is told in pieces',
    runs: [
      ['direct', 0, 3],
      ['direct', 4, 9],
      ['relay', 20, 21],
      ['relay', 19, 30],
    ],
    direct: [[1, 8]],
    relay: [[20, Infinity]],
  },
  {
    what: 'what came by both lies over each other',
    runs: [
      ['direct', 0, 9],
      ['relay', 5, 20],
      ['direct', 30, 40],
      ['relay', 50, 60],
    ],
    direct: [[31, 39]],
    relay: [[51, Infinity]],
  },
])('where AutoX3 sent is known where $what', ({ runs, direct, relay }) => {
  const at = (unit: number): number => unit * LONGEST_WAY_MS;
  const spans = (known: [number, number][]): Span[] => known.map(([from, to]) => ({ from: at(from), to: at(to) }));
  const told = runs.map(([way, from, to]) => ({ way, from: at(from), to: at(to), written: at(to) }));
  expect(sendingOf(told)).toEqual({ direct: spans(direct), relay: spans(relay) });
});
