import { isAgeing } from '../../../shared/ageing.ts';
import type { Lane, Severity, WarningLight } from '../../../shared/check-in.ts';
import { type DayFigures, type LateVisit, LISTED_LATE } from '../../../shared/day-report.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import { minutes } from '../../../shared/time-of-day.ts';
import { triage } from '../../../shared/warning-lights.ts';
import type { DayMoveRow, DaySlice, DayVisitRow } from '../store/day-report.ts';
import { Durations } from './durations.ts';

/** Different lights and advisers that are told apart; a shop has far fewer, and a sender of nonsense takes no more room. */
const MOST_NAMES = 5_000;

/** A stay of a visit in a lane that was longer than the red age of that lane. */
export type LateStay = Pick<LateVisit, 'lane' | 'waited' | 'limit' | 'isWaiting'> & { visit: DayVisitRow };

/** Counts the visits of a range, slice after slice, in order of arrival. */
export class DayTally {
  /** Check-ins of each slot. */
  readonly slots: number[];
  readonly lights = new Map<string, WarningLight & { checkIns: number }>();
  readonly advisers = new Map<string | null, number>();
  readonly #slotStarts: readonly number[];
  readonly #dayStarts: readonly number[];
  readonly #settings: BoardSettings;
  readonly #now: number;
  readonly #seen = new Durations();
  readonly #bySeverity: Record<Severity, number> = { red: 0, amber: 0, info: 0, unmapped: 0 };
  readonly #setAside = { mistake: 0, duplicate: 0 };
  #late: LateStay[] = [];
  #checkIns = 0;
  #damage = 0;
  #lateVisits = 0;
  #unseen = 0;
  #slot = 0;
  #day = 0;

  /** Slots and days each by when they begin, `dayStarts` with the end of the last day; what came after `now` does not count. */
  constructor(slotStarts: readonly number[], dayStarts: readonly number[], settings: BoardSettings, now: number) {
    this.#slotStarts = slotStarts;
    this.#dayStarts = dayStarts;
    this.#settings = settings;
    this.#now = now;
    this.slots = slotStarts.map(() => 0);
  }

  add({ visits, moves }: DaySlice): void {
    const lights = new Map<string, WarningLight[]>();
    for (const visit of visits) {
      if (visit.set_aside === 'other-store') continue;
      if (visit.set_aside !== null) {
        this.#setAside[visit.set_aside] += 1;
        continue;
      }
      this.#checkIns += 1;
      this.#damage += Number(visit.damage_count > 0);
      this.#countArrival(visit.arrived_at);
      this.#countAdviser(visit.adviser);
      this.#countStays(visit, moves.get(visit.id) ?? []);
      const known = lights.get(visit.lights) ?? this.#lightsOf(visit.lights);
      lights.set(visit.lights, known);
      this.#countLights(known);
    }
  }

  get figures(): Omit<DayFigures, 'blind'> {
    return {
      checkIns: this.#checkIns,
      seen: { count: this.#seen.count, ...this.#seen.summary() },
      lights: { ...this.#bySeverity },
      damage: this.#damage,
      late: this.#lateVisits,
      unseen: this.#unseen,
      setAside: { ...this.#setAside },
    };
  }

  /** The stays that were beyond their limit for longest, those first. */
  get late(): LateStay[] {
    return worst(this.#late);
  }

  #countArrival(at: number): void {
    while ((this.#slotStarts[this.#slot + 1] ?? Number.POSITIVE_INFINITY) <= at) this.#slot += 1;
    while ((this.#dayStarts[this.#day + 1] ?? Number.POSITIVE_INFINITY) <= at) this.#day += 1;
    this.slots[this.#slot] = (this.slots[this.#slot] ?? 0) + 1;
  }

  #countAdviser(adviser: string | null): void {
    const name = adviser === null || adviser.trim() === '' ? null : adviser.trim();
    const known = this.advisers.get(name);
    if (known !== undefined || this.advisers.size < MOST_NAMES) this.advisers.set(name, (known ?? 0) + 1);
  }

  #lightsOf(json: string): WarningLight[] {
    return triage(JSON.parse(json) as WarningLight[], this.#settings.lights);
  }

  #countLights(lights: readonly WarningLight[]): void {
    const [worstOne] = lights;
    if (worstOne === undefined) return;
    this.#bySeverity[worstOne.severity] += 1;
    const counted = new Set<string>();
    for (const light of lights) {
      const key = keyOf(light);
      if (counted.has(key)) continue;
      counted.add(key);
      const known = this.lights.get(key);
      if (known !== undefined) known.checkIns += 1;
      else if (this.lights.size < MOST_NAMES) this.lights.set(key, { ...light, checkIns: 1 });
    }
  }

  /** Each stay in a lane lasts from the arrival or the move before until the next move, the last one until now. */
  #countStays(visit: DayVisitRow, moves: readonly DayMoveRow[]): void {
    const before = this.#late.length;
    let seenAt: number | null = null;
    let since = visit.arrived_at;
    let lane: Lane = visit.lane;
    for (const [, from, at] of moves) {
      if (at > this.#now) {
        lane = from;
        break;
      }
      if (from === 'new') seenAt ??= at;
      this.#countStay(visit, from, at - since, false);
      since = at;
    }
    this.#countStay(visit, lane, this.#now - since, true);
    if (seenAt !== null) this.#seen.add(seenAt - visit.arrived_at);
    const dayEnd = this.#dayStarts[this.#day + 1] ?? this.#now;
    if (seenAt === null || seenAt >= dayEnd) this.#unseen += 1;
    this.#lateVisits += Number(this.#late.length > before);
    if (this.#late.length > 8 * LISTED_LATE) this.#late = worst(this.#late);
  }

  #countStay(visit: DayVisitRow, lane: Lane, waited: number, isWaiting: boolean): void {
    if (!isAgeing(lane)) return;
    const { red } = this.#settings.ages[lane];
    if (red === null || waited < minutes(red)) return;
    this.#late.push({ visit, lane, waited, limit: minutes(red), isWaiting });
  }
}

/** One light whatever it is called, where it has a code: labels vary. */
function keyOf({ code, label }: WarningLight): string {
  return code === null ? `label ${label ?? ''}` : `code ${code}`;
}

function worst(stays: readonly LateStay[]): LateStay[] {
  return stays.toSorted((a, b) => b.waited - b.limit - (a.waited - a.limit)).slice(0, LISTED_LATE);
}
