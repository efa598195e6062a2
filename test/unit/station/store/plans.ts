import type Database from 'better-sqlite3';

/** A statement with the steps of SQLite's plan for it. */
export type Plan = { sql: string; steps: string[] };

/** The statements that a part of the store prepares, each with its plan. */
export function plansOf(db: Database.Database, prepareAll: (db: Database.Database) => void): Plan[] {
  const statements: string[] = [];
  const listening = new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (name !== 'prepare') return typeof value === 'function' ? value.bind(target) : value;
      return (sql: string) => {
        statements.push(sql);
        return target.prepare(sql);
      };
    },
  });
  prepareAll(listening);
  return statements.map((sql) => {
    const named = [...sql.matchAll(/\$(\w+)/g)].map(([, name]) => [name, 1]);
    const values = named.length > 0 ? [Object.fromEntries(named)] : (sql.match(/\?/g)?.map(() => 1) ?? []);
    const rows = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    return { sql, steps: rows.map(({ detail }) => detail) };
  });
}
