import { createContext, use, useEffect } from 'react';
import { MOST_TOLD } from '../../shared/pipeline.ts';
import type { StationClient } from '../station-client.ts';

/** What is drawn within this time, in ms, is told in one call. */
const GATHER_MS = 100;

type Step = 'shown' | 'rung';

/** Tells the station which check-ins this page has shown, and rung for: each once, and shown only while somebody can see it. */
export interface StepTeller {
  tell(step: Step, ids: readonly string[]): void;
}

/** The teller of one page; what could not be told is told with what comes next. */
export function createStepTeller({ checkIns }: Pick<StationClient, 'checkIns'>): StepTeller {
  const told = { shown: new Set<string>(), rung: new Set<string>() };
  const waiting = { shown: new Set<string>(), rung: new Set<string>() };
  let isDue = false;

  function send(step: Step): void {
    if (step === 'shown' && document.visibilityState === 'hidden') return;
    const ids = [...waiting[step]].slice(0, MOST_TOLD);
    if (ids.length === 0) return;
    for (const id of ids) {
      waiting[step].delete(id);
      told[step].add(id);
    }
    checkIns[step]({ ids }).catch(() => {
      for (const id of ids) {
        told[step].delete(id);
        waiting[step].add(id);
      }
    });
  }

  function sendSoon(): void {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      send('shown');
      send('rung');
    }, GATHER_MS);
  }

  document.addEventListener('visibilitychange', sendSoon);
  return {
    tell(step, ids) {
      for (const id of ids) if (!told[step].has(id)) waiting[step].add(id);
      if (waiting[step].size > 0) sendSoon();
    },
  };
}

/** Hands the teller to everything on the page. */
export const StepTellerContext = createContext<StepTeller | null>(null);

/** Tells that these are drawn; null while they are not, or lie behind something. */
export function useTellShown(cards: readonly { id: string }[] | null): void {
  const teller = use(StepTellerContext);
  useEffect(() => {
    if (cards !== null)
      teller?.tell(
        'shown',
        cards.map(({ id }) => id),
      );
  }, [teller, cards]);
}
