import { describe, expect, test } from 'vitest';
import { relayWay, throughRelay } from '../../../../electron/station/reach/relay-cover.ts';
import { sendingOf } from '../../../../electron/station/reach/sending.ts';
import { type Span, without } from '../../../../shared/span.ts';

const s = (seconds: number): number => seconds * 1_000;
const span = (from: number, to: number): Span => ({ from, to });
const asleep = (from: number, to: number) => ({ cause: 'asleep' as const, from, to });
const relay = (from: number, to: number) => ({ cause: 'relay' as const, from, to });
const BY_RELAY = sendingOf([]);
const HEARD = { type: 'heard' } as const;
const AWAITED = { type: 'awaited' } as const;

describe('what kept AutoX3 out', () => {
  test('is as it was where no relay is known', () => {
    const known = { joined: [], times: [], runs: [], since: AWAITED };
    expect(throughRelay([asleep(1, 9)], relayWay(known, BY_RELAY))).toEqual({ outages: [asleep(1, 9)], covered: [] });
  });

  test('is not that the desk was away while a relay took messages for it', () => {
    const known = { joined: [span(10, Infinity)], times: [span(10, Infinity)], runs: [span(10, 95)], since: HEARD };
    expect(throughRelay([asleep(20, 90)], relayWay(known, BY_RELAY))).toEqual({ outages: [], covered: [span(20, 90)] });
  });

  test('is what of it lies outside the time with a relay, and what no relay covered within', () => {
    const known = {
      joined: [span(10, 100)],
      times: [span(10, 100)],
      runs: [span(10, 40), span(60, 100)],
      since: AWAITED,
    };
    expect(throughRelay([asleep(5, 70), asleep(90, 120)], relayWay(known, BY_RELAY))).toEqual({
      outages: [asleep(5, 10), asleep(100, 120), relay(40, 60)],
      covered: [span(10, 40), span(60, 70), span(90, 100)],
    });
  });

  test('is not yet that nothing was heard since the last word, nor does the relay cover what was after it', () => {
    const known = { joined: [span(10, Infinity)], times: [span(10, Infinity)], runs: [span(10, 40)], since: AWAITED };
    expect(throughRelay([asleep(30, 35), asleep(38, 90)], relayWay(known, BY_RELAY))).toEqual({
      outages: [],
      covered: [span(30, 35)],
    });
  });

  test('is the silence of a relay that is not heard of any more, and goes on', () => {
    const known = {
      joined: [span(10, Infinity)],
      times: [span(10, Infinity)],
      runs: [span(10, 40)],
      since: { type: 'unheard', from: 45 } as const,
    };
    expect(throughRelay([asleep(38, 90)], relayWay(known, BY_RELAY))).toEqual({
      outages: [relay(40, Infinity)],
      covered: [span(38, 40)],
    });
  });

  test('is both that the desk was away and that no relay took messages, where nobody knows to which AutoX3 sent', () => {
    const known = {
      joined: [span(10, 100)],
      times: [span(10, 100)],
      runs: [span(10, 40), span(60, 100)],
      since: AWAITED,
    };
    const sending = { direct: [span(-Infinity, 45)], relay: [span(70, 100)] };
    expect(throughRelay([asleep(20, 30), asleep(65, 80)], relayWay(known, sending))).toEqual({
      outages: [asleep(20, 30), asleep(65, 70), relay(45, 60)],
      covered: [span(70, 80)],
    });
  });

  test('begins with the last moment at which something was heard where the clock of the relay is ahead', () => {
    const known = {
      joined: [span(10, Infinity)],
      times: [span(10, Infinity)],
      runs: [span(10, 90)],
      since: { type: 'unheard', from: 45 } as const,
    };
    expect(throughRelay([], relayWay(known, BY_RELAY)).outages).toEqual([relay(45, Infinity)]);
  });

  test('is what a relay dropped of the time in which the desk was joined to it, up to its end, wherever AutoX3 seems to have sent', () => {
    const joined = [span(0, s(1_000)), span(s(9_000), Infinity)];
    const known = { joined, times: joined, runs: joined, since: HEARD };
    expect(throughRelay([relay(s(500), s(9_500))], relayWay(known, BY_RELAY)).outages).toEqual([
      relay(s(500), s(1_126)),
      relay(s(9_000), s(9_500)),
    ]);
    // What would show that AutoX3 sent to the relay meanwhile is just what was dropped.
    const sending = { direct: [span(s(700), s(9_200))], relay: [] };
    expect(throughRelay([relay(s(500), s(9_500))], relayWay(known, sending)).outages).toEqual([
      relay(s(500), s(1_126)),
      relay(s(9_000), s(9_500)),
    ]);
  });

  test('is what a relay dropped before any was heard of, too: it took what it had', () => {
    const known = { joined: [span(0, Infinity)], times: [], runs: [], since: AWAITED };
    expect(throughRelay([relay(5, 9)], relayWay(known, BY_RELAY)).outages).toEqual([relay(5, 9)]);
  });
});

test.each([
  ['nothing of what they hold', [span(2, 3)], [span(1, 5)], []],
  ['a part before and a part behind', [span(1, 9)], [span(4, 5)], [span(1, 4), span(5, 9)]],
  ['all where they only touch', [span(1, 4)], [span(4, 5)], [span(1, 4)]],
  ['a moment that they do not hold', [span(3, 3)], [span(4, 5)], [span(3, 3)]],
  ['no moment that they hold', [span(4, 4), span(5, 5)], [span(4, 5)], []],
  ['what goes on', [span(1, Infinity)], [span(4, 5)], [span(1, 4), span(5, Infinity)]],
  ['nothing of what goes on in both', [span(1, Infinity)], [span(1, Infinity)], []],
])('without others spans leave %s', (_what, ones, others, left) => {
  expect(without(ones, others)).toEqual(left);
});
