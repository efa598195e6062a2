import type Database from 'better-sqlite3';
import type { Lane } from '../../../shared/check-in.ts';
import type { Outcome } from '../../../shared/delivery.ts';
import type { StoreFigures } from './entries.ts';

/** Counts the store once, at the start; the writer keeps the figures in step from then on. */
export function readFigures(db: Database.Database): StoreFigures {
  const lanes = { new: 0, seen: 0, 'health-check': 0, ready: 0, 'handed-over': 0 };
  const counts = db.prepare<[], { lane: Lane; count: number }>(
    'SELECT lane, count(*) AS count FROM check_in WHERE set_aside IS NULL GROUP BY lane',
  );
  for (const { lane, count } of counts.all()) lanes[lane] = count;
  const quarantine = db
    .prepare<[], { count: number; bytes: number }>(
      'SELECT count(*) AS count, coalesce(sum(length(body)), 0) AS bytes FROM quarantine',
    )
    .get();
  const deliveries = { accepted: 0, repeat: 0, quarantined: 0, refused: 0, failed: 0 };
  const logged = db.prepare<[], { outcome: Outcome; count: number }>(
    'SELECT outcome, count(*) AS count FROM delivery GROUP BY outcome',
  );
  for (const { outcome, count } of logged.all()) deliveries[outcome] = count;
  const otherMessages = db.prepare<[], number>('SELECT count(*) FROM message WHERE check_in_id IS NULL').pluck().get();
  const lastOf = db
    .prepare<[string], number>(
      "SELECT received_at FROM delivery WHERE outcome = ? AND origin IN ('sender', 'relay') ORDER BY id DESC LIMIT 1",
    )
    .pluck();
  // Only deliveries that have to do with the quarantine name a body by its hash: few, and by an index.
  const lastVerifiedLate = db
    .prepare<[], number | null>(
      `SELECT max(m.received_at) FROM delivery d JOIN message m ON m.id = d.message_id
       WHERE d.body_sha256 IS NOT NULL AND d.origin = 'tried-again' AND d.proven = 1`,
    )
    .pluck();
  const lastAcceptedAt = Math.max(lastOf.get('accepted') ?? 0, lastOf.get('repeat') ?? 0, lastVerifiedLate.get() ?? 0);
  return {
    lanes,
    quarantined: quarantine?.count ?? 0,
    quarantinedBytes: quarantine?.bytes ?? 0,
    otherMessages: otherMessages ?? 0,
    lastAcceptedAt: lastAcceptedAt === 0 ? null : lastAcceptedAt,
    deliveries,
  };
}
