import { useSyncExternalStore } from 'react';
import type { Desktop, DesktopState, StationState } from '../../shared/desktop.ts';

declare global {
  interface Window {
    /** Put there by the preload of the desktop app; absent in a browser. */
    readonly desktop?: Desktop;
  }
}

/** The desktop app around this page, with its present state. */
export type DesktopAround = { readonly desktop: Desktop; readonly state: DesktopState };

/** The desktop app around this page; null in a browser. */
export function getDesktop(): Desktop | null {
  return window.desktop ?? null;
}

const listeners = new Set<() => void>();
let around: DesktopAround | null = null;
let isSubscribed = false;

function take(desktop: Desktop, state: DesktopState): void {
  around = { desktop, state };
  for (const listener of [...listeners]) listener();
}

/** One subscription for the life of the page, whoever listens. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const desktop = getDesktop();
  if (!isSubscribed && desktop !== null) {
    isSubscribed = true;
    desktop.onState((state) => take(desktop, state));
    // What was told meanwhile is newer than the answer.
    void desktop.state().then(
      (state) => around ?? take(desktop, state),
      () => {},
    );
  }
  return () => void listeners.delete(listener);
}

/** The desktop app with its state; null in a browser, and for a moment after the start. */
export function useDesktop(): DesktopAround | null {
  return useSyncExternalStore(subscribe, () => around);
}

/** How the station's process stands, as the desktop app sees it; null in a browser. */
export function useStationState(): StationState | null {
  return useDesktop()?.state.station ?? null;
}
