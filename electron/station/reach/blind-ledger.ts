import type { Logger } from 'pino';
import type { BlindStatus } from '../../../shared/blind-spot.ts';
import type { Obstacle } from '../../../shared/contract.ts';
import type { Span } from '../../../shared/span.ts';
import { BlindStore } from '../store/blind-store.ts';
import type { StationDatabase } from '../store/database.ts';
import { RelayStore } from '../store/relay-store.ts';
import { BlindSpots, type BlindSpotsParts } from './blind-spots.ts';
import { type BeatClock, Heartbeat } from './heartbeat.ts';
import { ALL_TRIES_MS } from './judge-blind.ts';
import { Outages } from './outages.ts';
import { droppedFor } from './relay-cover.ts';
import { RelayRuns } from './relay-runs.ts';

export type BlindLedgerParts = Pick<BlindSpotsParts, 'hours' | 'zone'> & {
  db: StationDatabase;
  /** By which way messages came. */
  messages: BlindSpotsParts['messages'];
  clock: BeatClock;
  /** What keeps the station itself from accepting. */
  obstacle: () => Obstacle | null;
  /** What boards are told of blind spots has changed. */
  changed: () => void;
  /** How often it is noted that the station runs, in ms; every five seconds unless told otherwise. */
  everyMs: number | undefined;
  log: Logger;
};

/** When AutoX3 could not have delivered to this station, and which check-ins may be missing for it. */
export class BlindLedger {
  /** For whoever watches a way by which AutoX3 reaches this PC. */
  readonly outages: Outages;
  /** For whoever reads from a relay, and says whether this desk is joined to one. */
  readonly relay: RelayRuns;
  readonly spots: BlindSpots;
  readonly #parts: BlindLedgerParts;
  readonly #heartbeat: Heartbeat;
  #told: BlindStatus;

  constructor(parts: BlindLedgerParts) {
    const { db, clock, obstacle, everyMs, log } = parts;
    const store = new BlindStore(db);
    const relayStore = new RelayStore(db);
    const changed = (): void => {
      this.spots.outagesChanged();
      this.#tell();
    };
    this.#parts = parts;
    this.outages = new Outages({ store, changed, log });
    this.relay = new RelayRuns({ store: relayStore, now: clock.now, changed, log });
    this.spots = new BlindSpots({
      ...parts,
      outages: this.outages,
      relay: this.relay,
      countLate: (from, to) => relayStore.countLate(from, to),
      store,
      now: clock.now,
    });
    this.#told = this.spots.status();
    this.#heartbeat = new Heartbeat({
      outages: this.outages,
      clock,
      accepts: () => obstacle() === null,
      look: () => {
        this.look();
        this.relay.look();
        this.#tell();
      },
      everyMs,
    });
  }

  /** The receiver listens. */
  start(): void {
    this.#heartbeat.start();
  }

  /** The PC is about to sleep, or has just woken: noted at once. */
  beat(): void {
    this.#heartbeat.beat();
  }

  /** The receiver is about to listen no more; nothing is written after this. */
  stop(): void {
    this.#heartbeat.stop();
  }

  /**
   * The relay has dropped what it took in this time, in ms since 1970, before this desk has read it: all of it is missing. Answers
   * from when to when something of it was for this desk, as far as is known; null for nothing.
   */
  dropped({ from, to }: Span): Span | null {
    this.outages.began('relay', from);
    // Nothing of it was tried again, so an outage that loses as much ends later.
    this.outages.ended('relay', to + ALL_TRIES_MS);
    const own = droppedFor({ from, to }, this.relay.joined);
    const [first, last] = [own.at(0), own.at(-1)];
    return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
  }

  /** What keeps the station from accepting may be another thing now. Before it ever could nothing can be missed. */
  look(): void {
    if (this.outages.lastBeat === null) return;
    const present = this.#parts.obstacle();
    const now = this.#parts.clock.now();
    this.outages.holds('secret', present === 'no-secret', now);
    this.outages.holds('disk', present === 'storage-full' || present === 'storage-failed', now);
  }

  #tell(): void {
    const status = this.spots.status();
    if (status === this.#told) return;
    this.#told = status;
    this.#parts.changed();
  }
}
