import type { TunnelProblem } from '../../../shared/reach.ts';

/** Where the receiver listens, as this PC itself reaches it. */
export type Local = { host: string; port: number };

/** What a way says while it runs. */
export type TunnelEvents = {
  /** It leads here, under this public address. */
  up: (address: string) => void;
  /** It does not lead here at the moment, and sees to that itself. */
  down: (problem: TunnelProblem) => void;
  /** It uses this certificate, or it is another thing now what is known of that. */
  certificate: (inUse: CertificateInUse) => void;
};

/**
 * A certificate in use, and when it ends, in ms since 1970. Where its files have changed since and cannot be used as they are,
 * `unusable` says why.
 */
export type CertificateInUse = { endsAt: number; unusable: TunnelProblem | null };

/**
 * One way by which the public reaches the receiver: leads there until it is told to end, or cannot any more. Answers, when all of
 * it is closed, why it ended; never rejects.
 */
export type Tunnel = (local: Local, events: TunnelEvents, signal: AbortSignal) => Promise<TunnelProblem>;

/** When a signal aborts; at once where it has. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What a promise comes to; null where the signal aborts before it does, since some wait for ever. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return Promise.race([promise, aborted(signal).then(() => null)]);
}
