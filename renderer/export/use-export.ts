import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportFormat } from '../../shared/export.ts';
import type { HistoryFilter } from '../../shared/history.ts';
import { LANGUAGES } from '../../shared/i18n/languages.ts';
import { wallTime } from '../../shared/time-zone.ts';
import { useParts } from '../board/board-context.ts';
import { useShopZone } from '../ui/shop-zone.ts';
import { saveFile } from './save-file.ts';

/** How an export stands; what is written so far is shown at most a few times a second. */
export type ExportState =
  | { readonly type: 'idle' }
  | { readonly type: 'running'; readonly visits: number; readonly share: number }
  | { readonly type: 'done'; readonly visits: number }
  | { readonly type: 'failed' | 'cancelled' };

const MEDIA_TYPES = {
  csv: 'text/csv;charset=utf-8',
  jsonl: 'application/jsonl;charset=utf-8',
} as const satisfies Record<ExportFormat, string>;

const TELL_EVERY_MS = 100;

/** An export of this page: one at a time, gone with the page that began it. */
export function useExport() {
  const { client } = useParts();
  const { t, i18n } = useTranslation();
  const zone = useShopZone();
  const [state, setState] = useState<ExportState>({ type: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(filter: HistoryFilter, format: ExportFormat, signal: AbortSignal): Promise<ExportState> {
    const language = LANGUAGES.find((known) => known === i18n.language) ?? 'en';
    const parts: string[] = [];
    let visits = 0;
    let isWhole = false;
    let toldAt = Number.NEGATIVE_INFINITY;
    for await (const part of await client.export.visits({ filter, format, language }, { signal })) {
      parts.push(part.text);
      visits = part.visits;
      isWhole = part.share === 1;
      if (performance.now() - toldAt < TELL_EVERY_MS) continue;
      toldAt = performance.now();
      setState({ type: 'running', visits, share: part.share });
    }
    // A connection that broke off may end the stream without a word: half a file is none.
    if (!isWhole) return { type: signal.aborted ? 'cancelled' : 'failed' };
    const today = new Date(wallTime(Date.now(), zone)).toISOString().slice(0, 10);
    saveFile(`${t('export.file')}-${today}.${format}`, new Blob(parts, { type: MEDIA_TYPES[format] }));
    return { type: 'done', visits };
  }

  return {
    state,
    start(filter: HistoryFilter, format: ExportFormat): void {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      const tell = (ended: ExportState): void => {
        if (running.current === own) setState(ended);
      };
      setState({ type: 'running', visits: 0, share: 0 });
      run(filter, format, own.signal).then(tell, () => tell({ type: own.signal.aborted ? 'cancelled' : 'failed' }));
    },
    cancel: () => running.current?.abort(),
    forget: () => setState({ type: 'idle' }),
  };
}
