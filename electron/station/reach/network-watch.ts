import { isIPv4 } from 'node:net';
import type { NetworkInterfaces } from '../board/lan-addresses.ts';

/** A look that comes so much too late, in ms, was slept through. */
const SLEPT_MS = 20_000;

export type NetworkWatchParts = {
  interfaces: () => NetworkInterfaces;
  now: () => number;
  everyMs: number;
  /** The network is another one, or this PC has slept. */
  disturbed: () => void;
};

/** Sees by looking that the network has changed or the PC has slept: not every system, and no headless one, tells. */
export class NetworkWatch {
  readonly #parts: NetworkWatchParts;
  readonly #timer: NodeJS.Timeout;
  #network: string;
  #lookedAt: number;

  constructor(parts: NetworkWatchParts) {
    this.#parts = parts;
    this.#network = networkOf(parts.interfaces());
    this.#lookedAt = parts.now();
    this.#timer = setInterval(() => this.#look(), parts.everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const network = networkOf(this.#parts.interfaces());
    const now = this.#parts.now();
    const hasSlept = now - this.#lookedAt > this.#parts.everyMs + SLEPT_MS;
    const isOther = network !== this.#network;
    this.#network = network;
    this.#lookedAt = now;
    if (hasSlept || isOther) this.#parts.disturbed();
  }
}

/** What tells one network from another: addresses, but of IPv6 only whether there are any, since those change by themselves. */
function networkOf(interfaces: NetworkInterfaces): string {
  const parts = Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? [])
      .filter(({ internal }) => !internal)
      .map(({ address }) => `${name} ${isIPv4(address) ? address : 'IPv6'}`),
  );
  return [...new Set(parts)].sort().join('\n');
}
