import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quarantined } from '../../../shared/deliveries.ts';
import { isolated } from '../../../shared/isolated.ts';
import { useParts } from '../../board/board-context.ts';
import { useFormats } from '../../ui/formats.ts';
import { Notice } from '../../ui/Notice.tsx';
import styles from './Deliveries.module.css';
import type { ViewProps } from './DeliveryLog.tsx';
import { ListAndDetail } from './ListAndDetail.tsx';
import { QuarantineActions } from './QuarantineActions.tsx';
import { QuarantinedPane } from './QuarantinedPane.tsx';
import { useLiveList } from './use-live-list.ts';

const CHUNK = 100;

/** What failed verification and waits for a decision: one at a time, or several. */
export function Quarantine({ view: { open }, change }: ViewProps) {
  const { t } = useTranslation();
  const { client } = useParts();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useLiveList(['quarantine'], (cursor, signal) =>
    client.deliveries.quarantine.list({ limit: CHUNK, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  const close = (): void => change({ open: undefined });
  const rows = list.rows ?? [];
  // What is gone meanwhile is not decided on.
  const ids = rows.map(({ id }) => id).filter((id) => chosen.has(id));
  const isAll = ids.length > 0 && ids.length === rows.length;
  return (
    <ListAndDetail
      list={list}
      label={t('deliveries.quarantine-list')}
      empty={
        <Notice title={t('deliveries.quarantine-empty')}>
          <p>{t('deliveries.quarantine-empty-what')}</p>
        </Notice>
      }
      actions={
        <div className={styles.bulk}>
          <label>
            <input
              type="checkbox"
              checked={isAll}
              ref={(box) => {
                if (box !== null) box.indeterminate = ids.length > 0 && !isAll;
              }}
              onChange={() => setChosen(new Set(isAll ? [] : rows.map(({ id }) => id)))}
            />
            {ids.length === 0 ? t('deliveries.select-all') : t('deliveries.selected', { count: ids.length })}
          </label>
          <QuarantineActions ids={ids.length === 0 ? null : ids} onDone={() => setChosen(new Set())} />
        </div>
      }
      draw={(quarantined) => (
        <Row
          key={quarantined.id}
          quarantined={quarantined}
          isOpen={quarantined.id === open}
          isChosen={chosen.has(quarantined.id)}
          onOpen={() => change({ open: quarantined.id })}
          onChoose={(isChosen) => {
            const next = new Set(chosen);
            if (isChosen) next.add(quarantined.id);
            else next.delete(quarantined.id);
            setChosen(next);
          }}
        />
      )}
      detail={open === undefined ? null : <QuarantinedPane key={open} id={open} onDone={close} />}
      hint={t('deliveries.choose-quarantined')}
      onClose={close}
    />
  );
}

interface RowProps {
  quarantined: Quarantined;
  isOpen: boolean;
  isChosen: boolean;
  onOpen: () => void;
  onChoose: (isChosen: boolean) => void;
}

function Row({ quarantined: { id, lastAt, count, reason, msgId }, isOpen, isChosen, onOpen, onChoose }: RowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const named = msgId ?? t('deliveries.no-id');
  return (
    <li className={styles.choosable}>
      <input
        type="checkbox"
        aria-label={t('deliveries.select', { message: isolated(named) })}
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <button type="button" className={styles.row} data-row={id} aria-current={isOpen || undefined} onClick={onOpen}>
        <time dateTime={lastAt}>{formats.exact(lastAt)}</time>
        <span className={styles.outcome} data-outcome="quarantined">
          {t(`deliveries.reason.${reason}`)}
        </span>
        <span className={styles.what}>{t('deliveries.fact.count-times', { count })}</span>
        <bdi className={styles.id}>{named}</bdi>
      </button>
    </li>
  );
}
