import type { OutageCause } from '../../../shared/blind-spot.ts';
import { intersection, type Span, union, without } from '../../../shared/span.ts';
import { ALL_TRIES_MS } from './judge-blind.ts';
import type { Sending } from './sending.ts';

/** Something that kept AutoX3 out; an end of `Infinity` goes on. */
export type CausedSpan = Span & { cause: OutageCause };

/**
 * What is known of the relay, spans in order that do not touch. After the last of `runs` nothing is known but that it is `heard`
 * at this moment, that its word is still waited for, or that it has not been heard of since.
 */
export type RelayKnown = {
  /** When this desk was joined to it; the last one may go on. */
  joined: readonly Span[];
  /** The same, each from the first that was heard of a relay: before that nothing could be missed by it. */
  times: readonly Span[];
  /** When it took messages. */
  runs: readonly Span[];
  since: { type: 'heard' } | { type: 'awaited' } | { type: 'unheard'; from: number };
};

/**
 * What the relay comes to, spans in order: the times in which AutoX3 sent to it, and those in which none took what it sent. Whether it
 * took messages is certain until a moment.
 */
export type RelayWay = {
  joined: readonly Span[];
  relayed: readonly Span[];
  silent: readonly Span[];
  certainUntil: number;
};

/** What outages come to with a relay in the path: those that kept AutoX3 out, and times in which it reached the relay instead. */
export type Covered = { outages: CausedSpan[]; covered: Span[] };

/**
 * While AutoX3 still sends to this PC nothing is lost by the relay. Where nobody knows to which of both it sent, one could be
 * lost by either.
 */
export function relayWay({ joined, times: heard, runs, since }: RelayKnown, sending: Sending): RelayWay {
  const times = without(heard, sending.direct);
  const known = runs.at(-1)?.to ?? -Infinity;
  const last = since.type === 'unheard' ? Math.min(known, since.from) : known;
  const taking = since.type === 'heard' ? union([...runs, { from: known, to: Infinity }]) : runs;
  const gaps = without(times, taking);
  return {
    joined,
    relayed: intersection(heard, sending.relay),
    silent: (since.type === 'awaited' ? gaps.filter(({ to }) => to < Infinity) : gaps).map(({ from, to }) =>
      to === Infinity ? { from: Math.max(last, beginningOf(times)), to } : { from, to },
    ),
    certainUntil: since.type === 'heard' ? Infinity : known,
  };
}

/** As much of it as decides about outages that were over at a moment, where nothing else was within so many ms after it. */
export function wayUntil(
  { joined, relayed, silent, certainUntil }: RelayWay,
  moment: number,
  apartMs: number,
): RelayWay {
  const before = [{ from: -Infinity, to: moment }];
  return {
    joined: intersection(joined, before),
    relayed: intersection(relayed, before),
    silent: silent.filter(({ from }) => from <= moment + apartMs),
    certainUntil: Math.min(certainUntil, moment),
  };
}

/**
 * While a desk is joined to a relay and AutoX3 sends to that, what keeps the desk away is harmless, and only when no relay took
 * messages, or what it took was dropped before the desk had read it, could one be lost.
 */
export function throughRelay(own: readonly CausedSpan[], { joined, relayed, silent, certainUntil }: RelayWay): Covered {
  const here = own.filter((outage) => !isOfRelay(outage));
  const dropped = own.filter(isOfRelay).flatMap((one) => droppedFor(one, joined));
  const away = union(here.flatMap(({ from, to }) => intersection([{ from, to }], relayed)));
  return {
    outages: [
      ...dropped.map((span) => ({ cause: 'relay' as const, ...span })),
      ...here.flatMap(({ cause, from, to }) => without([{ from, to }], relayed).map((span) => ({ cause, ...span }))),
      ...silent.map((span) => ({ cause: 'relay' as const, ...span })),
    ],
    covered: without(away, union([...silent, ...dropped])).filter(({ to }) => to <= certainUntil),
  };
}

/**
 * What a relay has dropped of this desk's: what came after it had left was not for it. What was taken just before it left was not
 * tried again, as an outage that ends would have it. Where AutoX3 sent is known by what came, and of this nothing came: so it counts
 * also where all that came was sent to this PC itself.
 */
export function droppedFor(dropped: Span, joined: RelayKnown['joined']): Span[] {
  return intersection([dropped], joined)
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({ from, to: Math.min(to + ALL_TRIES_MS, dropped.to) }));
}

const isOfRelay = ({ cause }: CausedSpan): boolean => cause === 'relay';
const beginningOf = (times: readonly Span[]): number => times.at(-1)?.from ?? 0;
