import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import styles from './MemoryLine.module.css';
import { memoryWords } from './memory-words.ts';
import { openVehicle } from './open-vehicle.ts';

/** What the desk should know of earlier visits, in a line or two on the card; it leads to all of them. */
export function MemoryLine({ id, memory }: Pick<Card, 'id' | 'memory'>) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  if (memory === null) return null;
  const words = memoryWords(t, i18n.language, formats, memory);
  const whole = words.map(({ text }) => text).join(t('age.join'));
  return (
    <button
      type="button"
      className={styles.line}
      data-raised="true"
      data-memory=""
      title={whole}
      aria-label={t('vehicle.memory-open', { what: whole })}
      onClick={() => openVehicle(id)}
    >
      <Icon name="past" />
      <span className={styles.words}>
        {keyed(words, ({ text }) => text).map(({ key, item: { text, isWrong } }) => (
          <span key={key} className={styles.word} data-severity={isWrong ? 'amber' : undefined}>
            {text}
          </span>
        ))}
      </span>
    </button>
  );
}
