import { useTranslation } from 'react-i18next';
import type { OtherMessageDetail } from '../../../shared/other-messages.ts';
import { Fact, Facts, Section } from '../../check-in/Fact.tsx';
import styles from '../deliveries/Deliveries.module.css';

/** What the content of a message is made of, in words: enough to see what it may be about. */
export function ShapePart({ shape, moreMembers }: Pick<OtherMessageDetail, 'shape' | 'moreMembers'>) {
  const { t } = useTranslation();
  return (
    <Section title={t('messages.shape')}>
      {shape === null || shape.length === 0 ? (
        <p className={styles.hint}>{t(shape === null ? 'messages.shape-unreadable' : 'messages.shape-empty')}</p>
      ) : (
        <Facts>
          {shape.map(({ name, type, length }) => (
            <Fact key={name} name={name} value={t(`messages.type.${type}`, { count: length ?? 0 })} />
          ))}
        </Facts>
      )}
      {moreMembers > 0 && <p className={styles.hint}>{t('messages.shape-more', { count: moreMembers })}</p>}
    </Section>
  );
}
