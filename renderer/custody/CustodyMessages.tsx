import { useTranslation } from 'react-i18next';
import type { CustodyReport } from '../../shared/custody.ts';
import { vendorText } from '../../shared/custody-text.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { proofText } from '../../shared/proof-text.ts';
import { LongText } from '../check-in/LongText.tsx';
import { useFormats } from '../ui/formats.ts';
import styles from './Custody.module.css';

/** The messages in a custody file: how each was verified when it arrived, and what AutoX3's own signature says now. */
export function CustodyMessages({ messages }: { messages: CustodyReport['messages'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = sayer(t);
  return (
    <ol className={styles.messages} aria-label={t('panel.messages')}>
      {messages.map((message, index) => {
        const when = formats.exact(message.receivedAt);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages are numbered by their place, and a report never changes.
          <li key={index} data-vendor={message.vendor}>
            <strong>{t('custody.message-when', { kind: t(`custody.kind.${message.kind}`), when })}</strong>
            <span>
              <LongText text={proofText(say, message)} />
            </span>
            <small>{vendorText(say, message)}</small>
          </li>
        );
      })}
    </ol>
  );
}
