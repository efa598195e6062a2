import type { BlindSpot, BlindStatus } from '../../../shared/blind-spot.ts';
import { isOpenWithin, type OpeningHours, openWithin } from '../../../shared/opening-hours.ts';
import { firstEndingFrom, intersection, type Span, union } from '../../../shared/span.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { instant } from '../instant.ts';
import type { BlindStore, Tick } from '../store/blind-store.ts';
import type { MessageRuns } from '../store/message-runs.ts';
import type { Page } from '../store/reader.ts';
import { type Entry, LedgerEntries } from './ledger-entries.ts';
import type { Outages } from './outages.ts';
import { relayWay } from './relay-cover.ts';
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

/** What somebody has looked for. */
type LookedFor = Span & { tick: Tick };

/** Whether the shop was open in a time in which check-ins may be missing. */
type InHours = { hours: OpeningHours; zone: TimeZone; known: WeakMap<Span, boolean> };

const MINUTE_MS = 60_000;

/** The times in which check-ins may be missing, judged when an outage begins or ends, and what the desk has ticked off. */
export class BlindSpots {
  readonly #parts: BlindSpotsParts;
  readonly #ledger = new LedgerEntries();
  #judged: readonly Entry[] | null = null;
  /** By which messages. */
  #judgedBy = 0;
  #ticks: LookedFor[] = [];
  /** Of what is over it is reckoned once for each setting of hours and zone: a year has many, and asking a calendar takes time. */
  #inHours: InHours | null = null;
  #status: BlindStatus = { open: 0, latest: null };
  /** What the status was made from. */
  #madeFrom: readonly unknown[] = [];

  constructor(parts: BlindSpotsParts) {
    this.#parts = parts;
    this.ticksChanged();
  }

  /** An outage has begun or ended. */
  outagesChanged(): void {
    this.#judged = null;
  }

  /** Who ticked off, and what was noted, went by a term. */
  ticksChanged(): void {
    this.#ticks = lookedFor(this.#parts.store.ticks());
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
    const open = this.#entries.filter(
      ({ loses }) => loses !== null && this.#tickOf(loses) === undefined && this.#isInHours(loses),
    );
    const latest = open.at(-1);
    if (latest === undefined) return { open: 0, latest: null };
    const { from, to, losesFrom, losesTo } = this.#told(latest);
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
    this.ticksChanged();
    return true;
  }

  untick(loses: Pick<Tick, 'losesFrom' | 'losesTo'>): boolean {
    if (!this.#isSpot(loses)) return false;
    this.#parts.store.untick(loses.losesFrom, loses.losesTo, this.#parts.now());
    this.ticksChanged();
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
    const { outages, relay, messages } = this.#parts;
    if (messages.version !== this.#judgedBy) this.#judged = null;
    this.#judgedBy = messages.version;
    this.#judged ??= this.#ledger.judge(outages.all, relayWay(relay.known, sendingOf(messages.all)));
    return this.#judged;
  }

  #isSpot({ losesFrom, losesTo }: Pick<Tick, 'losesFrom' | 'losesTo'>): boolean {
    return this.#entries.some(({ loses }) => loses?.from === losesFrom && loses.to === losesTo);
  }

  /** What it is part of: the spots may have been judged otherwise when somebody has looked for them. */
  #tickOf(loses: Span): Tick | undefined {
    const looked = firstEndingFrom(this.#ticks, loses.to);
    return looked !== undefined && looked.from <= loses.from ? looked.tick : undefined;
  }

  #isInHours(loses: Span): boolean {
    const [hours, zone] = [this.#parts.hours(), this.#parts.zone()];
    if (loses.to === Infinity) return isOpenWithin({ from: loses.from, to: this.#parts.now() }, hours, zone);
    if (this.#inHours?.hours !== hours || this.#inHours.zone !== zone)
      this.#inHours = { hours, zone, known: new WeakMap() };
    const { known } = this.#inHours;
    const isIn = known.get(loses) ?? isOpenWithin(loses, hours, zone);
    known.set(loses, isIn);
    return isIn;
  }

  #told({ from, to, loses, causes, isRelayed }: Entry): BlindSpot {
    const { now, countLate } = this.#parts;
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
    const tick = this.#tickOf(loses);
    const isOver = to < Infinity;
    return {
      ...told,
      losesFrom: instant(loses.from),
      losesTo: endOf(loses.to),
      inHours: this.#isInHours(loses),
      state: tick !== undefined ? 'ticked' : isOver ? 'to-look' : 'going-on',
      ticked: tick === undefined ? null : { who: tick.who, note: tick.note, at: instant(tick.at) },
    };
  }
}

const endOf = (ms: number): string | null => (ms === Infinity ? null : instant(ms));

/** In order of both their ends: what lies within what was looked for before says nothing more. */
function lookedFor(ticks: readonly Tick[]): LookedFor[] {
  const all: LookedFor[] = [];
  for (const tick of ticks)
    if (tick.losesTo > (all.at(-1)?.to ?? -Infinity)) all.push({ from: tick.losesFrom, to: tick.losesTo, tick });
  return all;
}
