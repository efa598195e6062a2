import { type AlertSettings, isWanted, type Unseen } from '../../shared/alerts.ts';
import { heardSince } from '../../shared/late-arrivals.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import type { ToMain } from '../../shared/station-process.ts';
import { ownTimeZone, type TimeZone } from '../../shared/time-zone.ts';

/** An unseen check-in, and when the app heard of it, in ms since 1970: the ring counts from there. */
export type Waiting = { checkIn: Unseen; heardAt: number };

/** What the desktop app knows of the desk: the check-ins that nobody has seen, and how the shop wants to be told. */
export type Desk = {
  unseen: ReadonlyMap<string, Waiting>;
  /** All unseen ones; more than `unseen` holds when there are very many. */
  count: number;
  alerts: AlertSettings;
  /** What keeps the station from accepting; absent until it has told whether anything does. */
  obstacle?: Extract<ToMain, { type: 'status' }>['obstacle'];
  /** Since when a restore lacks the app secret, in ms since 1970. */
  needsSecretSince?: number;
  /** AutoX3 cannot reach this PC. */
  isBlind?: true;
  /** In whose time the shop lives; this PC's until the station has told. */
  timeZone: TimeZone;
};

/** What a message of the station has changed, for whoever announces it. */
export type DeskChange = {
  /** Check-ins that are heard of for the first time, or once more since they came back. */
  arrived: readonly Unseen[];
  /** Those that somebody has seen. */
  gone: readonly string[];
  /** The first word of all: what arrived then was waiting before the app watched. */
  isFirst: boolean;
};

/** Follows what the station says of the desk. What is known outlives the station's process, so nothing is announced twice. */
export class DeskWatch {
  #desk: Desk = {
    unseen: new Map(),
    count: 0,
    alerts: DEFAULT_SETTINGS.alerts,
    timeZone: ownTimeZone(),
  };
  #isFirst = true;

  get desk(): Desk {
    return this.#desk;
  }

  hear(message: Extract<ToMain, { type: 'unseen' | 'settings' | 'status' }>, now: number): DeskChange {
    switch (message.type) {
      case 'settings':
        this.#desk = { ...this.#desk, alerts: message.settings.alerts };
        return { arrived: [], gone: [], isFirst: false };
      case 'status':
        this.#desk = hearStatus(this.#desk, message);
        return { arrived: [], gone: [], isFirst: false };
      case 'unseen':
        return this.#hearUnseen(message, now);
    }
  }

  /**
   * Counts what was heard of later than `now` from now on: the clock was set back, and the ring would neither come nor
   * grow louder before it has caught up.
   */
  clockSays(now: number): void {
    const isAhead = ({ heardAt }: Waiting): boolean => heardAt > now;
    if (![...this.#desk.unseen.values()].some(isAhead)) return;
    const unseen = new Map(
      [...this.#desk.unseen].map(([id, waiting]) => [id, isAhead(waiting) ? { ...waiting, heardAt: now } : waiting]),
    );
    this.#desk = { ...this.#desk, unseen };
  }

  #hearUnseen({ isAll, unseen, gone, count }: Extract<ToMain, { type: 'unseen' }>, now: number): DeskChange {
    const before = this.#desk.unseen;
    const after = new Map(isAll ? [] : before);
    const since = new Map(before);
    for (const id of gone) {
      after.delete(id);
      since.delete(id);
    }
    const lateHeard = [...before.values()].filter(({ checkIn }) => checkIn.isLate).map(({ heardAt }) => heardAt);
    for (const checkIn of unseen) {
      const heardAt = since.get(checkIn.id)?.heardAt ?? heardSince(checkIn.isLate, now, lateHeard);
      after.set(checkIn.id, { checkIn, heardAt });
    }
    const change: DeskChange = {
      arrived: unseen.filter(({ id }) => !since.has(id)),
      gone: [...before.keys()].filter((id) => !after.has(id)),
      isFirst: this.#isFirst,
    };
    this.#isFirst = false;
    this.#desk = { ...this.#desk, unseen: after, count };
    return change;
  }
}

function hearStatus(
  { needsSecretSince: _since, isBlind: _isBlind, ...desk }: Desk,
  { obstacle, timeZone, needsSecretSince, isBlind }: Extract<ToMain, { type: 'status' }>,
): Desk {
  return {
    ...desk,
    obstacle,
    timeZone,
    ...(needsSecretSince === undefined ? {} : { needsSecretSince }),
    ...(isBlind === undefined ? {} : { isBlind }),
  };
}

/**
 * When the app heard of each unseen check-in that the shop wants to be told of, in ms since 1970; and since when a restored
 * station can accept none, which must not go unnoticed either.
 */
export function waitingSince({ unseen, alerts, needsSecretSince }: Desk): number[] {
  const checkIns = [...unseen.values()].filter(({ checkIn }) => isWanted(checkIn, alerts));
  return [...checkIns.map(({ heardAt }) => heardAt), ...(needsSecretSince === undefined ? [] : [needsSecretSince])];
}

/** The check-ins for which it rings. */
export function waitingIds({ unseen, alerts }: Desk): string[] {
  return [...unseen.values()].filter(({ checkIn }) => isWanted(checkIn, alerts)).map(({ checkIn }) => checkIn.id);
}
