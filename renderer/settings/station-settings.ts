import { safe } from '@orpc/client';
import { useEffect, useState } from 'react';
import type { StationSettings } from '../../shared/settings.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { isForbidden, type StationClient } from '../station-client.ts';
import { notToldYet, type PendingChange } from './pending-changes.ts';

/** Why a change was not taken. */
export type SettingsProblem = 'not-stored' | 'forbidden' | 'no-answer';

/** What belongs together and is stored at once. */
export type SettingsGroup = keyof StationSettings;

/** One change of a group, made to whatever it is when it is stored; made twice, it changes nothing more. */
export type SettingsChange<G extends SettingsGroup> = (now: StationSettings[G]) => StationSettings[G];

/** A group of the shop's settings: shown as changed at once, taken back when the station refuses. Null before the station has spoken. */
export interface GroupSettings<G extends SettingsGroup> {
  readonly value: StationSettings[G] | null;
  readonly problem: SettingsProblem | null;
  change(make: SettingsChange<G>): void;
}

const ANSWER_TIMEOUT_MS = 8_000;

/**
 * A change is shown over what is known until the event that tells of it has come. By now, in ms, that was lost, as where another
 * one was stored with it: a connection that is silent for so long is made anew, and begins with all settings.
 */
const EVENT_WITHIN_MS = 10_000;

/** One after another over the whole page: each change is made to what the one before has left. */
let queue: Promise<unknown> = Promise.resolve();

/** The settings of one group, and how to change them. */
export function useSettings<G extends SettingsGroup>(group: G): GroupSettings<G> {
  const { client } = useParts();
  const settings = useBoard((state) => state.settings);
  const [pending, setPending] = useState<readonly PendingChange<G>[]>([]);
  const [problem, setProblem] = useState<SettingsProblem | null>(null);

  useEffect(() => {
    if (settings === null || pending.length === 0) return;
    const known = JSON.stringify(settings[group]);
    setPending((waiting) => notToldYet(waiting, known));
  }, [settings, group, pending]);

  function drop(make: SettingsChange<G>): void {
    setPending((waiting) => waiting.filter((other) => other.make !== make));
  }

  async function store(make: SettingsChange<G>): Promise<void> {
    const answer = await ask(client, group, make);
    if (typeof answer === 'string') {
      drop(make);
      setProblem(answer);
      return;
    }
    const stored = JSON.stringify(answer[group]);
    setPending((waiting) => waiting.map((other) => (other.make === make ? { make, stored } : other)));
    setTimeout(() => drop(make), EVENT_WITHIN_MS);
  }

  return {
    value: settings === null ? null : pending.reduce((shown, { make }) => make(shown), settings[group]),
    problem,
    change(make) {
      setProblem(null);
      setPending((waiting) => [...waiting, { make, stored: null }]);
      queue = queue.then(() => store(make));
    },
  };
}

/**
 * Makes a change to what the station has now. What the page knows of it is no base: an event of an earlier change may still
 * be on its way, and would undo this one. All settings as they are stored then, or why it was refused.
 */
async function ask<G extends SettingsGroup>(
  client: Pick<StationClient, 'settings'>,
  group: G,
  make: SettingsChange<G>,
): Promise<StationSettings | SettingsProblem> {
  const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
  const now = await safe(client.settings.get(undefined, options));
  if (!now.isSuccess) return 'no-answer';
  const answer = await safe(client.settings.set({ [group]: make(now.data[group]) }, options));
  if (answer.isSuccess) return answer.data;
  if (isForbidden(answer.error)) return 'forbidden';
  return answer.isDefined && answer.error.code === 'SERVICE_UNAVAILABLE' ? 'not-stored' : 'no-answer';
}
