import type { PlateStyle } from '../../shared/shop.ts';
import { Plate } from '../board/Plate.tsx';
import styles from './Sheet.module.css';

/** Longer than any plate: what was sent as one is then shown whole, as text. */
const LONGEST = 14;

/** The plate of a sheet, drawn; never cut off. */
export function SheetPlate({ plate, plateStyle }: { plate: string | null; plateStyle: PlateStyle }) {
  if (plate !== null && Array.from(plate).length > LONGEST) {
    return (
      <p className={styles.longPlate}>
        <bdi>{plate}</bdi>
      </p>
    );
  }
  return (
    <p className={styles.plate}>
      <Plate plate={plate} plateStyle={plateStyle} large />
    </p>
  );
}
