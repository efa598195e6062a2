import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import { Remark } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import words from '../ui/lead.module.css';
import { PageFrame } from '../ui/PageFrame.tsx';
import styles from './Custody.module.css';
import { CustodyFindings } from './CustodyFindings.tsx';
import { type CheckState, useCustodyCheck } from './use-custody-check.ts';

/** Checks a custody file that somebody brings: chosen, or dropped anywhere on the page. */
export function CustodyPage() {
  const { t } = useTranslation();
  const { state, check } = useCustodyCheck();
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  /** Without this a browser would leave the board and open the file. */
  function drag(event: DragEvent): void {
    event.preventDefault();
    setIsOver(event.type === 'dragover');
    const file = event.type === 'drop' ? event.dataTransfer.files[0] : undefined;
    if (file !== undefined) check(file);
  }

  return (
    <PageFrame name="custody" title={t('custody.title')}>
      <section
        className={styles.page}
        aria-label={t('custody.title')}
        onDragOver={drag}
        onDragLeave={drag}
        onDrop={drag}
      >
        <p className={words.lead}>{t('custody.what')}</p>
        <div className={styles.choose} data-over={isOver || undefined}>
          <input
            ref={input}
            type="file"
            className="visually-hidden"
            tabIndex={-1}
            aria-label={t('custody.choose')}
            accept=".zip,application/zip"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              // Chosen again, the same file is a choice again.
              event.currentTarget.value = '';
              if (file !== undefined) check(file);
            }}
          />
          <Button tone="primary" isBusy={state.type === 'running'} onClick={() => input.current?.click()}>
            {t(state.type === 'idle' ? 'custody.choose' : 'custody.another')}
          </Button>
          <span className={styles.drop}>{t('custody.drop')}</span>
        </div>
        <Checked state={state} />
      </section>
    </PageFrame>
  );
}

function Checked({ state }: { state: CheckState }) {
  const { t } = useTranslation();
  if (state.type === 'idle') return null;
  return (
    <div className={styles.checked} data-check={state.type}>
      <h3 className={styles.name} title={state.name}>
        {isolated(state.name)}
      </h3>
      {state.type === 'running' && (
        <p className={styles.making}>
          <progress className={styles.progress} value={state.share} max={1} aria-label={t('custody.title')} />
          <span className={styles.share}>{t('custody.checking', { percent: Math.floor(state.share * 100) })}</span>
        </p>
      )}
      <div role="status">
        {state.type === 'failed' && <Remark tone="red">{t('custody.check-failed')}</Remark>}
        {state.type === 'too-large' && <Remark tone="red">{t('custody.unreadable.too-large')}</Remark>}
        {state.type === 'done' && <CustodyFindings report={state.report} />}
      </div>
    </div>
  );
}
