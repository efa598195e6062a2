import { useSyncExternalStore } from 'react';
import { goBack, placeChanged, subscribeToPlace } from '../ui/place.ts';

// The gallery stands in the state of the history entry, not in the address: the browser's back closes it, and a link to
// the check-in stays a link to the check-in.

/** Which photo is looked at: of which check-in, and the how many-th, from 0. */
export interface OpenPhoto {
  readonly checkIn: string;
  readonly index: number;
}

interface GalleryState {
  /** The address it was opened at: when something else is opened, it is gone. */
  readonly at: string;
  readonly photo: OpenPhoto;
}

function stateNow(): GalleryState | null {
  const state: unknown = window.history.state;
  if (typeof state !== 'object' || state === null || !('gallery' in state)) return null;
  const gallery = state.gallery as GalleryState;
  return gallery.at === window.location.search ? gallery : null;
}

function snapshot(): string {
  const state = stateNow();
  return state === null ? '' : `${state.photo.index} ${state.photo.checkIn}`;
}

/** The photo that is looked at, or null. */
export function useOpenPhoto(): OpenPhoto | null {
  const open = useSyncExternalStore(subscribeToPlace, snapshot);
  if (open === '') return null;
  const space = open.indexOf(' ');
  return { index: Number(open.slice(0, space)), checkIn: open.slice(space + 1) };
}

/** Opens the gallery of a check-in at one of its photos; with the gallery open, goes to that photo. */
export function openPhoto(photo: OpenPhoto): void {
  const isOpen = stateNow() !== null;
  const state = { ...window.history.state, gallery: { at: window.location.search, photo } satisfies GalleryState };
  if (isOpen) window.history.replaceState(state, '');
  else window.history.pushState(state, '');
  placeChanged();
}

/** Closes the gallery. */
export function closeGallery(): void {
  if (stateNow() !== null) goBack();
}
