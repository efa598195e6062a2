import type { Session, SessionBuilder } from '@ngrok/ngrok';
import type { TunnelProblem } from '../../../shared/reach.ts';
import { within } from '../within.ts';
import { aborted, type Tunnel, unlessAborted } from './tunnel.ts';

/** How often ngrok's service is asked for a sign of life, and how late that may be, in seconds. */
const HEARTBEAT_S = 5;
const HEARTBEAT_LATE_S = 10;
/** How long a session may take to close, in ms: ngrok's service may never answer. */
const CLOSES_WITHIN_MS = 2_000;

/** The part of ngrok's library that is used. */
export type NgrokLibrary = { SessionBuilder: new () => SessionBuilder };

/** Loaded when it is first needed: it is native, and 11 MB. */
export const loadNgrok = (): Promise<NgrokLibrary> => import('@ngrok/ngrok');

/** What the codes mean that ngrok gives its errors: https://ngrok.com/docs/errors/reference */
const CODES: Readonly<Record<string, TunnelProblem>> = {
  105: 'bad-token',
  106: 'bad-token',
  107: 'bad-token',
  108: 'too-many-sessions',
  206: 'bad-token',
  314: 'domain-not-yours',
  319: 'domain-not-yours',
  320: 'domain-not-yours',
  326: 'domain-not-yours',
  334: 'domain-in-use',
  7117: 'domain-not-yours',
  7118: 'domain-not-yours',
};

/** A tunnel of ngrok's, in this process, with the user's own token and, where one is reserved, domain. */
export function ngrokTunnel(token: string, domain: string, load: () => Promise<NgrokLibrary> = loadNgrok): Tunnel {
  return async (local, events, signal) => {
    let library: NgrokLibrary;
    try {
      library = await load();
    } catch {
      return 'not-loaded';
    }
    const over = new AbortController();
    let ended: TunnelProblem = 'tunnel-lost';
    let address: string | null = null;
    let isDown = false;
    const ending = AbortSignal.any([signal, over.signal]);
    let session: Session | null = null;
    if (signal.aborted) return ended;
    try {
      const connecting = new library.SessionBuilder()
        .authtoken(token)
        .clientInfo('forecourt', '1')
        .heartbeatInterval(HEARTBEAT_S)
        .heartbeatTolerance(HEARTBEAT_LATE_S)
        .handleHeartbeat(() => {
          if (isDown && address !== null) events.up(address);
          isDown = false;
        })
        .handleDisconnection((_address, error) => {
          isDown = true;
          const problem = problemOf(error);
          if (problem === 'tunnel-lost') events.down(problem);
          else {
            ended = problem;
            over.abort();
          }
          // It connects again by itself; what it is told otherwise it throws where nobody can catch it.
          return true;
        })
        .connect();
      session = await unlessAborted(connecting, ending);
      if (session === null) {
        void connecting.then(close).catch(() => {});
        return ended;
      }
      const endpoint = session.httpEndpoint();
      if (domain !== '') endpoint.domain(domain);
      const listener = await unlessAborted(endpoint.listenAndForward(`http://${local.host}:${local.port}`), ending);
      if (listener !== null) {
        address = new URL(listener.url() ?? '').origin;
        events.up(address);
        await aborted(ending);
      }
    } catch (error) {
      ended = problemOf(error);
    }
    if (session !== null) await close(session);
    return ended;
  };
}

async function close(session: Session): Promise<void> {
  await within(CLOSES_WITHIN_MS, session.close());
}

/** Never the error itself: it may name the account. */
function problemOf(error: unknown): TunnelProblem {
  const code = /ERR_NGROK_(\d+)/.exec(String(error instanceof Error ? `${error.message} ${errorCode(error)}` : error));
  return CODES[code?.[1] ?? ''] ?? 'tunnel-lost';
}

function errorCode(error: Error): string {
  return 'errorCode' in error ? String(error.errorCode) : '';
}
