import { useSyncExternalStore } from 'react';
import type { SheetPaper } from '../../shared/sheet-settings.ts';
import { PAPER_MM } from './page-rule.ts';

const PX_PER_MM = 96 / 25.4;
/** Left free beside the paper, in px. */
const BESIDE = 24;

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** How much smaller a paper must be drawn to be seen whole on this screen; never larger than it is. */
export function useFit(paper: SheetPaper): number {
  const width = useSyncExternalStore(subscribe, () => document.documentElement.clientWidth);
  return Math.min(1, (width - BESIDE) / (PAPER_MM[paper].width * PX_PER_MM));
}
