import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { DAY_MS } from '../../../shared/calendar.ts';
import type { ProbeProblem, Reach as ReachStatus } from '../../../shared/reach.ts';
import type { ReachSettings } from '../../../shared/reach-settings.ts';
import type { RelayState } from '../../../shared/relay.ts';
import type { NetworkInterfaces } from '../board/lan-addresses.ts';
import { instantOrNull } from '../instant.ts';
import { addressOf } from '../listening.ts';
import type { Beat } from '../store/blind-store.ts';
import { type BeatClock, beatOf } from './heartbeat.ts';
import { type Judgement, judgeReach } from './judge-reach.ts';
import { NetworkWatch } from './network-watch.ts';
import { CAUSES, type OutageSink, type ReachCause } from './outage-sink.ts';
import { type ProbeNetwork, probe } from './probe.ts';
import type { ProbeKey } from './probe-key.ts';
import { Prober } from './prober.ts';
import { type Standing, Supervisor } from './supervisor.ts';
import type { CertificateInUse, Local, Tunnel } from './tunnel.ts';

/** A certificate that ends within this, in ms, is warned about. */
const WARN_BEFORE_MS = 21 * DAY_MS;
/** How often the network is looked at, in ms. */
const LOOK_EVERY_MS = 5_000;

/** For tests: how fast all this goes, in ms, and what probes go through. */
export type ReachTempo = {
  probeEveryMs?: number;
  againAfterMs?: number;
  probeWithinMs?: number;
  network?: ProbeNetwork;
};

export type ReachParts = {
  settings: () => ReachSettings;
  /** Notes that AutoX3 has been given this address: the first one that is proven is as good as given. */
  give: (address: string) => void;
  /** How this desk stands with its relay, to which AutoX3 may send instead. */
  relay: () => RelayState;
  /** The way that is set, ready to run. */
  tunnel: (settings: ReachSettings) => Tunnel;
  key: ProbeKey;
  /** Where the receiver listens. */
  local: () => Local;
  /** The callback path that AutoX3 is to be given. */
  path: () => string;
  sink: OutageSink;
  /** What is shown has changed. */
  changed: () => void;
  clock: BeatClock;
  random: () => number;
  interfaces: () => NetworkInterfaces;
  log: Logger;
  tempo?: ReachTempo;
};

/** Keeps the way by which AutoX3 reaches this PC, tries it from outside, and says no more of it than was seen to arrive. */
export class Reach {
  readonly #parts: ReachParts;
  readonly #supervisor: Supervisor;
  readonly #prober: Prober;
  readonly #watch: NetworkWatch;
  readonly #open = new Map<ReachCause, number>();
  #judgement: Judgement = { light: 'blind', problem: null, outages: {} };
  #isStopped = false;
  #isCut = false;
  /** When the station started, or up to when nothing can have been missed without a way. */
  #from: Beat;
  /** When the light became what it is. */
  #since: number;
  #isProven = false;
  #provenAt: Beat | null = null;
  #probe: ProbeProblem | null = null;
  /** What is in use while the way leads here. */
  #certificate: CertificateInUse | null = null;

