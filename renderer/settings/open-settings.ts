import { useSyncExternalStore } from 'react';
import { openPage } from '../ui/place.ts';

/** The sections of the settings, by which they are linked to. */
export type SettingsSection =
  | 'shop'
  | 'alerts'
  | 'this-browser'
  | 'this-pc'
  | 'names'
  | 'hours'
  | 'ages'
  | 'lights'
  | 'positions'
  | 'photos'
  | 'reports'
  | 'retention'
  | 'custody'
  | 'lan'
  | 'wall'
  | 'sheet'
  | 'backup'
  | 'printing'
  | 'updates'
  | 'app-secret'
  | 'reach'
  | 'relay'
  | 'platform'
  | 'callback'
  | 'stores'
  | 'verification'
  | 'clock'
  | 'data';

/** A wish to see one section; `seq` tells two wishes for the same one apart. */
export type SectionWish = { readonly section: SettingsSection; readonly seq: number };

let wish: SectionWish | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Opens the settings over the board, at one section if one is named; the browser's back closes them. */
export function openSettings(section?: SettingsSection): void {
  wish = section === undefined ? null : { section, seq: (wish?.seq ?? 0) + 1 };
  for (const listener of [...listeners]) listener();
  openPage('settings');
}

/** The section that somebody wants to see, or null. */
export function useSectionWish(): SectionWish | null {
  return useSyncExternalStore(subscribe, () => wish);
}
