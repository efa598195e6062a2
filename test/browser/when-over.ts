import { afterAll, beforeAll, onTestFinished } from 'vitest';

type Undo = () => unknown;

/** Where what is opened now is to be undone; null while it is the running test's own. */
let sharing: Undo[] | null = null;

/** Undoes something when the test is over, or when all tests are that share it. */
export function whenOver(undo: Undo): void {
  if (sharing === null) onTestFinished(async () => void (await undo()));
  else sharing.push(undo);
}

/**
 * Opens something once for the tests of a file or describe, which must leave it as they found it: each has to pass alone and
 * in any order.
 */
export function shared<T>(open: () => Promise<T>): () => T {
  let opened: { it: T } | null = null;
  const undone: Undo[] = [];
  beforeAll(async () => {
    sharing = undone;
    try {
      opened = { it: await open() };
    } finally {
      sharing = null;
    }
  }, 60_000);
  afterAll(async () => {
    for (const undo of undone.reverse()) await undo();
  });
  return () => {
    if (opened === null) throw new Error('it is opened before the first test');
    return opened.it;
  };
}
