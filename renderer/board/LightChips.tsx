import { useTranslation } from 'react-i18next';
import type { WarningLight } from '../../shared/check-in.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { lightName } from '../../shared/light-name.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import styles from './chips.module.css';

const ICONS: ReadonlyMap<string | null, IconName> = new Map([
  ['1', 'door'],
  ['15', 'coolant'],
  ['16', 'oil'],
  ['19', 'airbag'],
  ['20', 'engine'],
]);

/** The picture for a light: its own where the code is known. */
export function lightIcon(light: WarningLight): IconName {
  return ICONS.get(light.code) ?? (light.severity === 'unmapped' ? 'unknown' : 'warning');
}

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
        <li key={key} className={styles.chip} data-severity={light.severity}>
          <Icon name={lightIcon(light)} />
          <bdi className={styles.word}>{lightName(sayer(t), light)}</bdi>
        </li>
      ))}
      {hidden > 0 && <li className={styles.chip}>{t('card.more-lights', { count: hidden })}</li>}
    </ul>
  );
}
