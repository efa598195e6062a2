import { useTranslation } from 'react-i18next';
import { PREVIOUS_SECRET_DAYS } from '../../shared/settings.ts';

/** For how many days something old may still be accepted, to choose from. */
export const OVERLAP_DAYS = [1, 3, PREVIOUS_SECRET_DAYS, 14, 30, 90] as const;

/** The choices of a NativeSelect for how long something old is accepted; its value is a number of days. */
export function useOverlapChoices(): { value: string; label: string }[] {
  const { t } = useTranslation();
  return [
    ...OVERLAP_DAYS.map((count) => ({ value: String(count), label: t('overlap.days', { count }) })),
    { value: '0', label: t('overlap.none') },
  ];
}
