import { safe } from '@orpc/client';
import { useState } from 'react';
import type { StationSettings } from '../../shared/settings.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { isForbidden, type StationClient } from '../station-client.ts';

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

/** By now, in ms, the event of a change that was stored has come; until then its change is shown over what is known. */
const EVENT_WITHIN_MS = 1_500;

/** One after another over the whole page: each change is made to what the one before has left. */
let queue: Promise<unknown> = Promise.resolve();

/** The settings of one group, and how to change them. */
export function useSettings<G extends SettingsGroup>(group: G): GroupSettings<G> {
  const { client } = useParts();
  const settings = useBoard((state) => state.settings);
  const [pending, setPending] = useState<readonly SettingsChange<G>[]>([]);
  const [problem, setProblem] = useState<SettingsProblem | null>(null);

  function drop(make: SettingsChange<G>): void {
    setPending((waiting) => waiting.filter((other) => other !== make));
  }

  async function store(make: SettingsChange<G>): Promise<void> {
    const refused = await ask(client, group, make);
    if (refused === null) {
      setTimeout(() => drop(make), EVENT_WITHIN_MS);
      return;
    }
    drop(make);
    setProblem(refused);
  }

  return {
    value: settings === null ? null : pending.reduce((shown, make) => make(shown), settings[group]),
    problem,
    change(make) {
      setProblem(null);
      setPending((waiting) => [...waiting, make]);
      queue = queue.then(() => store(make));
    },
  };
}

/**
 * Makes a change to what the station has now. What the page knows of it is no base: an event of an earlier change may still
 * be on its way, and would undo this one. Why it was refused, or null.
 */
async function ask<G extends SettingsGroup>(
  client: Pick<StationClient, 'settings'>,
  group: G,
  make: SettingsChange<G>,
): Promise<SettingsProblem | null> {
  const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
  const now = await safe(client.settings.get(undefined, options));
  if (!now.isSuccess) return 'no-answer';
  const answer = await safe(client.settings.set({ [group]: make(now.data[group]) }, options));
  if (answer.isSuccess) return null;
  if (isForbidden(answer.error)) return 'forbidden';
  return answer.isDefined && answer.error.code === 'SERVICE_UNAVAILABLE' ? 'not-stored' : 'no-answer';
}
