import type { Logger } from 'pino';
import type { BlindStatus } from '../../../shared/blind-spot.ts';
import type { Obstacle } from '../../../shared/contract.ts';
import { BlindStore } from '../store/blind-store.ts';
import type { StationDatabase } from '../store/database.ts';
import { BlindSpots, type BlindSpotsParts } from './blind-spots.ts';
import { Heartbeat } from './heartbeat.ts';
import { Outages } from './outages.ts';

export type BlindLedgerParts = Pick<BlindSpotsParts, 'hours' | 'zone'> & {
  db: StationDatabase;
  clock: { now: () => number; sinceBoot: () => number };
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
  readonly spots: BlindSpots;
  readonly #parts: BlindLedgerParts;
  readonly #heartbeat: Heartbeat;
  #told: BlindStatus;

  constructor(parts: BlindLedgerParts) {
    const { db, clock, obstacle, everyMs, log } = parts;
    const store = new BlindStore(db);
    this.#parts = parts;
    this.outages = new Outages({
      store,
      changed: () => {
        this.spots.outagesChanged();
        this.#tell();
      },
      log,
    });
    this.spots = new BlindSpots({ ...parts, outages: this.outages, store, now: clock.now });
    this.#told = this.spots.status();
    this.#heartbeat = new Heartbeat({
      outages: this.outages,
      clock,
      accepts: () => obstacle() === null,
      look: () => {
        this.look();
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
