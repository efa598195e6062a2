import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayer } from '../../shared/i18n/say.ts';
import { lightName } from '../../shared/light-name.ts';
import type { VehicleVisit } from '../../shared/vehicle.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { ReportChips } from '../report/ReportChips.tsx';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import { EarlierLink } from './EarlierLink.tsx';
import styles from './Vehicle.module.css';

const DAMAGE_SHOWN = 6;
const LIGHTS_SHOWN = 8;

/** One visit with what is different from the one before it. */
export function VisitRow({ visit, isOpen }: { visit: VehicleVisit; isOpen: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const day = formats.date(visit.arrivedAt);
  const values = { plate: visit.plate, vin: visit.vin, owner: visit.ownerName };
  return (
    <li className={styles.visit} data-visit={visit.id} data-open={isOpen || undefined}>
      <div className={styles.visitHead}>
        <strong>{t('vehicle.set-of', { day })}</strong>
        <time className={styles.soft} dateTime={visit.arrivedAt}>
          {formats.time(Date.parse(visit.arrivedAt))}
        </time>
        <Reading visit={visit} />
        {visit.photoCount > 0 && (
          <span className={styles.soft}>
            <Icon name="photo" /> {formats.number(visit.photoCount)}
          </span>
        )}
        <button
          type="button"
          className={styles.open}
          aria-label={t('vehicle.open-visit', { day })}
          onClick={() => openCheckIn(visit.id)}
        >
          {t('vehicle.open')}
        </button>
      </div>
      {(visit.changed.length > 0 || visit.isByPlate) && (
        <ul className={styles.changes}>
          {visit.changed.map((what) => (
            <li key={what} data-changed={what}>
              {t(`vehicle.changed.${what}`)} <bdi className={styles.value}>{values[what]}</bdi>
            </li>
          ))}
          {visit.isByPlate && <li>{t('vehicle.no-vin')}</li>}
        </ul>
      )}
      <ReportChips report={visit.report} />
      <Lights visit={visit} />
      <DamageOf visit={visit} />
    </li>
  );
}

/** What the odometer showed, and how much more than before. */
function Reading({ visit: { odometer, odometerBefore, isBackwards } }: { visit: VehicleVisit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { distanceUnit } = useBoard(shopOf);
  if (odometer === null) return null;
  const driven = odometerBefore === null ? null : odometer - odometerBefore;
  const distance = driven === null ? '' : formats.distance(Math.abs(driven), distanceUnit);
  return (
    <span className={styles.reading}>
      {formats.distance(odometer, distanceUnit)}
      {driven !== null && odometer > 0 && (
        <span className={isBackwards ? styles.wrong : styles.soft}>
          {t(isBackwards ? 'vehicle.less-driven' : 'vehicle.more-driven', { distance })}
        </span>
      )}
    </span>
  );
}

function Lights({ visit: { lights, lightsGone, before } }: { visit: VehicleVisit }) {
  const { t } = useTranslation();
  const named = [
    ...lights.map((light) => ({
      light,
      how: before === null ? null : t(light.wasOn ? 'vehicle.still-on' : 'vehicle.newly-on'),
      isGone: false,
    })),
    ...lightsGone.map((light) => ({ light, how: t('vehicle.went-out'), isGone: true })),
  ];
  if (named.length === 0) return <p className={styles.quiet}>{t('vehicle.no-lights')}</p>;
  return (
    <ul className={styles.chips}>
      {keyed(named.slice(0, LIGHTS_SHOWN), ({ light }) => `${light.code} ${light.label}`).map(
        ({ key, item: { light, how, isGone } }) => (
          <li
            key={key}
            className={styles.chip}
            data-severity={isGone ? undefined : light.severity}
            data-gone={isGone || undefined}
          >
            <LampIcon light={light} />
            <bdi className={styles.word}>{lightName(sayer(t), light)}</bdi>
            {how !== null && <span className={styles.how}>{how}</span>}
          </li>
        ),
      )}
      {named.length > LIGHTS_SHOWN && (
        <li className={styles.chip}>{t('card.more-lights', { count: named.length - LIGHTS_SHOWN })}</li>
      )}
    </ul>
  );
}

function DamageOf({ visit: { damage, damageCount, before } }: { visit: VehicleVisit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (damageCount === 0) return <p className={styles.quiet}>{t('vehicle.no-damage')}</p>;
  const hidden = damageCount - Math.min(damageCount, DAMAGE_SHOWN);
  return (
    <ul className={styles.damage}>
      {keyed(damage.slice(0, DAMAGE_SHOWN), (entry) => `${entry.position} ${entry.positionName}`).map(
        ({ key, item: entry }) => {
          let since: ReactNode = null;
          if (entry.before !== null)
            since = (
              <EarlierLink visit={entry.before}>
                {t('vehicle.also-on', { day: formats.date(entry.before.at) })}
              </EarlierLink>
            );
          else if (before !== null) since = <strong>{t('vehicle.new-since', { day: formats.date(before.at) })}</strong>;
          return (
            <li key={key}>
              <span className={styles.place}>
                <bdi>{entry.positionName ?? t('panel.damage-place-none')}</bdi>
                {entry.describe !== null && <bdi className={styles.describe}>{entry.describe}</bdi>}
              </span>
              {since}
            </li>
          );
        },
      )}
      {hidden > 0 && <li>{t('vehicle.more-damage', { count: hidden })}</li>}
    </ul>
  );
}
