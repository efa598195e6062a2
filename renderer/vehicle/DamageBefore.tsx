import { useTranslation } from 'react-i18next';
import type { CheckInMemory } from '../../shared/vehicle.ts';
import { useFormats } from '../ui/formats.ts';
import { EarlierLink } from './EarlierLink.tsx';
import styles from './Vehicle.module.css';

/** Whether a damage entry was there before: at which visit, or since which it is new. Nothing for a first visit. */
export function DamageBefore({ memory, entry }: { memory: CheckInMemory | undefined; entry: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (memory === undefined || memory.before === null) return null;
  const same = memory.damage[entry] ?? null;
  return (
    <span className={styles.since} data-before={same?.id ?? ''}>
      {same === null ? (
        t('vehicle.new-since', { day: formats.date(memory.before.at) })
      ) : (
        <EarlierLink visit={same}>{t('vehicle.also-on', { day: formats.date(same.at) })}</EarlierLink>
      )}
    </span>
  );
}
