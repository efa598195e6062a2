import type Database from 'better-sqlite3';
import { hourOf, RUN_MS } from './arrivals.ts';

/** Visits that follow each other: the numbers of the first and the last, both of them included. */
export type Span = { first: number; last: number };

/** Every visit there is or will be. */
export const ALL_VISITS: Span = { first: 1, last: Number.MAX_SAFE_INTEGER };

type Hours = { from: number; to: number };
type Inside = { runs: number; first: number | null; last: number | null };
/** A run with the number of visits that are newer than it. */
type RunPlace = Span & { before: number };
type Arrival = { id: number; arrived_at: number };

/** Tells which numbers the visits of a time have, and how many there are, without looking at each. */
export class ArrivalSpans {
  readonly #inside: Database.Statement<[Hours], Inside>;
  readonly #runsBetween: Database.Statement<[Span], { first_id: number; last_id: number; hour: number }>;
  readonly #countRuns: Database.Statement<[Span], number>;
  readonly #runsOfHour: Database.Statement<[number], Span>;
  readonly #lastId: Database.Statement<[], number | null>;
  readonly #arrivals: Database.Statement<[Span], Arrival>;
  readonly #wholeVisits: Database.Statement<[Span], { visits: number; through: number | null }>;
  readonly #visits: Database.Statement<[Span], number>;
  readonly #runAt: Database.Statement<
    [Span & { position: number }],
    { first: number | null } & Omit<RunPlace, 'first'>
  >;
  readonly #idAt: Database.Statement<[Span & { position: number }], number>;

  constructor(db: Database.Database) {
    this.#inside = db.prepare(
      'SELECT count(*) AS runs, min(first_id) AS first, max(last_id) AS last FROM arrival_run WHERE hour BETWEEN $from AND $to',
    );
    const between = 'FROM arrival_run WHERE first_id BETWEEN $first AND $last';
    this.#runsBetween = db.prepare(`SELECT first_id, last_id, hour ${between} ORDER BY first_id`);
    this.#countRuns = db.prepare<[Span], number>(`SELECT count(*) ${between}`).pluck();
    this.#runsOfHour = db.prepare('SELECT first_id AS first, last_id AS last FROM arrival_run WHERE hour = ?');
    this.#lastId = db
      .prepare<[], number | null>(
        'SELECT last_id FROM arrival_run WHERE first_id = (SELECT max(first_id) FROM arrival_run)',
      )
      .pluck();
    this.#arrivals = db.prepare('SELECT id, arrived_at FROM check_in WHERE id BETWEEN $first AND $last ORDER BY id');
    this.#wholeVisits = db.prepare(
      `SELECT coalesce(sum(visits), 0) AS visits, max(last_id) AS through ${between} AND last_id <= $last`,
    );
    this.#visits = db
      .prepare<[Span], number>('SELECT count(*) FROM check_in WHERE id BETWEEN $first AND $last')
      .pluck();
    this.#runAt = db.prepare(
      `SELECT max(first) AS first, last, upto - visits AS before FROM (
         SELECT first_id AS first, last_id AS last, visits, sum(visits) OVER (ORDER BY first_id DESC ROWS UNBOUNDED PRECEDING) AS upto
         ${between} AND last_id <= $last
       ) WHERE upto > $position`,
    );
    this.#idAt = db
      .prepare<[Span & { position: number }], number>(
        'SELECT id FROM check_in WHERE id BETWEEN $first AND $last ORDER BY id DESC LIMIT 1 OFFSET $position',
      )
      .pluck();
  }

  /** The visits that arrived from a time on, up to another and not at it (ms since 1970), newest first. */
  between(from: number | undefined, to: number | undefined): Span[] {
    if (from === undefined && to === undefined) return [ALL_VISITS];
    const [start, end] = [from ?? 0, to ?? Number.MAX_SAFE_INTEGER];
    if (start >= end) return [];
    const fits = ({ arrived_at: at }: Arrival): boolean => at >= start && at < end;
    const whole = { from: hourOf(start + RUN_MS - 1), to: hourOf(end) - 1 };
    const parts = new Set([hourOf(start), hourOf(end)].filter((hour) => hour < whole.from || hour > whole.to));
    // Visits that are in no run yet have to be looked at, as those of an hour that the time cuts through.
    const looked = [...parts].flatMap((hour) => this.#runsOfHour.all(hour));
    looked.push({ ...ALL_VISITS, first: (this.#lastId.get() ?? 0) + 1 });
    const spans = looked.flatMap((run) => spansOf(this.#arrivals.all(run), fits));
    return [...this.#wholeHours(whole), ...spans].sort((one, other) => other.first - one.first);
  }

  /** How many visits a span holds. */
  count(span: Span): number {
    const { visits, through } = this.#wholeVisits.get(span) ?? { visits: 0, through: null };
    return visits + (this.#visits.get({ first: (through ?? span.first - 1) + 1, last: span.last }) ?? 0);
  }

  /** The number of the visit at a place in a span, counted from its newest; null beyond its end. */
  at(span: Span, position: number): number | null {
    const { through } = this.#wholeVisits.get(span) ?? { through: null };
    const newest = { first: (through ?? span.first - 1) + 1, last: span.last };
    const apart = this.#visits.get(newest) ?? 0;
    if (position < apart) return this.#idAt.get({ ...newest, position }) ?? null;
    const run = this.#runAt.get({ ...span, position: position - apart });
    if (run === undefined || run.first === null) return null;
    return this.#idAt.get({ first: run.first, last: run.last, position: position - apart - run.before }) ?? null;
  }

  /** The runs of whole hours as few spans: mostly one, as a clock that is not set back makes it. */
  #wholeHours(hours: Hours): Span[] {
    const { runs, first, last } = this.#inside.get(hours) ?? { runs: 0, first: null, last: null };
    if (first === null || last === null) return [];
    if (this.#countRuns.get({ first, last }) === runs) return [{ first, last }];
    const spans: Span[] = [];
    let open: Span | null = null;
    for (const { first_id, last_id, hour } of this.#runsBetween.iterate({ first, last })) {
      if (hour < hours.from || hour > hours.to) open = null;
      else if (open !== null) open.last = last_id;
      else {
        open = { first: first_id, last: last_id };
        spans.push(open);
      }
    }
    return spans;
  }
}

/** Those of the arrivals that fit, as few spans. */
function spansOf(arrivals: readonly Arrival[], fits: (arrival: Arrival) => boolean): Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  for (const arrival of arrivals) {
    if (!fits(arrival)) open = null;
    else if (open !== null) open.last = arrival.id;
    else {
      open = { first: arrival.id, last: arrival.id };
      spans.push(open);
    }
  }
  return spans;
}
