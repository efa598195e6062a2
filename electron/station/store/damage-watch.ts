import type Database from 'better-sqlite3';
import { isDamage } from './database.ts';

/**
 * Has `found` told of damage that any statement of this connection meets from now on, whoever asks: a reader, a keeper, what
 * the desk writes. Who asked gets SQLite's error all the same. Statements that were prepared before are not watched.
 */
export function watchForDamage(db: Database.Database, found: () => void): void {
  const met = (error: unknown): never => {
    if (isDamage(error)) found();
    throw error;
  };
  /** Puts a watched method in front of each of these of `on`. */
  const watch = <On extends object>(on: On, ...names: (keyof On)[]): On => {
    for (const name of names) {
      const method = on[name] as (...given: unknown[]) => unknown;
      const watched = (...given: unknown[]): unknown => {
        try {
          return method.apply(on, given);
        } catch (error) {
          return met(error);
        }
      };
      Object.defineProperty(on, name, { value: watched, configurable: true });
    }
    return on;
  };
  const prepare = (sql: string): Database.Statement => {
    const statement = unwatched(sql);
    const iterate = statement.iterate.bind(statement);
    const iterateWatched = function* (...given: unknown[]): Generator<unknown> {
      try {
        yield* iterate(...given);
      } catch (error) {
        met(error);
      }
    };
    return Object.defineProperty(watch(statement, 'run', 'get', 'all'), 'iterate', { value: iterateWatched });
  };
  const unwatched = watch(db, 'prepare', 'exec').prepare;
  Object.defineProperty(db, 'prepare', { value: prepare });
}
