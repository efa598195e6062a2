import { safe } from '@orpc/client';
import { useRef, useState } from 'react';
import type { AlertSettings } from '../../shared/alerts.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import type { StationClient } from '../station-client.ts';

/** Why a change was not taken. */
export type AlertProblem = 'not-stored' | 'no-answer';

/** One change of the alerts, made to whatever they are when it is stored. */
type AlertChange = (alerts: AlertSettings) => AlertSettings;

const ANSWER_TIMEOUT_MS = 8_000;

/** By now, in ms, the event of a change that was stored has come; until then its change is shown over what is known. */
const EVENT_WITHIN_MS = 1_500;

/** The shop's alerts: shown as changed at once, taken back when the station refuses. Null before the station has spoken. */
export function useAlertSettings(): {
  alerts: AlertSettings | null;
  problem: AlertProblem | null;
  change: (make: AlertChange) => void;
} {
  const { client } = useParts();
  const settings = useBoard((state) => state.settings);
  const [pending, setPending] = useState<readonly AlertChange[]>([]);
  const [problem, setProblem] = useState<AlertProblem | null>(null);
  const queue = useRef(Promise.resolve());

  function drop(make: AlertChange): void {
    setPending((waiting) => waiting.filter((other) => other !== make));
  }

  async function store(make: AlertChange): Promise<void> {
    const refused = await ask(client, make);
    if (refused === null) {
      setTimeout(() => drop(make), EVENT_WITHIN_MS);
      return;
    }
    drop(make);
    setProblem(refused);
  }

  function change(make: AlertChange): void {
    setProblem(null);
    setPending((waiting) => [...waiting, make]);
    // One after another: each is made to what the one before has left.
    queue.current = queue.current.then(() => store(make));
  }

  const alerts = settings === null ? null : pending.reduce((shown, make) => make(shown), settings.alerts);
  return { alerts, problem, change };
}

/**
 * Makes a change to what the station has now. What the page knows of it is no base: an event of an earlier change may still
 * be on its way, and would undo this one. Why it was refused, or null.
 */
async function ask(client: Pick<StationClient, 'settings'>, make: AlertChange): Promise<AlertProblem | null> {
  const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
  const now = await safe(client.settings.get(undefined, options));
  if (!now.isSuccess) return 'no-answer';
  const answer = await safe(client.settings.set({ ...now.data, alerts: make(now.data.alerts) }, options));
  if (answer.isSuccess) return null;
  return answer.isDefined && answer.error.code === 'SERVICE_UNAVAILABLE' ? 'not-stored' : 'no-answer';
}
