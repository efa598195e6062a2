import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayer } from '../../shared/i18n/say.ts';
import { isolated } from '../../shared/isolated.ts';
import { lightName } from '../../shared/light-name.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { LongText } from '../check-in/LongText.tsx';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import styles from './Vehicle.module.css';
import { VehicleSection } from './VehicleSection.tsx';

interface MatrixRow {
  readonly key: string;
  readonly name: ReactNode;
  readonly at: readonly string[];
  readonly severity?: string;
  readonly action?: ReactNode;
}

/** Which warning lights were on at which visits. */
export function LightMatrix({ vehicle }: { vehicle: Vehicle }) {
  const { t } = useTranslation();
  const rows = keyed(vehicle.lights, ({ code, label }) => `${code} ${label}`).map(({ key, item: light }) => ({
    key,
    at: light.at,
    severity: light.severity,
    name: (
      <span className={styles.light}>
        <LampIcon light={light} size={18} />
        <LongText text={lightName(sayer(t), light)} />
      </span>
    ),
  }));
  return (
    <Recurring
      title={t('vehicle.lights-title')}
      none={t('vehicle.lights-none')}
      what={t('vehicle.light-name')}
      visits={vehicle.visits}
      visitCount={vehicle.visitCount}
      rows={rows}
      kind="lights"
    />
  );
}

/** Which places were damaged at which visits; photos of the first and the last visit with a place can be compared. */
export function DamageMatrix({
  vehicle,
  onCompare,
}: {
  vehicle: Vehicle;
  onCompare: (from: string, to: string, place: string) => void;
}) {
  const { t } = useTranslation();
  const hasPhotos = new Set(vehicle.visits.filter(({ photoCount }) => photoCount > 0).map(({ id }) => id));
  const rows = keyed(vehicle.damage, ({ position, positionName }) => `${position} ${positionName}`).map(
    ({ key, item: { position, positionName, at } }) => {
      const name = positionName ?? t('panel.damage-place-none');
      const shown = at.filter((id) => hasPhotos.has(id));
      const [from, to] = [shown[0], shown.at(-1)];
      const place = position ?? positionName;
      return {
        key,
        at,
        name: <LongText text={name} />,
        action:
          from === undefined || to === undefined || from === to || place === null ? null : (
            <button
              type="button"
              className={styles.icon}
              aria-label={t('vehicle.compare-place', { place: isolated(name) })}
              title={t('vehicle.compare-place', { place: isolated(name) })}
              onClick={() => onCompare(from, to, place)}
            >
              <Icon name="photo" size={18} />
            </button>
          ),
      };
    },
  );
  return (
    <Recurring
      title={t('vehicle.damage-title')}
      none={t('vehicle.damage-none')}
      what={t('vehicle.place-name')}
      visits={vehicle.visits}
      visitCount={vehicle.visitCount}
      rows={rows}
      kind="damage"
    />
  );
}

function Recurring({
  title,
  none,
  what,
  visits,
  visitCount,
  rows,
  kind,
}: {
  title: string;
  none: string;
  what: string;
  visits: Vehicle['visits'];
  visitCount: number;
  rows: readonly MatrixRow[];
  kind: 'lights' | 'damage';
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isPart = visits.length < visitCount;
  return (
    <VehicleSection title={title} {...(isPart && { note: t('vehicle.newest-only', { count: visits.length }) })}>
      {rows.length === 0 ? (
        <p className={styles.quiet}>{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={styles.scroll} tabIndex={0} aria-label={what}>
          <table className={styles.matrix} data-matrix={kind}>
            <thead>
              <tr>
                <th scope="col">{what}</th>
                {visits.toReversed().map(({ id, at }) => (
                  <th key={id} scope="col">
                    <button type="button" className={styles.link} onClick={() => openCheckIn(id)}>
                      {formats.shortDate(at)}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, name, at, severity, action }) => (
                <tr key={key}>
                  <th scope="row">
                    <span className={styles.rowHead}>
                      <span className={styles.rowName}>
                        {name}
                        <small className={styles.soft}>{t('vehicle.times', { count: at.length })}</small>
                      </span>
                      {action}
                    </span>
                  </th>
                  {visits.toReversed().map(({ id }) => (
                    <td key={id} data-severity={at.includes(id) ? severity : undefined}>
                      {at.includes(id) ? (
                        <>
                          <span className={styles.mark} aria-hidden="true" />
                          <span className="visually-hidden">{t('vehicle.yes')}</span>
                        </>
                      ) : (
                        <span className="visually-hidden">{t('vehicle.no')}</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </VehicleSection>
  );
}
