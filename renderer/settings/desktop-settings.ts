import { useState } from 'react';
import type { DesktopSettings } from '../../shared/desktop-settings.ts';
import type { DesktopAround } from '../desktop/desktop.ts';

/** A change that somebody made and that is not answered yet. */
type Pending = { readonly change: Partial<DesktopSettings>; readonly failed: boolean };

/** By now, in ms, the desktop app has told the state after a change that it took. */
export const TOLD_WITHIN_MS = 500;

/** The settings of this PC: shown as changed at once, taken back when the desktop app refuses. */
export function useDesktopSettings({ desktop, state }: DesktopAround): {
  settings: DesktopSettings;
  failed: (name: keyof DesktopSettings) => boolean;
  change: (change: Partial<DesktopSettings>) => void;
} {
  const [pending, setPending] = useState<readonly Pending[]>([]);
  let { settings } = state;
  for (const { change, failed } of pending) if (!failed) settings = { ...settings, ...change };
  return {
    settings,
    failed: (name) => pending.some(({ failed, change }) => failed && name in change),
    change(change) {
      const mine: Pending = { change, failed: false };
      setPending((all) => [...all.filter(({ failed }) => !failed), mine]);
      desktop.changeSettings({ ...settings, ...change }).then(
        () => setTimeout(() => setPending((all) => all.filter((one) => one !== mine)), TOLD_WITHIN_MS),
        () => setPending((all) => all.map((one) => (one === mine ? { ...one, failed: true } : one))),
      );
    },
  };
}
