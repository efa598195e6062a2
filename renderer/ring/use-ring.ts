import { notifications } from '@mantine/notifications';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useParts } from '../board/board-context.ts';
import { useDesktop } from '../desktop/desktop.ts';
import type { BrowserRing, BrowserRingState } from './browser-ring.ts';

/** What rings around this page, be it the desktop app or the page itself. */
export interface Ring {
  readonly mutedUntil: number | null;
  readonly ringing: boolean;
  /** The browser wants a click before it plays. */
  readonly blocked: boolean;
  mute(minutes: number): void;
  /** For that click. */
  allow(): void;
}

/** The ring of this page in a browser, with its present state; null in the desktop app. */
export function useBrowserRing(): { ring: BrowserRing; state: BrowserRingState } | null {
  const { ring } = useParts();
  const state = useSyncExternalStore(ring?.subscribe ?? never, () => ring?.getState() ?? null);
  return ring === null || state === null ? null : { ring, state };
}

function never(): () => void {
  return () => {};
}

/** What rings around this page; null for a moment after the start in the desktop app. */
export function useRing(): Ring | null {
  const { t } = useTranslation();
  const around = useDesktop();
  const own = useBrowserRing();
  if (own !== null) {
    const { mutedUntil, ringing, blocked } = own.state;
    return {
      mutedUntil,
      ringing,
      blocked: blocked === true,
      mute: (minutes) => own.ring.mute(minutes),
      allow: () => void own.ring.test(),
    };
  }
  if (around === null) return null;
  return {
    mutedUntil: around.state.mutedUntil,
    ringing: around.state.ringing,
    blocked: false,
    mute: (minutes) =>
      void around.desktop.mute(minutes).catch(() =>
        notifications.show({
          message: t('settings.app-failed'),
          closeButtonProps: { 'aria-label': t('toast.close') },
        }),
      ),
    allow: () => {},
  };
}
