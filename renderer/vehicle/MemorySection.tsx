import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { Section } from '../check-in/Fact.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { EarlierLink } from './EarlierLink.tsx';
import { nthVisit } from './memory-words.ts';
import { openVehicle } from './open-vehicle.ts';
import { useCheckInMemory } from './use-vehicle.ts';
import styles from './Vehicle.module.css';

/** Beside a check-in: the how many-th visit it is, when the vehicle was here last, and the way to all its visits. */
export function MemorySection({ checkIn }: { checkIn: CheckInDetail }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const memory = useCheckInMemory(checkIn.id);
  if (memory === undefined) return null;
  const { before, by, visit, visitCount } = memory;
  const isVisit = checkIn.setAside === null;
  return (
    <Section title={t('vehicle.section')}>
      <div data-memory-of={checkIn.id}>
        {by === 'nothing' ? (
          <p className={styles.quiet}>{t('vehicle.no-identity')}</p>
        ) : before === null ? (
          isVisit && <p className={styles.quiet}>{t('vehicle.first')}</p>
        ) : (
          <p className={styles.memory}>
            {isVisit && <strong>{nthVisit(t, i18n.language, formats, visit)}</strong>}
            <EarlierLink visit={before}>{t('vehicle.last-here', { day: formats.date(before.at) })}</EarlierLink>
          </p>
        )}
        {by === 'plate' && <p className={styles.quiet}>{t('vehicle.only-plate')}</p>}
        {by !== 'nothing' && (visitCount > 1 || !isVisit) && (
          <div className={styles.all}>
            <Button onClick={() => openVehicle(checkIn.id)}>{t('vehicle.all-visits', { count: visitCount })}</Button>
          </div>
        )}
      </div>
    </Section>
  );
}
