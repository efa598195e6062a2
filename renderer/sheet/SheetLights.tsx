import { useTranslation } from 'react-i18next';
import type { WarningLight } from '../../shared/check-in.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { lightName } from '../../shared/light-name.ts';
import { keyed } from '../ui/keyed.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import styles from './Sheet.module.css';

/** The warning lights of a visit, each with its lamp, its name and how urgent it is. */
export function SheetLights({ lights, columns }: { lights: readonly WarningLight[]; columns: 1 | 3 }) {
  const { t } = useTranslation();
  if (lights.length === 0) return <p className={styles.quiet}>{t('sheet.none')}</p>;
  return (
    <ul className={styles.lights} data-columns={columns}>
      {keyed(lights, ({ code, label }) => `${code}_${label}`).map(({ key, item: light }) => (
        <li key={key} data-severity={light.severity}>
          <LampIcon light={light} size={22} />
          <span className={styles.light}>
            <strong>
              <bdi>{lightName(sayer(t), light)}</bdi>
            </strong>
            <small>{t(`severity.${light.severity}`)}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
