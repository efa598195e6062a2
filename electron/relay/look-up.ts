import { JetStreamApiError } from '@nats-io/jetstream';

/** What the broker tells of a stream or a consumer; null where it says, by the code `missing`, that there is none. */
export async function lookUp<T>(asked: Promise<T>, missing: number): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === missing) return null;
    throw error;
  }
}
