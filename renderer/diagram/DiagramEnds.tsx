import { useTranslation } from 'react-i18next';
import styles from './DiagramEnds.module.css';

/** The names of the vehicle's sides around its drawing; their size is `--diagram-ends`. */
export function DiagramEnds() {
  const { t } = useTranslation();
  return (['front', 'rear', 'left', 'right'] as const).map((end) => (
    <span key={end} className={styles.end} data-end={end}>
      {t(`diagram.${end}`)}
    </span>
  ));
}
