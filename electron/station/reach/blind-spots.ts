import type { BlindSpot, BlindStatus, OutageCause } from '../../../shared/blind-spot.ts';
import { isOpenWithin, type OpeningHours, openWithin } from '../../../shared/opening-hours.ts';
import { intersection, type Span, union, without } from '../../../shared/span.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { instant } from '../instant.ts';
import type { BlindStore, Tick } from '../store/blind-store.ts';
import type { MessageRuns } from '../store/message-runs.ts';
import type { Page } from '../store/reader.ts';
import { judgeBlind } from './judge-blind.ts';
import type { Outages } from './outages.ts';
import { type CausedSpan, throughRelay } from './relay-cover.ts';
import type { RelayRuns } from './relay-runs.ts';
import { sendingOf } from './sending.ts';

export type BlindSpotsParts = {
  outages: Pick<Outages, 'all'>;
  relay: Pick<RelayRuns, 'known'>;
  messages: Pick<MessageRuns, 'all' | 'version'>;
  /** How many check-ins came late from the relay, of those that it had in a time. */
  countLate: (from: number, to: number) => number;
  store: Pick<BlindStore, 'ticks' | 'tick' | 'untick'>;
  hours: () => OpeningHours;
  zone: () => TimeZone;
  /** Ms since 1970. */
  now: () => number;
};

/**
 * What AutoX3 could not deliver, in order: blind spots, and what was harmless (`loses` is null), some of it since a relay took
 * the messages meanwhile. Ends of `Infinity` go on.
 */
type Entry = Span & { loses: Span | null; causes: OutageCause[]; isRelayed: boolean };

const MINUTE_MS = 60_000;

/** The times in which check-ins may be missing, judged when an outage begins or ends, and what the desk has ticked off. */
export class BlindSpots {
  readonly #parts: BlindSpotsParts;
  #judged: Entry[] | null = null;
  /** By which messages. */
  #judgedBy = 0;
  #ticks: Tick[];
  #status: BlindStatus = { open: 0, latest: null };
  /** What the status was made from. */
  #madeFrom: readonly unknown[] = [];

  constructor(parts: BlindSpotsParts) {
    this.#parts = parts;
    this.#ticks = parts.store.ticks();
  }

  /** An outage has begun or ended. */
  outagesChanged(): void {
    this.#judged = null;
  }

  /** Who ticked off, and what was noted, went by a term. */
  ticksChanged(): void {
    this.#ticks = this.#parts.store.ticks();
  }

