import type { Obstacle, Status } from '../../shared/contract.ts';
import type { StationState } from '../../shared/desktop.ts';
import type { Reach, ReachProblem } from '../../shared/reach.ts';
import type { Connection } from '../board/board-state.ts';

/** How loudly the station's state is to be shown. */
export type Tone = 'good' | 'amber' | 'red' | 'quiet';

/** The station's state in a word, and the sentence that says what to do when something stands in the way. */
export interface StatusView {
  readonly tone: Tone;
  readonly word:
    | 'status.receiving'
    | 'status.local-only'
    | 'status.blind'
    | 'status.checking'
    | 'status.connecting'
    | 'status.starting'
    | 'status.restarting'
    | 'status.failing'
    | 'status.disconnected'
    | 'status.not-allowed'
    | `status.obstacle.${Obstacle}`;
  readonly remedy: `obstacle.${Obstacle}` | `reach.problem.${ReachProblem}` | null;
  /** Since when nothing arrives, as an ISO time, for the word that names it. */
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
 * only of a PC at which something has arrived from outside.
 */
export function statusView(
  connection: Connection,
  status: Status | null,
  station: StationState | null = null,
): StatusView {
  if (station?.state === 'restarting') return { tone: 'red', word: 'status.restarting', remedy: null };
  if (station?.state === 'failing') return { tone: 'red', word: 'status.failing', remedy: null };
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
      return reachView(status.reach);
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
