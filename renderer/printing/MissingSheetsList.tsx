import { Checkbox, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatchUp, MissingSheet } from '../../shared/sheet-print.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { Plate } from '../board/Plate.tsx';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats, vehicleText } from '../ui/formats.ts';
import { useAct } from '../ui/use-act.ts';
import styles from './MissingSheets.module.css';

const KEY = 'missing-sheets';

export interface MissingSheetsListProps {
  isOpen: boolean;
  /** How many there are: another number makes the list be asked for again. */
  count: number;
  onClose: () => void;
}

/** The check-ins without a sheet, to choose from: print these, do without those. */
export function MissingSheetsList({ isOpen, count, onClose }: MissingSheetsListProps) {
  const { t } = useTranslation();
  const { client } = useParts();
  const query = useQuery({
    queryKey: [KEY, count],
    queryFn: ({ signal }) => client.sheets.catchUp(undefined, { signal }),
    placeholderData: (before) => before,
    enabled: isOpen,
  });
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('printing.missing-title')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {query.data === undefined ? (
        <p className={styles.what} role="status">
          {t(query.isError ? 'printing.missing-no-answer' : 'printing.missing-loading')}
        </p>
      ) : (
        <Choice catchUp={query.data} onClose={onClose} />
      )}
    </Modal>
  );
}

function Choice({ catchUp: { items, total, hasPrinter }, onClose }: { catchUp: CatchUp; onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const act = useAct();
  /** What is left out: a check-in that comes meanwhile is chosen like the others. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const ids = items.map(({ id }) => id).filter((id) => !left.has(id));
  if (items.length === 0) return <p className={styles.what}>{t('printing.missing-none')}</p>;

  function run(work: () => Promise<CatchUp>): void {
    if (ids.length === 0) return;
    act.run(async () => {
      const after = await work();
      await queries.invalidateQueries({ queryKey: [KEY] });
      if (after.total === 0) onClose();
    });
  }

  function toggle(id: string, isChosen: boolean): void {
    const next = new Set(left);
    if (isChosen) next.delete(id);
    else next.add(id);
    setLeft(next);
  }

  return (
    <>
      <p className={styles.what}>{t(hasPrinter ? 'printing.missing-what' : 'printing.missing-no-printer')}</p>
      <Checkbox
        className={styles.all ?? ''}
        label={t('printing.missing-all')}
        checked={ids.length === items.length}
        indeterminate={ids.length > 0 && ids.length < items.length}
        onChange={() => setLeft(ids.length === items.length ? new Set(ids) : new Set())}
      />
      <ul className={styles.list}>
        {items.map((item) => (
          <MissingRow
            key={item.id}
            item={item}
            isChosen={!left.has(item.id)}
            onChoose={(isChosen) => toggle(item.id, isChosen)}
            onOpen={() => {
              onClose();
              openCheckIn(item.id);
            }}
          />
        ))}
      </ul>
      {total > items.length && <p className={styles.what}>{t('printing.missing-rest', { count: items.length })}</p>}
      {act.state === 'failed' && (
        <p className={styles.failed} role="alert">
          {t('printing.missing-failed')}
        </p>
      )}
      <div className={styles.actions}>
        <Button
          tone="quiet"
          isBusy={act.state === 'busy' || ids.length === 0}
          onClick={() => run(() => client.sheets.dismissMissing({ ids }))}
        >
          {t('printing.missing-dismiss', { count: ids.length })}
        </Button>
        {hasPrinter && (
          <Button
            tone="primary"
            isBusy={act.state === 'busy' || ids.length === 0}
            onClick={() => run(() => client.sheets.printMissing({ ids }))}
          >
            {t('printing.missing-print', { count: ids.length })}
          </Button>
        )}
      </div>
    </>
  );
}

function MissingRow({
  item,
  isChosen,
  onChoose,
  onOpen,
}: {
  item: MissingSheet;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onOpen: () => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shop = useBoard(shopOf);
  const what = [vehicleText(item), item.owner].filter((part) => part !== null);
  return (
    <li className={styles.row}>
      <Checkbox
        checked={isChosen}
        aria-labelledby={`missing-${item.id}`}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <div className={styles.of} id={`missing-${item.id}`}>
        <Plate plate={item.plate} plateStyle={shop.plateStyle} />
        <span className={styles.vehicle}>
          {what.map((part) => (
            <bdi key={part}>{part}</bdi>
          ))}
        </span>
        <span className={styles.why}>
          {formats.moment(item.arrivedAt)} • {t(whyOf(item))}
        </span>
      </div>
      <Button tone="quiet" onClick={onOpen}>
        {t('printing.missing-open')}
      </Button>
    </li>
  );
}

/** Whether a sheet may be on paper already. */
function whyOf({ last }: MissingSheet) {
  if (last === null || last.result === 'cancelled') return 'printing.why.never';
  if (last.problem === 'timed-out' || last.result === 'unknown') return 'printing.why.unknown';
  return last.result === 'failed' || last.where === 'pdf' ? 'printing.why.failed' : 'printing.why.never';
}
