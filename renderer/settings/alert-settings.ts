import { safe } from '@orpc/client';
import { useRef, useState } from 'react';
import type { AlertSettings } from '../../shared/alerts.ts';
import { useBoard, useParts } from '../board/board-context.ts';

/** Why a change was not taken. */
export type AlertProblem = 'not-stored' | 'no-answer';

/** One change of the alerts, made to whatever they are when it is stored. */
type AlertChange = (alerts: AlertSettings) => AlertSettings;

const ANSWER_TIMEOUT_MS = 8_000;

/** The shop's alerts: shown as changed at once, taken back when the station refuses. Null before the station has spoken. */
export function useAlertSettings(): {
  alerts: AlertSettings | null;
  problem: AlertProblem | null;
  change: (make: AlertChange) => void;
} {
  const { client, store } = useParts();
  const settings = useBoard((state) => state.settings);
  const [pending, setPending] = useState<readonly AlertChange[]>([]);
  const [problem, setProblem] = useState<AlertProblem | null>(null);
  const queue = useRef(Promise.resolve());

  async function ask(make: AlertChange): Promise<void> {
    const before = store.getState().settings;
    if (before === null) return;
    const answer = await safe(
      client.settings.set(
        { ...before, alerts: make(before.alerts) },
        { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) },
      ),
    );
    if (!answer.isSuccess) {
      setProblem(answer.isDefined && answer.error.code === 'SERVICE_UNAVAILABLE' ? 'not-stored' : 'no-answer');
      return;
    }
    // An event that came meanwhile is at least as new as the answer.
    if (store.getState().settings === before) {
      store.dispatch({ type: 'event', event: { type: 'settings', settings: answer.data } });
    }
  }

  function change(make: AlertChange): void {
    setProblem(null);
    setPending((waiting) => [...waiting, make]);
    // One after another: each is made to what the one before has left.
    queue.current = queue.current
      .then(() => ask(make))
      .finally(() => setPending((waiting) => waiting.filter((other) => other !== make)));
  }

  const alerts = settings === null ? null : pending.reduce((shown, make) => make(shown), settings.alerts);
  return { alerts, problem, change };
}
