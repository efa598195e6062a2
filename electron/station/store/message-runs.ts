import type Database from 'better-sqlite3';
import type { Span } from '../../../shared/span.ts';

/** How a message came: to this PC itself, or by a relay. */
export type MessageWay = 'direct' | 'relay';

/** A time in which messages came by one way alone, from a message to a message, and up to when it is written; ms since 1970. */
export type MessageRun = Span & { way: MessageWay; written: number };

/** The end of a run is written when it is so much later than what is written, in ms. */
const WRITE_EVERY_MS = 60_000;
/** With so many runs those between the first and the newest half are forgotten: then nothing is known of that time. */
const MOST_RUNS = 1_000;

/** The runs with one more message; the same object where it came within one. It makes the last one of its way longer, or begins another. */
export function withMessage(runs: readonly MessageRun[], way: MessageWay, at: number): readonly MessageRun[] {
  const own = runs.filter((run) => run.way === way);
  if (own.some(({ from, to }) => from <= at && at <= to)) return runs;
  const last = own.findLast(({ to }) => to < at);
  const isBroken = last === undefined || runs.some((run) => run.way !== way && run.from <= at && last.from <= run.to);
  if (isBroken) return [...runs, { way, from: at, to: at, written: -Infinity }];
  return runs.map((run) => (run === last ? { ...last, to: at } : run));
}

/** By which way AutoX3's messages came when. What is added is part of the transaction that stores the message. */
export class MessageRuns {
  readonly #write: Database.Statement<[Omit<MessageRun, 'written'>]>;
  readonly #forget: Database.Statement<[MessageWay, number]>;
  #runs: readonly MessageRun[];
  #version = 0;

  constructor(db: Database.Database) {
    this.#write = db.prepare(
      `INSERT INTO message_run (way, from_at, to_at) VALUES ($way, $from, $to)
       ON CONFLICT DO UPDATE SET to_at = max(to_at, excluded.to_at)`,
    );
    this.#forget = db.prepare('DELETE FROM message_run WHERE way = ? AND from_at = ?');
    this.#runs = db
      .prepare<[], MessageRun>(
        'SELECT way, from_at AS "from", to_at AS "to", to_at AS written FROM message_run ORDER BY from_at',
      )
      .all();
  }

  get all(): readonly MessageRun[] {
    return this.#runs;
  }

  /** Another number whenever another thing is known than before, but for the end of a run, which is up to a minute later. */
  get version(): number {
    return this.#version;
  }

  /** The way of the latest message; null before the first. */
  get latest(): MessageWay | null {
    const latest = Math.max(...this.#runs.map(({ to }) => to));
    return this.#runs.find(({ to }) => to === latest)?.way ?? null;
  }

  /** A message came, at a time in ms since 1970. */
  add(way: MessageWay, at: number): void {
    const before = this.#runs;
    this.#runs = withMessage(before, way, at);
    if (this.#runs === before) return;
    // A run that ends there and was there before would have held it.
    const run = this.#runs.find((one) => one.way === way && one.to === at);
    if (run === undefined || run.to - run.written < WRITE_EVERY_MS) return;
    this.#write.run({ way, from: run.from, to: run.to });
    run.written = run.to;
    this.#version += 1;
    if (this.#runs.length > MOST_RUNS) this.#thinOut();
  }

  /** The transaction was undone: what was known before it is what is known. */
  undo(before: readonly MessageRun[]): void {
    this.#runs = before;
    this.#version += 1;
  }

  #thinOut(): void {
    const newest = -MOST_RUNS / 2;
    for (const { way, from } of this.#runs.slice(1, newest)) this.#forget.run(way, from);
    this.#runs = [...this.#runs.slice(0, 1), ...this.#runs.slice(newest)];
  }
}
