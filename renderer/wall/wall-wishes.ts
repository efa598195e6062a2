import { recall } from '../ui/memory.ts';

/** Where Mantine keeps what somebody chose on the board of this browser. */
const SCHEME_KEY = 'mantine-color-scheme-value';

/** What the address of a wall may say: a television has no menu in which to choose. */
export interface WallWishes {
  /** Null where it says nothing. */
  readonly language: string | null;
  readonly scheme: 'light' | 'dark' | 'auto';
}

/** The wishes of an address's query, else what this browser has chosen on its board, else as its system is. */
export function readWishes(query: string, chosenScheme = recall(SCHEME_KEY)): WallWishes {
  const asked = new URLSearchParams(query);
  const scheme = asked.get('theme') ?? chosenScheme;
  return { language: asked.get('lang'), scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto' };
}

/** Draws the page light or dark, and follows the system where nothing else was wished. */
export function startScheme(scheme: WallWishes['scheme']): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const draw = (): void => {
    const shown = scheme === 'auto' ? (system.matches ? 'dark' : 'light') : scheme;
    // The palette of theme.css goes by it, as Mantine sets it on the board.
    document.documentElement.dataset.mantineColorScheme = shown;
    document.documentElement.style.colorScheme = shown;
  };
  system.addEventListener('change', draw);
  draw();
}
