import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../../shared/retention.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { saveFile } from '../export/save-file.ts';
import { Button } from '../ui/Button.tsx';
import { plateText, useFormats } from '../ui/formats.ts';
import { useHoldingLines } from './holding-lines.ts';
import styles from './Retention.module.css';

/** What was removed of one person, to be handed over: nothing in it names the person. */
export function ReceiptView({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const { t } = useTranslation();
  const lines = useReceiptLines(receipt);
  const [title, ...rest] = lines;
  return (
    <div className={styles.asked} data-receipt={receipt.number}>
      <div role="status">
        <p className={styles.receiptTitle}>{title}</p>
        {rest.map((line) => (
          <p key={line} className={styles.receiptLine}>
            {line}
          </p>
        ))}
      </div>
      {createPortal(
        <div className={styles.paper} aria-hidden="true">
          <h1>{title}</h1>
          {rest.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>,
        document.body,
      )}
      <div className={styles.actions}>
        <Button tone="primary" onClick={() => window.print()}>
          {t('retention.print')}
        </Button>
        <Button
          onClick={() =>
            saveFile(
              `${t('retention.receipt-file')}-${receipt.number}.txt`,
              new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/plain;charset=utf-8' }),
            )
          }
        >
          {t('retention.save')}
        </Button>
        <Button onClick={onClose}>{t('retention.close')}</Button>
      </div>
    </div>
  );
}

function useReceiptLines(receipt: Receipt): string[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const shop = useBoard(shopOf);
  const { backups, visits } = receipt;
  const holding = useHoldingLines(backups);
  const day = (iso: string): string => formats.day(iso.slice(0, 10));
  return [
    t('retention.receipt', { number: receipt.number }),
    ...(shop.name === '' ? [] : [shop.name]),
    `${day(receipt.at)} ${formats.time(Date.parse(receipt.at))}`,
    t(`retention.receipt-${receipt.kind}`, { count: visits.length }),
    ...visits.map(({ arrivedAt, plate, receiveBaseId }) =>
      [
        day(arrivedAt),
        plateText(t, plate),
        ...(receiveBaseId === null ? [] : [t('retention.receipt-order', { order: receiveBaseId })]),
      ].join(t('age.join')),
    ),
    t('retention.receipt-messages', { count: receipt.messages + receipt.quarantined }),
    ...(receipt.photos > 0 ? [t('retention.log-photos', { count: receipt.photos })] : []),
    ...holding,
    ...(backups.count === 0 ? [] : [t('retention.receipt-restore')]),
  ];
}
