import type { TFunction } from 'i18next';
import type { ScoreScale } from '../../shared/report-settings.ts';
import type { Formats } from '../ui/formats.ts';

const HIGHEST = { 'of-1': 1, 'of-5': 5, 'of-100': 100 } as const;

/** The score of a report by the scale that the shop has set; as it was sent while nobody has, or where it does not fit. */
export function scoreText(t: TFunction, formats: Pick<Formats, 'number'>, value: number, scale: ScoreScale): string {
  if (scale === 'as-sent') return t('report.score.as-sent', { score: String(value) });
  if (value < 0 || value > HIGHEST[scale]) return t('report.score-odd', { score: String(value) });
  if (scale === 'of-1') return `${formats.number(value * 100)}%`;
  return t(`report.score.${scale}`, { score: formats.number(value) });
}
