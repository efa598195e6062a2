import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import type { PlateStyle } from '../../shared/shop.ts';
import styles from './Plate.module.css';

/** A Chinese plate is read in two parts: province and office, then the number. */
const CHINESE_PLATE = /^(\p{Script=Han}[A-Z])([A-Z0-9\p{Script=Han}]{4,7})$/u;

/** A number plate, drawn in the shop's style; the text is as sent. */
export function Plate({
  plate,
  plateStyle,
  large = false,
}: {
  plate: string | null;
  plateStyle: PlateStyle;
  large?: boolean;
}) {
  const { t } = useTranslation();
  const size = large ? 'large' : undefined;
  if (plate === null || plate.trim() === '') {
    return (
      <span className={styles.none} data-size={size}>
        {t('plate.none')}
      </span>
    );
  }
  const parts = plateStyle === 'cn' ? CHINESE_PLATE.exec(plate) : null;
  return (
    <span className={styles.plate} data-style={plateStyle} data-size={size} title={isolated(plate)}>
      <bdi className={styles.text}>
        {parts === null ? (
          plate
        ) : (
          <>
            <span className={styles.region}>{parts[1]}</span>
            {parts[2]}
          </>
        )}
      </bdi>
    </span>
  );
}
