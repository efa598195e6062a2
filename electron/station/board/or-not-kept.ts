import { UserError } from '../user-error.ts';

/** Has something kept; rejects with `notKept` where it cannot be, because the disk is full say. */
export async function orNotKept<T>(work: () => Promise<T>, notKept: () => Error): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? notKept() : error;
  }
}
