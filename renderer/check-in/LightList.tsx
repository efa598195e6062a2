import { useTranslation } from 'react-i18next';
import type { WarningLight } from '../../shared/check-in.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { isolated } from '../../shared/isolated.ts';
import { lightName } from '../../shared/light-name.ts';
import { keyed } from '../ui/keyed.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import styles from './CheckInPanel.module.css';
import { LongText } from './LongText.tsx';

/** Every warning light with its urgency in words, what was sent, and whether it is one of those that were on last time `again`. */
export function LightList({
  lights,
  again = [],
}: {
  lights: readonly WarningLight[];
  again?: readonly Pick<WarningLight, 'code' | 'label'>[] | undefined;
}) {
  const { t } = useTranslation();
  if (lights.length === 0) return <p className={styles.none}>{t('panel.lights-none')}</p>;
  return (
    <ul className={styles.rows}>
      {keyed(lights, (light) => `${light.code}_${light.label}`).map(({ key, item: light }) => (
        <li key={key} className={styles.row} data-severity={light.severity}>
          <LampIcon light={light} size={22} />
          <div className={styles.rowText}>
            <strong>
              <LongText text={lightName(sayer(t), light)} />
            </strong>
            <span className={styles.severity}>{t(`severity.${light.severity}`)}</span>
            <small>
              {[
                again.some(({ code, label }) => code === light.code && label === light.label)
                  ? t('vehicle.light-again')
                  : null,
                light.code === null ? null : t('panel.light-code', { code: isolated(light.code) }),
                light.label === null || light.label === lightName(sayer(t), light)
                  ? null
                  : t('panel.light-as-sent', { label: isolated(light.label) }),
              ]
                .filter((part) => part !== null)
                .join(' • ')}
            </small>
          </div>
        </li>
      ))}
    </ul>
  );
}
