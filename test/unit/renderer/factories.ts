import { type BoardState, EMPTY_BOARD, reduce } from '../../../renderer/board/board-state.ts';
import type { Card } from '../../../shared/check-in.ts';
import type { BoardEvent, LaneCounts, Status } from '../../../shared/contract.ts';
import type { Photo } from '../../../shared/photo.ts';
import type { Reach } from '../../../shared/reach.ts';
import type { RelayState } from '../../../shared/relay.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';

/** A photo as the station sends it, on its way unless told otherwise. */
export function photo(id: string, over: Partial<Photo> = {}): Photo {
  return { id, state: 'waiting', problem: null, nextTryAt: null, sha256: null, width: null, height: null, ...over };
}

/** A card as the station sends it; `id` and what matters to the test are given. */
export function card(id: string, over: Partial<Card> = {}): Card {
  return {
    id,
    receiveBaseId: null,
    lane: 'new',
    arrivedAt: '2026-03-03T09:00:00.000Z',
    createdAt: '2026-03-03T08:59:59.000Z',
    laneChangedAt: '2026-03-03T09:00:00.000Z',
    plate: 'AB12 CDE',
    brand: 'BMW',
    style: '320d',
    manufactured: '2016-03-01',
    ownerName: 'Sam Okafor',
    adviser: 'Y Xing',
    storeId: null,
    odometer: 67_000,
    fuel: 50,
    lights: [],
    lightCount: 0,
    damageCount: 0,
    photoCount: 0,
    photos: [],
    belongingsCount: 0,
    memory: null,
    messageCount: 1,
    weak: false,
    proven: true,
    typed: false,
    late: null,
    maintenance: null,
    report: null,
    failedSteps: [],
    isTest: false,
    setAside: null,
    setAsideAt: null,
    deskNote: null,
    keyTag: null,
    promisedAt: null,
    ...over,
  };
}

/** How many of these cards stand in each lane. */
export function counts(cards: readonly Card[]): LaneCounts {
  const lanes: LaneCounts = { new: 0, seen: 0, 'health-check': 0, ready: 0, 'handed-over': 0 };
  for (const { lane, setAside } of cards) if (setAside === null) lanes[lane] += 1;
  return lanes;
}

/** The state of a station that is well. */
export function status(over: Partial<Status> = {}): Status {
  return {
    version: '0.1.0',
    startedAt: '2026-03-03T07:00:00.000Z',
    accepting: true,
    obstacle: null,
    callback: 'http://127.0.0.1:8790/callback/x',
    lastAcceptedAt: null,
    lanes: counts([]),
    quarantined: 0,
    otherMessages: 0,
    notFound: 0,
    sheetsMissing: 0,
    timeZone: 'Europe/London',
    pcTimeZone: 'Europe/London',
    clock: { verdict: 'unknown', driftMs: null, delayMs: null, mayBeDelay: false, messages: 0, system: 'linux' },
    pathOverdueSince: null,
    trustsPath: false,
    relay: relay({}),
    reach: reach({}),
    data: { warning: null, damage: null, work: null, needsSecretSince: null },
    blind: { open: 0, latest: null },
    ...over,
  };
}

/** How a PC that nobody has led the public to can be reached. */
export function reach(over: Partial<Reach>): Reach {
  return {
    light: 'local-only',
    since: null,
    way: 'none',
    state: 'off',
    problem: null,
    address: null,
    local: 'http://127.0.0.1:8790',
    provenAt: null,
    certificateEnds: null,
    certificateProblem: null,
    ...over,
  };
}

/** How a desk stands with its relay; it has none unless told otherwise. */
export function relay(over: Partial<RelayState>): RelayState {
  return {
    state: 'off',
    since: null,
    server: null,
    lastMessageAt: null,
    backlog: null,
    isAwaited: false,
    isUnheard: false,
    isHeadOffice: false,
    ...over,
  };
}

/** The snapshot that holds these cards. */
export function snapshot(...cards: Card[]): BoardEvent {
  return { type: 'snapshot', cards, status: status({ lanes: counts(cards) }), settings: DEFAULT_SETTINGS };
}

/** A board that is live and shows these cards. */
export function boardWith(...cards: Card[]): BoardState {
  const known = reduce(EMPTY_BOARD, { type: 'event', event: snapshot(...cards) });
  return reduce(known, { type: 'connection', connection: { state: 'live' } });
}
