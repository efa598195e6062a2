import { useTranslation } from 'react-i18next';
import type { BackupsHolding } from '../../shared/retention.ts';
import { useFormats } from '../ui/formats.ts';

/** Says what still holds what is removed, a sentence each: backups, and what was set aside. */
export function useHoldingLines({ count, goneBy, setAside }: BackupsHolding): string[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const day = (iso: string): string => formats.day(iso.slice(0, 10));
  const backups = (): string => {
    if (count === null) return t('retention.backups-unknown');
    if (count === 0) return t('retention.backups-none');
    return goneBy === null
      ? t('retention.backups-kept', { count })
      : t('retention.backups', { count, when: day(goneBy) });
  };
  const days = [...new Set(setAside.map(day))].join(t('damage.kinds.join'));
  return [
    backups(),
    ...(setAside.length > 0 ? [t('retention.set-aside', { count: setAside.length, when: days })] : []),
  ];
}
