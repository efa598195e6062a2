import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../shared/vehicle.ts';
import { VISITS_COUNTED } from '../../shared/visit-memory.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { Plate } from '../board/Plate.tsx';
import { LongText } from '../check-in/LongText.tsx';
import { useFormats, vehicleText } from '../ui/formats.ts';
import { EarlierLink } from './EarlierLink.tsx';
import { openVehicle } from './open-vehicle.ts';
import styles from './Vehicle.module.css';

/** What a vehicle is known by, how often it was here, and what speaks against its being one vehicle. */
export function VehicleHead({ vehicle }: { vehicle: Vehicle }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shop = useBoard(shopOf);
  const { latest, visitCount, since, plates, vins, byPlateCount, by, isSetAside } = vehicle;
  return (
    <div className={styles.head} data-vehicle={latest.id}>
      <div className={styles.known}>
        <Plate plate={latest.plate} plateStyle={shop.plateStyle} large />
        <div className={styles.what}>
          <p className={styles.model}>
            <LongText text={vehicleText(latest) ?? t('card.no-vehicle')} />
            {latest.manufactured !== null && <span className={styles.soft}> • {latest.manufactured.slice(0, 4)}</span>}
          </p>
          {latest.vin !== null && (
            <p className={styles.vin}>
              <LongText text={latest.vin} />
            </p>
          )}
        </div>
        <p className={styles.count}>
          {visitCount >= VISITS_COUNTED
            ? t('vehicle.visits-most', { count: visitCount })
            : t('vehicle.visits', { count: visitCount, day: formats.date(since) })}
        </p>
      </div>
      {isSetAside && <p className={styles.note}>{t('vehicle.aside')}</p>}
      {by === 'plate' && <p className={styles.note}>{t('vehicle.by-plate')}</p>}
      {by === 'nothing' && <p className={styles.note}>{t('vehicle.by-nothing')}</p>}
      {byPlateCount > 0 && <p className={styles.note}>{t('vehicle.without-vin', { count: byPlateCount })}</p>}
      {plates.length > 0 && (
        <Doubt title={t('vehicle.plates')} what={t('vehicle.plates-what')} kind="plates">
          {plates.map(({ text, last }) => (
            <li key={text}>
              <Plate plate={text} plateStyle={shop.plateStyle} />
              <EarlierLink visit={last}>{t('vehicle.last-on', { day: formats.date(last.at) })}</EarlierLink>
            </li>
          ))}
        </Doubt>
      )}
      {vins.length > 0 && (
        <Doubt title={t('vehicle.vins')} what={t('vehicle.vins-what')} kind="vins">
          {vins.map(({ text, last }) => (
            <li key={last.id}>
              <span className={styles.vin}>
                <LongText text={text} />
              </span>
              <button type="button" className={styles.link} onClick={() => openVehicle(last.id)}>
                {t('vehicle.last-on', { day: formats.date(last.at) })}
              </button>
            </li>
          ))}
        </Doubt>
      )}
    </div>
  );
}

/** Something that may mean two vehicles, or one under two names, with what it can come from. */
function Doubt({ title, what, kind, children }: { title: string; what: string; kind: string; children: ReactNode }) {
  return (
    <section className={styles.doubt} data-doubt={kind}>
      <h3>{title}</h3>
      <ul>{children}</ul>
      <p>{what}</p>
    </section>
  );
}
