import { useTranslation } from 'react-i18next';
import type { AgeState } from '../../shared/ageing.ts';
import type { Card } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { useClockText } from '../ui/clock.ts';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './CardDesk.module.css';
import { promiseState } from './promise.ts';

type DeskCard = Pick<Card, 'lane' | 'keyTag' | 'promisedAt'>;

/** Where the key hangs and by when the vehicle is promised, in one line that never breaks; absent without both. */
export function CardDesk({ card }: { card: DeskCard }) {
  const { t } = useTranslation();
  const { keyTag, promisedAt } = card;
  if (keyTag === null && promisedAt === null) return null;
  return (
    <p className={styles.line}>
      {keyTag !== null && (
        <span className={styles.chip} title={t('desk.key-tag-is', { tag: isolated(keyTag) })} data-raised="true">
          <Icon name="key" />
          <span className="visually-hidden">{t('desk.key-tag')} </span>
          <bdi className={styles.tag}>{keyTag}</bdi>
        </span>
      )}
      {promisedAt !== null && <Promised card={card} promisedAt={promisedAt} />}
    </p>
  );
}

function Promised({ card, promisedAt }: { card: DeskCard; promisedAt: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const state = useClockText<AgeState>((now) => promiseState(card, now));
  const when = useClockText(() => formats.due(promisedAt));
  const text = t('desk.by', { when });
  const whole = state === 'calm' ? text : `${text}${t('age.join')}${t(state === 'red' ? 'desk.late' : 'desk.soon')}`;
  return (
    <time className={styles.chip} data-severity={state} dateTime={promisedAt} title={whole} data-raised="true">
      <Icon name={state === 'red' ? 'warning' : 'clock'} />
      <span className={styles.when}>{whole}</span>
    </time>
  );
}
