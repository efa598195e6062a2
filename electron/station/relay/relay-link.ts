import { setTimeout as wait } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import type { RelayProblem } from '../../../shared/relay.ts';
import type { RelayJoin } from '../../../shared/relay-join.ts';
import { connectToBroker } from '../../relay/connect.ts';
import { inboxPrefix } from '../../relay/names.ts';
import { pause } from '../pause.ts';
import { isKeyRefused, problemOf } from './relay-problem.ts';

/** How long a server may take to let this desk in, or to answer, in ms. */
const WITHIN_MS = 5_000;
/** How long what is under way between this desk and the broker may take, in ms. */
const FLUSH_MS = 500;
/** The waits before each further try to connect, in ms, before jitter; the last holds for all that follow. */
const DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;

/** Connects a desk to the broker of its relay. */
export function connectDesk({ servers, seed, ca, brand, desk }: RelayJoin): Promise<NatsConnection> {
  return connectToBroker(
    { servers, seed, ca, name: `forecourt-desk-${desk}` },
    { inboxPrefix: inboxPrefix(brand, desk), timeout: WITHIN_MS },
  );
}

/** Resolves when all has gone out that was sent, and all has come that the broker had sent by then; or after a while. */
export async function flushed(connection: NatsConnection): Promise<void> {
  await Promise.race([connection.flush().catch(() => undefined), wait(FLUSH_MS, undefined, { ref: false })]);
}

export type LinkParts = {
  join: RelayJoin;
  /** Connected, for the first time or again. */
  up: (server: string) => void;
  /** Not connected, and why. */
  down: (problem: RelayProblem) => void;
  /** Reads by a connection until its signal is aborted; then it ends at once what it waits for. */
  read: (connection: NatsConnection, signal: AbortSignal) => Promise<void>;
  random: () => number;
  signal: AbortSignal;
};

/**
 * Keeps a desk connected to the broker until the signal is aborted: the library connects again what it has lost, and where it
 * gives up, or never could connect, this begins anew.
 */
export async function keepLinked({ join, up, down, read, random, signal }: LinkParts): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const connection = await connectDesk(join);
      try {
        failures = 0;
        await readUntilClosed(connection, { up, down, read, signal });
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (!signal.aborted) down(problemOf(error) ?? 'not-reached');
    }
    const delay = DELAYS_MS[Math.min(failures, DELAYS_MS.length - 1)] ?? 0;
    await pause(delay * (0.75 + random() / 2), signal);
  }
}

/** Rejects with what has closed the connection, where it was not this desk. */
async function readUntilClosed(
  connection: NatsConnection,
  { up, down, read, signal }: Pick<LinkParts, 'up' | 'down' | 'read' | 'signal'>,
): Promise<void> {
  if (signal.aborted) return;
  const lost = new AbortController();
  const closed = connection.closed().finally(() => lost.abort());
  up(connection.getServer());
  void tellOf(connection, up, down, signal);
  await read(connection, AbortSignal.any([signal, lost.signal]));
  if (signal.aborted) {
    // What was acknowledged goes out; a broker that is away has it come again.
    await flushed(connection);
    return;
  }
  const error = await closed;
  if (error instanceof Error) throw error;
}

/** Tells what becomes of a connection. A broker that does not let this desk in is refusing it until it is connected again. */
async function tellOf(
  connection: NatsConnection,
  up: LinkParts['up'],
  down: LinkParts['down'],
  signal: AbortSignal,
): Promise<void> {
  let problem: RelayProblem = 'not-reached';
  for await (const status of connection.status()) {
    if (signal.aborted) return;
    // The library says it here alone: it tries again for ever, and each try ends in a plain disconnect.
    if (status.type === 'error' && isKeyRefused(status.error)) problem = 'refused';
    else if (status.type === 'disconnect') down(problem);
    else if (status.type === 'reconnect') {
      problem = 'not-reached';
      up(connection.getServer());
    }
  }
}
