import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './MissingSheets.module.css';
import { MissingSheetsList } from './MissingSheetsList.tsx';

/** A quiet line above the board: check-ins came without the sheet that should have come by itself. */
export function MissingSheets() {
  const { t } = useTranslation();
  const count = useBoard(({ status }) => status?.sheetsMissing ?? 0);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {count > 0 && (
        <div className={styles.line} role="status">
          <Icon name="printer" size={18} />
          <p>{t('printing.missing', { count })}</p>
          <Button tone="quiet" onClick={() => setIsOpen(true)}>
            {t('printing.missing-choose')}
          </Button>
        </div>
      )}
      <MissingSheetsList isOpen={isOpen} count={count} onClose={() => setIsOpen(false)} />
    </>
  );
}
