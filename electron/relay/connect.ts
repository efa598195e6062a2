import { type ConnectionOptions, connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node';

export type BrokerAccess = {
  servers: readonly string[];
  seed: string;
  /** The certificates that the broker's was issued by, as PEM; null where a public authority has. */
  ca: string | null;
  /** How this side is called in the broker's own lists. */
  name: string;
};

/**
 * Connects to the broker, and again whenever the connection is lost, for ever. Rejects where the first one fails: the caller
 * tries again.
 */
export function connectToBroker(
  { servers, seed, ca, name }: BrokerAccess,
  options: Pick<ConnectionOptions, 'inboxPrefix' | 'timeout'> = {},
): Promise<NatsConnection> {
  const isEncrypted = servers.some((server) => server.startsWith('tls://'));
  return connect({
    servers: [...servers],
    authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
    name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 1_000,
    reconnectJitter: 500,
    pingInterval: 10_000,
    maxPingOut: 2,
    // Somebody who changes a key at the broker first, and here after that, must not have to start anything again.
    ignoreAuthErrorAbort: true,
    // A trace of each question costs more than the question.
    noAsyncTraces: true,
    ...options,
    ...(isEncrypted && { tls: ca === null ? {} : { ca } }),
  });
}

/** Whether what is sent to a server does not leave this machine, so that it need not be encrypted. */
export function staysHere(server: string): boolean {
  return /^nats:\/\/(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d{1,5})?$/.test(server);
}