  /** The same object as long as nothing has changed; while a blind spot goes on, opening time may come. */
  status(): BlindStatus {
    const { hours, zone, now } = this.#parts;
    const entries = this.#entries;
    const minute = entries.at(-1)?.to === Infinity ? Math.floor(now() / MINUTE_MS) : null;
    const from = [entries, this.#ticks, hours(), zone(), minute];
    if (!from.every((part, index) => part === this.#madeFrom[index])) this.#status = this.#makeStatus();
    this.#madeFrom = from;
    return this.#status;
  }

  #makeStatus(): BlindStatus {
    const open = this.#entries
      .filter(({ loses }) => loses !== null)
      .map((entry) => this.#told(entry))
      .filter(({ state, inHours }) => inHours && state !== 'ticked');
    const latest = open.at(-1);
    if (latest === undefined) return { open: 0, latest: null };
    const { from, to, losesFrom, losesTo } = latest;
    return { open: open.length, latest: { from, to, losesFrom: losesFrom ?? from, losesTo } };
  }

  /** Newest first; `before` is the beginning of the last one of the page before. */
  list({
    withHarmless,
    limit,
    before = Infinity,
  }: {
    withHarmless: boolean;
    limit: number;
    before?: number | undefined;
  }): Page<BlindSpot> {
    const found = this.#entries
      .filter(({ from, loses }) => from < before && (withHarmless || loses !== null))
      .reverse();
    const shown = found.slice(0, limit);
    return {
      items: shown.map((entry) => this.#told(entry)),
      next: found.length > limit ? (shown.at(-1)?.from ?? null) : null,
    };
  }

  /** Somebody has looked for the check-ins of a blind spot that is over; false where there is none of these times. */
  tick(tick: Tick): boolean {
    if (!this.#isSpot(tick)) return false;
    this.#parts.store.tick(tick);
    this.#ticks = this.#parts.store.ticks();
    return true;
  }

  untick(loses: Pick<Tick, 'losesFrom' | 'losesTo'>): boolean {
    if (!this.#isSpot(loses)) return false;
    this.#parts.store.untick(loses.losesFrom, loses.losesTo, this.#parts.now());
    this.#ticks = this.#parts.store.ticks();
    return true;
  }

  /** For how many ms of a time, `to` not included, a check-in made while the shop is open could be lost. */
  msWithin(from: number, to: number): number {
    const { hours, zone, now } = this.#parts;
    const asked = [{ from, to: Math.min(to, now()) }];
    const losing = union(this.#entries.flatMap(({ loses }) => loses ?? []));
    return intersection(losing, asked)
      .flatMap((span) => openWithin(span, hours(), zone()))
      .reduce((sum, span) => sum + span.to - span.from, 0);
  }

  get #entries(): readonly Entry[] {
    const { version } = this.#parts.messages;
    if (version !== this.#judgedBy) this.#judged = null;
    this.#judgedBy = version;
    this.#judged ??= this.#judge();
    return this.#judged;
  }

  #judge(): Entry[] {
    const own = this.#parts.outages.all.map(({ cause, from, to }) => ({ cause, from, to: to ?? Infinity }));
    const { outages, covered } = throughRelay(own, this.#parts.relay.known, sendingOf(this.#parts.messages.all));
    const { spots, harmless } = judgeBlind(outages);
    const entries: Entry[] = [
      ...spots.map(({ from, to, ...loses }) => ({
        from,
        to,
        loses: { from: loses.losesFrom, to: loses.losesTo },
        causes: [],
        isRelayed: false,
      })),
      ...without(union([...harmless, ...covered]), spots).map((span) => ({
        ...span,
        loses: null,
        causes: [],
        isRelayed: overlaps(covered, span),
      })),
    ];
    entries.sort((a, b) => a.from - b.from);
    addCauses(entries, [...own, ...outages]);
    return entries;
  }

  #isSpot({ losesFrom, losesTo }: Pick<Tick, 'losesFrom' | 'losesTo'>): boolean {
    return this.#entries.some(({ loses }) => loses?.from === losesFrom && loses.to === losesTo);
  }

  #told({ from, to, loses, causes, isRelayed }: Entry): BlindSpot {
    const { hours, zone, now, countLate } = this.#parts;
    const told = {
      from: instant(from),
      to: endOf(to),
      causes,
      losesFrom: null,
      losesTo: null,
      inHours: false,
      ticked: null,
      relayed: isRelayed ? countLate(from, Math.min(to, now())) : null,
    };
    if (loses === null) return { ...told, state: 'harmless' };
    // What is part of what somebody has looked for: the spots may have been judged otherwise then.
    const tick = this.#ticks.find(({ losesFrom, losesTo }) => losesFrom <= loses.from && loses.to <= losesTo);
    const isOver = to < Infinity;
    return {
      ...told,
      losesFrom: instant(loses.from),
      losesTo: endOf(loses.to),
      inHours: isOpenWithin({ from: loses.from, to: isOver ? loses.to : now() }, hours(), zone()),
      state: tick !== undefined ? 'ticked' : isOver ? 'to-look' : 'going-on',
      ticked: tick === undefined ? null : { who: tick.who, note: tick.note, at: instant(tick.at) },
    };
  }
}

const endOf = (ms: number): string | null => (ms === Infinity ? null : instant(ms));

/** Whether some of the spans, which are in order and do not touch, lie within another one and not only beside it. */
function overlaps(spans: readonly Span[], { from, to }: Span): boolean {
  return intersection(spans, [{ from, to }]).some((both) => both.from < both.to || from === to);
}

/** Says of each entry what there was in its time; both are told in order of their beginning. */
function addCauses(entries: readonly Entry[], causes: readonly CausedSpan[]): void {
  let first = 0;
  for (const { cause, ...span } of causes.toSorted((a, b) => a.from - b.from)) {
    while ((entries[first]?.to ?? Infinity) < span.from) first += 1;
    for (
      let entry = entries[first], index = first;
      entry !== undefined && entry.from <= span.to;
      entry = entries[++index]
    ) {
      if (!entry.causes.includes(cause) && isIn(span, entry)) entry.causes.push(cause);
    }
  }
}

/** Whether a span has a part in an entry; a moment has where it touches. */
function isIn(span: Span, entry: Span): boolean {
  return span.from === span.to || entry.from === entry.to || (span.from < entry.to && entry.from < span.to);
}
