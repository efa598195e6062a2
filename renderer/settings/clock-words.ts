import type { TFunction } from 'i18next';
import type { ClockState } from '../../shared/clock.ts';
import type { Formats } from '../ui/formats.ts';

/** What is known of the PC's clock, in a sentence. */
export function clockSentence(t: TFunction, formats: Formats, { verdict, driftMs, messages }: ClockState): string {
  switch (verdict) {
    case 'unknown':
      return t('clock.unknown', { count: messages });
    case 'right':
      return t('clock.right');
    case 'fast':
    case 'slow':
      return t(`clock.${verdict}`, { drift: formats.age(Math.abs(driftMs ?? 0)) });
  }
}
