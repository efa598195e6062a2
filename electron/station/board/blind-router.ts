import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { BlindSpots } from '../reach/blind-spots.ts';
import { cursorOf, pageTold } from './cursor.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of the ledger of blind spots work on. */
export type BlindRouterParts = {
  blind: BlindSpots;
  /** Something was ticked off, or that was taken back. */
  blindTicked: () => void;
  now: () => number;
  /** Answers null where it could not be stored. */
  stored: <T>(store: () => T) => T | null;
};

/** The part of the contract about times in which check-ins may be missing; the router around it looks at who may. */
export function createBlindRouter({ blind, blindTicked, now, stored }: BlindRouterParts) {
  const os = implement({ blind: contract.blind }).$context<RouterContext>();
  const write = (errors: { NOT_FOUND: () => Error; SERVICE_UNAVAILABLE: () => Error }, work: () => boolean): void => {
    const isFound = stored(work);
    if (isFound === null) throw errors.SERVICE_UNAVAILABLE();
    if (!isFound) throw errors.NOT_FOUND();
    blindTicked();
  };
  return os.router({
    blind: {
      list: os.blind.list.handler(({ input: { cursor, ...asked } }) =>
        pageTold(blind.list({ ...asked, before: cursorOf(cursor) })),
      ),
      tick: os.blind.tick.handler(({ input: { who, note, ...loses }, errors }) =>
        write(errors, () => blind.tick({ ...spanOf(loses), at: now(), who, note })),
      ),
      untick: os.blind.untick.handler(({ input, errors }) => write(errors, () => blind.untick(spanOf(input)))),
    },
  });
}

const spanOf = ({ losesFrom, losesTo }: { losesFrom: string; losesTo: string }) => ({
  losesFrom: Date.parse(losesFrom),
  losesTo: Date.parse(losesTo),
});
