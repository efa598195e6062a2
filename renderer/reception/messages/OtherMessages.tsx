import { useTranslation } from 'react-i18next';
import type { OtherMessage } from '../../../shared/other-messages.ts';
import { useParts } from '../../board/board-context.ts';
import { useFormats } from '../../ui/formats.ts';
import { Notice } from '../../ui/Notice.tsx';
import { changePageQuery, usePageQuery } from '../../ui/place.ts';
import styles from '../deliveries/Deliveries.module.css';
import { ListAndDetail } from '../deliveries/ListAndDetail.tsx';
import { useLiveList } from '../deliveries/use-live-list.ts';
import { OtherMessagePane } from './OtherMessagePane.tsx';
import { ProcessAgain } from './ProcessAgain.tsx';
import { ReportsWithoutCheckIn } from './ReportsWithoutCheckIn.tsx';
import { useProcessing } from './use-processing.ts';

const CHUNK = 100;

/** Messages that were received and are kept, and of which Forecourt could read nothing to show. */
export function OtherMessages() {
  const { t } = useTranslation();
  const { client } = useParts();
  const processing = useProcessing();
  const open = usePageQuery().get('open')?.slice(0, 20) || null;
  const show = (id: string | null): void => changePageQuery({ part: 'messages', ...(id !== null && { open: id }) });
  const list = useLiveList(['other'], (cursor, signal) =>
    client.otherMessages.list({ limit: CHUNK, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <ReportsWithoutCheckIn />
      <p className={styles.hint}>{t('messages.what')}</p>
      <ProcessAgain processing={processing} isPossible={(list.rows?.length ?? 0) > 0} />
      <ListAndDetail
        list={list}
        label={t('messages.list')}
        empty={
          <Notice title={t('messages.empty')}>
            <p>{t('messages.empty-what')}</p>
          </Notice>
        }
        draw={(message) => (
          <Row key={message.id} message={message} isOpen={message.id === open} onOpen={() => show(message.id)} />
        )}
        detail={open === null ? null : <OtherMessagePane key={open} id={open} processing={processing} />}
        hint={t('messages.choose')}
        onClose={() => show(null)}
      />
    </>
  );
}

function Row({ message, isOpen, onOpen }: { message: OtherMessage; isOpen: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { id, receivedAt, kind, msgType, bytes } = message;
  return (
    <li>
      <button type="button" className={styles.row} data-row={id} aria-current={isOpen || undefined} onClick={onOpen}>
        <time dateTime={receivedAt}>{formats.exact(receivedAt)}</time>
        <span className={styles.outcome} data-outcome="repeat">
          {t(`deliveries.kind.${kind}`)}
        </span>
        <span className={styles.what}>{t('deliveries.bytes', { size: formats.number(bytes) })}</span>
        <bdi className={styles.id}>{msgType}</bdi>
      </button>
    </li>
  );
}
