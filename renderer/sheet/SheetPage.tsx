import type { i18n } from 'i18next';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { StationClient } from '../station-client.ts';
import { plateText } from '../ui/formats.ts';
import { ShopZone } from '../ui/shop-zone.ts';
import { CheckInSheet } from './CheckInSheet.tsx';
import { Paper } from './Paper.tsx';
import { SheetNotice } from './SheetNotice.tsx';
import styles from './SheetPage.module.css';
import { SheetToolbar } from './SheetToolbar.tsx';
import type { SheetData, SheetProblem } from './sheet-data.ts';
import { lookOf, type SheetLook, type SheetWishes, sheetAddress } from './sheet-wishes.ts';
import { sheetWords } from './sheet-words.ts';
import { TestSheet } from './TestSheet.tsx';
import { useLedgerPrint } from './use-ledger-print.ts';

export interface SheetPageProps {
  ledger: Pick<StationClient, 'sheets'>;
  wishes: SheetWishes;
  load: () => Promise<SheetData | SheetProblem>;
  /** In the desktop app the page is not looked at: no toolbar. */
  isDesktop: boolean;
  /** All of the sheet is there, or why it never will be. */
  onReady: (problem: SheetProblem | null) => void;
}

/** A sheet on screen: what can be done with it, and the paper. */
export function SheetPage({ ledger, wishes, load, isDesktop, onReady }: SheetPageProps) {
  const [answer, setAnswer] = useState<SheetData | SheetProblem | null>(null);

  const ask = useCallback(async (): Promise<void> => {
    setAnswer(null);
    const answered = await load();
    setAnswer(answered);
    if (typeof answered === 'string') onReady(answered);
  }, [load, onReady]);
  useEffect(() => void ask(), [ask]);

  if (answer === null || typeof answer === 'string') return <SheetNotice problem={answer} onRetry={() => void ask()} />;
  return (
    <LoadedSheet ledger={ledger} wishes={wishes} data={answer} isDesktop={isDesktop} onReady={() => onReady(null)} />
  );
}

function LoadedSheet({
  ledger,
  wishes,
  data,
  isDesktop,
  onReady,
}: Pick<SheetPageProps, 'ledger' | 'isDesktop' | 'wishes'> & {
  data: SheetData;
  onReady: () => void;
}) {
  const [wished, setWished] = useState(wishes.look);
  const [drawn, setDrawn] = useState<{ look: string; copy: number } | null>(null);
  const look = lookOf(wished, data.settings.sheet);
  const words = useMemo(() => sheetWords(look.language), [look.language]);
  const drawing = `${look.paper} ${look.language} ${look.photos}`;
  const { checkIn } = data;
  const drawnCopy = drawn !== null && drawn.look === drawing ? drawn.copy : null;
  const printing = useLedgerPrint(ledger, checkIn?.id ?? null, wishes.copy, drawnCopy);
  const { copy } = printing;
  useSheetTitle(checkIn?.plate ?? null, words);

  function change(to: Partial<SheetLook>): void {
    const next = { ...wished, ...to };
    setWished(next);
    window.history.replaceState(null, '', sheetAddress(wishes.subject, next));
  }

  return (
    <div className={styles.page}>
      {!isDesktop && (
        <SheetToolbar
          look={look}
          hasPhotos={checkIn?.photos.some((photos) => photos.length > 0) ?? false}
          isReady={drawnCopy === copy && !printing.isBusy}
          hasFailed={printing.hasFailed}
          onLook={change}
          onPrint={printing.print}
          onClose={() => close(checkIn?.id ?? null)}
        />
      )}
      <main className={styles.desk}>
        <I18nextProvider i18n={words}>
          <ShopZone value={data.zone}>
            <Paper
              key={`${drawing} ${copy}`}
              look={look}
              foot={footOf(data, words, copy)}
              onReady={() => {
                setDrawn({ look: drawing, copy });
                onReady();
              }}
            >
              {checkIn === null ? (
                <TestSheet settings={data.settings} link={data.board} printedAt={new Date().toISOString()} />
              ) : (
                <CheckInSheet
                  checkIn={checkIn}
                  due={data.due}
                  settings={data.settings}
                  look={look}
                  link={linkOf(data.board, checkIn.id)}
                  copy={copy}
                />
              )}
            </Paper>
          </ShopZone>
        </I18nextProvider>
      </main>
    </div>
  );
}

/** What somebody finds a loose page by. */
function footOf({ checkIn, settings }: SheetData, { t }: i18n, copy: number): string {
  const whose = checkIn === null ? [settings.shop.name] : [shortened(checkIn.plate), checkIn.receiveBaseId ?? ''];
  const mark = copy > 1 ? t('sheet.reprint', { copy }) : '';
  return [mark, ...whose].filter((part) => part !== '').join(' · ');
}

/** The first of a plate that may be of any length, without what would turn the rest of the foot around. */
function shortened(plate: string | null): string {
  const plain = Array.from((plate ?? '').replaceAll(/[\p{Cc}\p{Cf}]/gu, ''));
  return plain.length > 20 ? `${plain.slice(0, 20).join('')}…` : plain.join('');
}

function linkOf(board: string | null, id: string): string | null {
  if (board === null) return null;
  const link = new URL('/', board);
  link.searchParams.set('check-in', id);
  return link.href;
}

/** Closes the tab; where a browser does not let it, the board comes in its place. */
function close(id: string | null): void {
  window.close();
  if (!window.closed) window.location.assign(id === null ? '/' : `/?check-in=${encodeURIComponent(id)}`);
}

/** The name that a browser gives to the file when it is saved as a PDF. */
function useSheetTitle(plate: string | null, words: i18n): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = words.t('sheet.document', { plate: plateText(t, plate) });
  }, [words, t, plate]);
}
