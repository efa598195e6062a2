import type { TFunction } from 'i18next';
import type { Reach } from '../../shared/reach.ts';
import type { Formats } from './formats.ts';

/** What there is to say of the certificate of this PC's own HTTPS while it is in use; null where all is well. */
export function certificateWarning(
  { certificateEnds, certificateProblem }: Pick<Reach, 'certificateEnds' | 'certificateProblem'>,
  t: TFunction,
  formats: Pick<Formats, 'date'>,
): string | null {
  if (certificateEnds === null) return null;
  const when = formats.date(certificateEnds);
  if (certificateProblem === null) return t('reach.certificate-ends', { when });
  return t('reach.certificate-unusable', { when, problem: t(`reach.problem.${certificateProblem}`) });
}