  constructor(parts: ReachParts) {
    const { settings, tempo = {} } = parts;
    this.#parts = parts;
    this.#from = beatOf(parts.clock);
    this.#since = this.#from.at;
    this.#supervisor = new Supervisor({
      local: parts.local,
      tunnel: () => parts.tunnel(settings()),
      random: parts.random,
      changed: (standing) => this.#wayChanged(standing),
      certificate: (inUse) => {
        this.#certificate = inUse;
        parts.changed();
      },
      crashed: (error) => parts.log.error({ err: error }, 'a way from outside failed as none may'),
    });
    this.#prober = new Prober({
      probe: async () => {
        const { address } = this.#supervisor.now;
        return address === null
          ? null
          : probe(address, parts.path(), parts.key, tempo.network ?? {}, tempo.probeWithinMs);
      },
      everyMs: () => tempo.probeEveryMs ?? settings().probeMinutes * 60_000,
      ...(tempo.againAfterMs === undefined ? {} : { againAfterMs: tempo.againAfterMs }),
      found: (problem) => this.#found(problem),
    });
    this.#watch = new NetworkWatch({
      interfaces: parts.interfaces,
      now: parts.clock.now,
      everyMs: LOOK_EVERY_MS,
      disturbed: () => this.disturbed(),
    });
  }

  /** Begins when the receiver listens. */
  start(): void {
    if (this.#parts.settings().way === 'none') this.#judge();
    else this.#supervisor.restart();
  }

  /** The public address, where one is known. */
  get address(): string | null {
    const { way, address, given } = this.#parts.settings();
    if (way === 'none') return null;
    return this.#supervisor.now.address ?? (way === 'ngrok' ? given : address);
  }

  status(): ReachStatus {
    const { light, problem } = this.#judgement;
    const local = this.#parts.local();
    const { endsAt, unusable } = this.#certificate ?? { endsAt: Number.POSITIVE_INFINITY, unusable: null };
    const isNews = unusable !== null || endsAt - this.#parts.clock.now() < WARN_BEFORE_MS;
    return {
      light,
      since: instantOrNull(light === 'local-only' ? null : Math.min(this.#since, ...this.#open.values())),
      way: this.#parts.settings().way,
      state: this.#supervisor.now.state,
      problem,
      address: this.#supervisor.now.address,
      local: addressOf(local.host, local.port),
      provenAt: instantOrNull(this.#provenAt?.at ?? null),
      certificateEnds: instantOrNull(isNews ? endsAt : null),
      certificateProblem: unusable,
    };
  }

  /** The settings or a token have changed; those before, or null where they tell nothing. */
  settingsChanged(before: ReachSettings | null): void {
    const after = this.#parts.settings();
    if (before?.way === 'none') this.#noneNeeded();
    const ofWay = ({ given: _given, probeMinutes: _minutes, ...rest }: ReachSettings): object => rest;
    if (before !== null && isDeepStrictEqual(ofWay(before), ofWay(after))) {
      if (before.probeMinutes !== after.probeMinutes) this.#prober.arrived();
      this.#judge();
      return;
    }
    if (after.way === 'none') void this.#supervisor.stop();
    else this.#restart();
    this.#judge();
  }

  /** The network is another one, or this PC woke from sleep: what ran before may be dead without knowing it. */
  disturbed(): void {
    // It is told of twice: by the system, and by looking.
    if (this.#parts.settings().way !== 'none' && this.#supervisor.now.state !== 'starting') this.#restart();
  }

  /** The relay is connected now, or no more. */
  relayChanged(): void {
    if (this.#parts.settings().way !== 'none') return;
    this.#noneNeeded();
    this.#judge();
  }

  /** Tries the way now, and answers when it is known how it stands. */
  async tryNow(): Promise<ReachStatus> {
    const { state } = this.#supervisor.now;
    if (state === 'up') await this.#prober.now();
    else this.disturbed();
    return this.status();
  }

  /** A message was accepted that was sent to this host: where that is the public address, it is a proof. */
  accepted(host: string): void {
    const { address } = this.#supervisor.now;
    if (address === null || new URL(address).host !== host.toLowerCase()) return;
    this.#prober.arrived();
    // A proof more is news to nobody.
    if (this.#isProven) this.#provenAt = beatOf(this.#parts.clock);
    else this.#found(null);
  }

  /** Whether it is this station that leads the public here, so that it can leave it. */
  get canCut(): boolean {
    return this.#parts.settings().way !== 'own-address' && this.#supervisor.now.state === 'up';
  }

  /** Leaves the public alone until {@link mend}, for a drill, whatever happens meanwhile. */
  async cut(): Promise<void> {
    this.#isCut = true;
    await this.#supervisor.stop();
  }

  mend(): void {
    this.#isCut = false;
    if (this.#parts.settings().way !== 'none') this.#restart();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#watch.stop();
    this.#prober.stop();
    await this.#supervisor.stop();
  }

  #restart(): void {
    if (!this.#isCut) this.#supervisor.restart();
  }

  /** No way is set: unless that is an outage, what goes wrong from now on begins now. */
  #noneNeeded(): void {
    if (this.#judgement.light === 'blind') return;
    this.#from = beatOf(this.#parts.clock);
    this.#provenAt = null;
  }

  #wayChanged({ address }: Standing): void {
    this.#isProven = false;
    this.#probe = null;
    if (address === null) {
      this.#certificate = null;
      this.#prober.stop();
    } else void this.#prober.start();
    this.#judge();
  }

  #found(problem: ProbeProblem | null): void {
    const { address } = this.#supervisor.now;
    if (address === null) return;
    this.#isProven = problem === null;
    this.#probe = problem;
    if (problem === null) {
      this.#provenAt = beatOf(this.#parts.clock);
      if (this.#parts.settings().given === null) this.#parts.give(address);
    }
    this.#judge();
  }

  /** Says what has changed: to the ledger what began and ended, to the boards how it stands. */
  #judge(): void {
    if (this.#isStopped) return;
    const { settings, relay, clock, sink, log, changed } = this.#parts;
    const before = this.#judgement;
    const now = beatOf(clock);
    this.#judgement = judgeReach({
      way: settings().way,
      relay: relay(),
      standing: this.#supervisor.now,
      given: settings().given,
      isProven: this.#isProven,
      probe: this.#probe,
      provenAt: this.#provenAt,
      startedAt: this.#from,
      now,
    });
    const { light, problem, outages } = this.#judgement;
    for (const [cause, began] of Object.entries(outages) as [ReachCause, number][]) {
      if (this.#open.has(cause)) continue;
      this.#open.set(cause, began);
      sink.began(cause, began);
    }
    if (light !== before.light) this.#since = now.at;
    if (light !== before.light && light !== 'blind') {
      // Those too that an earlier run of the station left open.
      for (const cause of CAUSES) sink.ended(cause, now.at);
      this.#open.clear();
    }
    if (light !== before.light || problem !== before.problem) {
      const level = light === 'blind' && problem !== null ? 'warn' : 'info';
      log[level]({ light, problem, way: settings().way }, 'how AutoX3 reaches this PC');
    }
    changed();
  }
}
