import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { ownerName } from '../../shared/owner-name.ts';
import type { StationSettings } from '../../shared/settings.ts';
import { useFormats } from '../ui/formats.ts';
import { FuelGauge } from './FuelGauge.tsx';
import styles from './Sheet.module.css';
import { useMoment } from './sheet-formats.ts';

/** What is known of vehicle and customer; a line to write on where something was not sent. */
export function SheetFacts({ checkIn, settings }: { checkIn: CheckInDetail; settings: StationSettings }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const moment = useMoment();
  const { vin, odometer, fuel, manufactured, owner, adviser, keyTag, promisedAt } = checkIn;
  return (
    <dl className={styles.facts}>
      <Fact name={t('sheet.vin')} value={vin} isWide isCode />
      <Fact
        name={t('sheet.odometer')}
        value={odometer === null ? null : formats.distance(odometer, settings.shop.distanceUnit)}
      />
      <div className={styles.fact}>
        <dt>{t('sheet.fuel')}</dt>
        <dd>
          <FuelGauge value={fuel} />
        </dd>
      </div>
      <Fact name={t('sheet.customer')} value={ownerName(owner)} isWide />
      {settings.sheet.ownerPhone && <Fact name={t('sheet.phone')} value={owner.mobile} />}
      {manufactured !== null && <Fact name={t('sheet.manufactured')} value={formats.day(manufactured)} />}
      {adviser !== null && <Fact name={t('sheet.adviser')} value={adviser} isWide />}
      {keyTag !== null && <Fact name={t('sheet.key-tag')} value={keyTag} />}
      {promisedAt !== null && <Fact name={t('sheet.promised')} value={moment(promisedAt)} />}
    </dl>
  );
}

function Fact({
  name,
  value,
  isWide = false,
  isCode = false,
}: {
  name: string;
  value: string | null;
  isWide?: boolean;
  isCode?: boolean;
}) {
  const shown: ReactNode =
    value === null || value.trim() === '' ? <span className={styles.blank} /> : <bdi>{value}</bdi>;
  return (
    <div className={styles.fact} data-wide={isWide || undefined}>
      <dt>{name}</dt>
      <dd className={isCode ? styles.codeText : undefined}>{shown}</dd>
    </div>
  );
}
