import type { Obstacle, Status } from '../../shared/contract.ts';
import type { StationState } from '../../shared/desktop.ts';
import type { Reach, ReachProblem } from '../../shared/reach.ts';
import type { RelayState } from '../../shared/relay.ts';
import { isCutOff } from '../../shared/way-in.ts';
import type { Connection } from '../board/board-state.ts';

/** How loudly the station's state is to be shown. */
export type Tone = 'good' | 'amber' | 'red' | 'quiet';

/** A connection to the relay may take so long, in ms, before anybody is told that there is none. */
const RELAY_CONNECTS_MS = 15_000;

/** What keeps check-ins at the relay. */
type RelayTrouble = Exclude<RelayState['state'], 'off' | 'connected'>;

/** The station's state in a word, and the sentence that says what to do when something stands in the way. */
export interface StatusView {
  readonly tone: Tone;
  readonly word:
    | 'status.receiving'
    | 'status.local-only'
    | 'status.blind'
    | 'status.checking'
    | 'status.relay-connecting'
    | 'status.relay-away'
    | 'status.relay-refused'
    | 'status.relay-unknown'
    | 'status.relay-shared'
    | 'status.connecting'
    | 'status.starting'
    | 'status.working'
    | 'status.restarting'
    | 'status.failing'
    | 'status.disconnected'
    | 'status.not-allowed'
    | `status.obstacle.${Obstacle}`;
  readonly remedy:
    | `obstacle.${Obstacle}`
    | `reach.problem.${ReachProblem}`
    | `relay.remedy.${RelayTrouble | 'unheard'}`
    | null;
  /** Since when nothing arrives, as an ISO time, for the words that name it. */
  readonly since?: string;
}

const OBSTACLES = {
  'no-secret': { tone: 'amber', word: 'status.obstacle.no-secret', remedy: 'obstacle.no-secret' },
  'storage-full': { tone: 'red', word: 'status.obstacle.storage-full', remedy: 'obstacle.storage-full' },
  'storage-failed': { tone: 'red', word: 'status.obstacle.storage-failed', remedy: 'obstacle.storage-failed' },
} as const satisfies Record<Obstacle, StatusView>;

/**
 * What the status light says. The desktop app knows before the page does that its station has stopped (`station` is null
 * in a browser). Without a connection it speaks of nothing else: what the station last said may be over. 'Receiving' is said
 * only of a PC at which something has arrived from outside, or which is connected to its relay: with that, no other way matters.
 * `isRelayJoining` is what {@link isJoining} says of the relay now.
 */
export function statusView(
  connection: Connection,
  status: Status | null,
  station: StationState | null = null,
  isRelayJoining = false,
): StatusView {
  if (station?.state === 'restarting') return { tone: 'red', word: 'status.restarting', remedy: null };
  if (station?.state === 'failing') return { tone: 'red', word: 'status.failing', remedy: null };
  if (station?.state === 'working') return { tone: 'red', word: 'status.working', remedy: null };
  if (station?.state === 'starting' && connection.state !== 'live') {
    return { tone: 'quiet', word: 'status.starting', remedy: null };
  }
  switch (connection.state) {
    case 'connecting':
      return { tone: 'quiet', word: 'status.connecting', remedy: null };
    case 'disconnected':
      return { tone: 'red', word: 'status.disconnected', remedy: null };
    case 'not-allowed':
      return { tone: 'red', word: 'status.not-allowed', remedy: null };
    case 'live': {
      if (status === null) return { tone: 'quiet', word: 'status.connecting', remedy: null };
      if (status.obstacle !== null) return OBSTACLES[status.obstacle];
      const isReach = status.relay.state === 'off' || isCutOff(status);
      return isReach ? reachView(status.reach) : relayView(status.relay, isRelayJoining);
    }
  }
}

function reachView({ light, problem, since }: Reach): StatusView {
  if (light === 'receiving') return { tone: 'good', word: 'status.receiving', remedy: null };
  if (light === 'local-only') return { tone: 'amber', word: 'status.local-only', remedy: null };
  // Just started, or the network has changed: nobody has found anything wrong yet.
  if (problem === null || since === null) return { tone: 'quiet', word: 'status.checking', remedy: null };
  return { tone: 'red', word: 'status.blind', remedy: `reach.problem.${problem}`, since };
}

const RELAY_WORDS = {
  connecting: 'status.relay-away',
  refused: 'status.relay-refused',
  'unknown-stream': 'status.relay-unknown',
  shared: 'status.relay-shared',
} as const satisfies Record<RelayTrouble, StatusView['word']>;

function relayView({ state, since, isUnheard }: RelayState, isOnlyJoining: boolean): StatusView {
  if (state === 'off' || state === 'connected') return { tone: 'good', word: 'status.receiving', remedy: null };
  if (isOnlyJoining) return { tone: 'quiet', word: 'status.relay-connecting', remedy: null };
  // While it is only not reached, what is missing comes later where the relay runs: that is no alarm.
  const tone = state === 'connecting' ? 'amber' : 'red';
  const trouble = state === 'connecting' && isUnheard ? 'unheard' : state;
  return { tone, word: RELAY_WORDS[state], remedy: `relay.remedy.${trouble}`, ...(since !== null && { since }) };
}

/** Whether it is the relay that something is wrong with. */
export const isOfRelay = (word: StatusView['word']): boolean =>
  (Object.values(RELAY_WORDS) as StatusView['word'][]).includes(word);

/** Whether a desk only just began to connect to its relay: nobody has to be told of that. `now` is in ms since 1970. */
export function isJoining({ state, since }: RelayState, now: number): boolean {
  return state === 'connecting' && (since === null || now - Date.parse(since) < RELAY_CONNECTS_MS);
}

/** Whether AutoX3 sends to a relay, and no way leads to this PC itself: its own address is no news to anybody then. */
export function isByRelayAlone({ relay, reach }: Pick<Status, 'relay' | 'reach'>): boolean {
  return relay.state !== 'off' && reach.way === 'none';
}
