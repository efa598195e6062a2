import type { StandInWindow } from './browser-window.ts';

/** The windows that have not been destroyed, oldest first. */
export const windows = new Set<StandInWindow>();

/** What the app does when windows come, go and take the focus. */
export type WindowKeeper = {
  created(window: StandInWindow): void;
  focused(window: StandInWindow, has: boolean): void;
  closed(): void;
  closeRefused(): void;
};

/** Set by the app when it is made. */
export const keeper: { of: WindowKeeper } = {
  of: { created: () => {}, focused: () => {}, closed: () => {}, closeRefused: () => {} },
};
