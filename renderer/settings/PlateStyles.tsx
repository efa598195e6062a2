import { useTranslation } from 'react-i18next';
import { PlateStyle } from '../../shared/shop.ts';
import { Plate } from '../board/Plate.tsx';
import styles from './Settings.module.css';

/** A plate of each region, to be seen as the board would draw it. */
const SAMPLES: Readonly<Record<PlateStyle, string>> = {
  plain: 'ABC 1234',
  uk: 'LK19 XAB',
  eu: 'M-AB 1234',
  cn: '沪A12345',
};

export interface PlateStylesProps {
  labelId: string;
  chosen: PlateStyle;
  isDisabled: boolean;
  onChange: (style: PlateStyle) => void;
}

/** The styles of plates to choose from, each drawn. */
export function PlateStyles({ labelId, chosen, isDisabled, onChange }: PlateStylesProps) {
  const { t } = useTranslation();
  return (
    <div role="radiogroup" aria-labelledby={labelId} className={styles.plateStyles}>
      {PlateStyle.options.map((style) => (
        <label key={style} className={styles.plateStyle}>
          <input
            type="radio"
            name={labelId}
            className="visually-hidden"
            value={style}
            checked={style === chosen}
            disabled={isDisabled}
            onChange={() => onChange(style)}
          />
          <span className={styles.plateSample} aria-hidden="true">
            <Plate plate={SAMPLES[style]} plateStyle={style} />
          </span>
          {t(`settings.shop.plate.${style}`)}
        </label>
      ))}
    </div>
  );
}
