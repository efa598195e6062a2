import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ExportFormat } from '../../shared/export.ts';
import type { HistoryFilter } from '../../shared/history.ts';
import { useIsManager } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import bar from '../ui/progress.module.css';
import styles from './ExportMenu.module.css';
import { type ExportState, useExport } from './use-export.ts';

/** Writes what the search finds into a file: the choice of a format, then how far it is. For managers alone. */
export function ExportMenu({ filter }: { filter: HistoryFilter }) {
  const { t } = useTranslation();
  const isManager = useIsManager();
  const { state, start, cancel, forget } = useExport();
  if (!isManager) return null;
  return (
    <div className={styles.export}>
      <ExportNews state={state} onCancel={cancel} onClose={forget} />
      {state.type !== 'running' && (
        <Menu position="bottom-end" width={290} shadow="md">
          <Menu.Target>
            <button type="button" className={styles.button}>
              {t('export.open')}
              <Icon name="down" size={14} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <p className={styles.what}>{t('export.what')}</p>
            <Menu.Divider />
            {ExportFormat.options.map((format) => (
              <Menu.Item key={format} onClick={() => start(filter, format)}>
                {t(`export.${format}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function ExportNews({ state, onCancel, onClose }: { state: ExportState; onCancel: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  switch (state.type) {
    case 'idle':
      return null;
    case 'running':
      return (
        <>
          <progress
            className={`${bar.progress} ${styles.progress}`}
            value={state.share}
            max={1}
            aria-label={t('export.open')}
          />
          <span className={styles.news}>{t('export.running', { count: state.visits })}</span>
          <Button tone="card" onClick={onCancel}>
            {t('export.cancel')}
          </Button>
        </>
      );
    case 'done':
    case 'failed':
    case 'cancelled':
      return (
        <span className={styles.news} role="status" data-export={state.type}>
          {state.type === 'failed' && <Icon name="warning" size={16} />}
          {state.type === 'done' ? t('export.done', { count: state.visits }) : t(`export.${state.type}`)}
          <button type="button" className={styles.close} aria-label={t('export.close')} onClick={onClose}>
            <Icon name="close" size={14} />
          </button>
        </span>
      );
  }
}
