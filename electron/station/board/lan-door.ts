import { createServer, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { LanProblem, LanState } from '../../../shared/lan.ts';
import type { ConnectionLimit } from '../connection-limit.ts';
import { codeOf } from '../json-file.ts';
import { addressOf } from '../listening.ts';
import { allowedHosts, isLoopback } from './access.ts';
import { lanAddresses, type NetworkInterfaces } from './lan-addresses.ts';

/** Addresses come and go, with Wi-Fi, a cable or a new lease; they are looked at this often, in ms. */
const LOOK_EVERY_MS = 15_000;
/** Whoever closes the door from the network itself still gets the answer, within this, in ms. */
const CLOSE_AFTER_MS = 200;

/** What the door needs from the station. */
export type LanDoorParts = {
  /** The address that the board itself listens on. */
  host: string;
  interfaces: () => NetworkInterfaces;
  /** Whether the setting wants it open. */
  wanted: () => boolean;
  log: Logger;
  /** Holds the connections of the board at all its addresses. */
  connections: ConnectionLimit;
  /** How often addresses are looked at, in ms. */
  lookEveryMs?: number;
};

/**
 * Opens the board to the shop's own network: a listener at each address of this PC beside the board's own on loopback, so
 * that opening and closing never touches the pages that are open there.
 */
export class LanDoor {
  readonly #parts: LanDoorParts;
  readonly #open = new Map<string, Server>();
  #problems: ReadonlyMap<string, LanProblem> = new Map();
  #board: { server: FastifyInstance; port: number } | null = null;
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  #names: ReadonlySet<string>;

  constructor(parts: LanDoorParts) {
    this.#parts = parts;
    this.#names = this.#namesNow();
  }

  /** The names by which the board may be asked for at this moment. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** Begins when the board listens. */
  async start(server: FastifyInstance, port: number): Promise<void> {
    this.#board = { server, port };
    this.#timer = setInterval(() => void this.look(), this.#parts.lookEveryMs ?? LOOK_EVERY_MS).unref();
    await this.look();
  }

  /** Opens and closes what the setting and the addresses of this moment ask for. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    return this.#looking;
  }

  state(): LanState {
    const { host, wanted } = this.#parts;
    const port = this.#board?.port ?? 0;
    if (!isLoopback(host)) {
      const addresses = isAnyAddress(host) ? this.#addresses() : [host];
      return {
        isOpen: true,
        by: 'option',
        addresses: addresses.map((address) => ({ address: addressOf(address, port), problem: null })),
      };
    }
    const addresses = wanted() ? this.#addresses() : [];
    return {
      isOpen: wanted(),
      by: 'setting',
      addresses: addresses
        .filter((address) => this.#open.has(address) || this.#problems.has(address))
        .map((address) => ({ address: addressOf(address, port), problem: this.#problems.get(address) ?? null })),
    };
  }

  /** Ends every connection that came from the network. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
    for (const address of [...this.#open.keys()]) this.#close(address, 0);
  }

  async #look(): Promise<void> {
    if (this.#isStopped || this.#board === null) return;
    const addresses = isLoopback(this.#parts.host) && this.#parts.wanted() ? this.#addresses() : [];
    for (const address of [...this.#open.keys()]) {
      if (!addresses.includes(address)) this.#close(address, CLOSE_AFTER_MS);
    }
    const problems = new Map<string, LanProblem>();
    for (const address of addresses) {
      const problem = this.#open.has(address) ? null : await this.#openAt(address, this.#board);
      if (problem !== null) problems.set(address, problem);
    }
    this.#problems = problems;
    this.#names = this.#namesNow();
  }

  /** Why it could not be opened there; null where it is open, or where the address is gone already. */
  async #openAt(
    address: string,
    { server: board, port }: { server: FastifyInstance; port: number },
  ): Promise<LanProblem | null> {
    const { connections, log } = this.#parts;
    const server = createServer(board.routing);
    const { keepAliveTimeout, requestTimeout, headersTimeout, timeout } = board.server;
    Object.assign(server, { keepAliveTimeout, requestTimeout, headersTimeout, timeout });
    connections.watch(server);
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host: address, port, ipv6Only: true }, resolve);
      });
      // What is wrong with one connection is no reason to end.
      server.on('error', (error) => log.warn({ err: error, address }, 'the board has trouble in the network'));
      this.#open.set(address, server);
      this.#names = this.#namesNow();
      log.info({ address, port }, 'the board is open in the network');
      return null;
    } catch (error) {
      const problem = problemOf(codeOf(error));
      if (this.#problems.get(address) !== problem) {
        log.warn({ err: error, address, port }, 'the board could not be opened at an address');
      }
      return problem;
    }
  }

  #close(address: string, afterMs: number): void {
    const server = this.#open.get(address);
    this.#open.delete(address);
    this.#names = this.#namesNow();
    server?.close();
    if (afterMs === 0) server?.closeAllConnections();
    else setTimeout(() => server?.closeAllConnections(), afterMs);
    this.#parts.log.info({ address }, 'the board is closed in the network');
  }

  #addresses(): string[] {
    const addresses = lanAddresses(this.#parts.interfaces());
    return this.#parts.host === '0.0.0.0' ? addresses.filter((address) => !isIPv6(address)) : addresses;
  }

  #namesNow(): ReadonlySet<string> {
    const { host, interfaces } = this.#parts;
    if (!isAnyAddress(host)) return allowedHosts([host, ...this.#open.keys()]);
    return allowedHosts(Object.values(interfaces()).flatMap((list) => (list ?? []).map(({ address }) => address)));
  }
}

function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function problemOf(code: string): LanProblem | null {
  switch (code) {
    case 'EADDRNOTAVAIL':
      return null;
    case 'EADDRINUSE':
      return 'in-use';
    case 'EACCES':
    case 'EPERM':
      return 'not-allowed';
    default:
      return 'failed';
  }
}
