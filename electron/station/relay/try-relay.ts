import { jetstream } from '@nats-io/jetstream';
import type { RelayProblem } from '../../../shared/relay.ts';
import { deskConsumers } from '../../relay/names.ts';
import { connectDesk } from './relay-link.ts';
import type { Membership } from './relay-membership.ts';
import { problemOf } from './relay-problem.ts';

/** Connects to a relay's broker once, and looks for everything that this desk is to read; answers what is wrong, or null. */
export async function tryRelay(join: Membership | null): Promise<RelayProblem | null> {
  if (join === null) return 'off';
  if (join.seed === null) return 'refused';
  try {
    const connection = await connectDesk(join);
    try {
      const { consumers } = jetstream(connection);
      for (const { stream, name } of deskConsumers(join.brand, join.desk, join.shops))
        await consumers.get(stream, name);
      return null;
    } finally {
      await connection.close();
    }
  } catch (error) {
    return problemOf(error) ?? 'unknown-stream';
  }
}
