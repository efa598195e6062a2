import { useTranslation } from 'react-i18next';
import type { WarningLight } from '../../shared/check-in.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { lightName } from '../../shared/light-name.ts';
import { keyed } from '../ui/keyed.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import styles from './chips.module.css';

/** Warning lights as chips, most urgent first as they come; at most `limit`, the rest of `count` as a number. */
export function LightChips({
  lights,
  count,
  limit,
}: {
  lights: readonly WarningLight[];
  count: number;
  limit: number;
}) {
  const { t } = useTranslation();
  if (lights.length === 0) return null;
  const hidden = count - limit;
  return (
    <ul className={styles.chips}>
      {keyed(lights.slice(0, limit), (light) => `${light.code}_${light.label}`).map(({ key, item: light }) => (
        <li
          key={key}
          className={styles.chip}
          data-severity={light.severity}
          title={light.severity === 'unmapped' ? t('light.unmapped-why') : undefined}
        >
          <LampIcon light={light} />
          <bdi className={styles.word}>{lightName(sayer(t), light)}</bdi>
        </li>
      ))}
      {hidden > 0 && <li className={styles.chip}>{t('card.more-lights', { count: hidden })}</li>}
    </ul>
  );
}
