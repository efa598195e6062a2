import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallTime } from '../../shared/time-zone.ts';
import { useParts } from '../board/board-context.ts';
import { saveFile } from '../export/save-file.ts';
import type { StationClient } from '../station-client.ts';
import { bytesOf } from '../ui/base64.ts';
import { useShopZone } from '../ui/shop-zone.ts';

/** How the making of a file stands; `share` is null while the station prepares it. */
export type CustodyState =
  | { readonly type: 'idle' }
  | { readonly type: 'running'; readonly share: number | null }
  | { readonly type: 'done'; readonly missing: number }
  | { readonly type: 'failed' | 'cancelled' };

/** The station reads every photo before it answers. */
const MAKE_WITHIN_MS = 120_000;
const PIECE_WITHIN_MS = 30_000;
/** Letters and digits of a plate that the name of a file holds. */
const MOST_LETTERS = 24;

/** Makes the custody file of a visit and has it saved: one at a time, gone with the panel that began it. */
export function useCustodyFile() {
  const { client } = useParts();
  const { t } = useTranslation();
  const zone = useShopZone();
  const [state, setState] = useState<CustodyState>({ type: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  return {
    state,
    start({ id, plate }: { id: string; plate: string | null }): void {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      const tell = (next: CustodyState): void => {
        if (running.current === own) setState(next);
      };
      setState({ type: 'running', share: null });
      fetchFile(client, id, own.signal, (share) => tell({ type: 'running', share })).then(
        ({ file, missing }) => {
          if (own.signal.aborted) return tell({ type: 'cancelled' });
          const today = new Date(wallTime(Date.now(), zone)).toISOString().slice(0, 10);
          const name = [t('custody.file'), plainPlate(plate), id, today].filter(Boolean).join('-');
          saveFile(`${name}.zip`, file);
          tell({ type: 'done', missing });
        },
        () => tell({ type: own.signal.aborted ? 'cancelled' : 'failed' }),
      );
    },
    cancel: () => running.current?.abort(),
  };
}

async function fetchFile(
  client: StationClient,
  id: string,
  signal: AbortSignal,
  tell: (share: number) => void,
): Promise<{ file: Blob; missing: number }> {
  const within = (ms: number) => ({ signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]) });
  const { file, bytes, missingPhotos } = await client.custody.make({ id }, within(MAKE_WITHIN_MS));
  const pieces: Blob[] = [];
  let length = 0;
  while (length < bytes) {
    const { base64 } = await client.custody.piece({ file, from: length }, within(PIECE_WITHIN_MS));
    // As a Blob of its own: what a browser holds as one it may keep on the disk.
    const piece = new Blob([bytesOf(base64)]);
    if (piece.size === 0) throw new Error('the station sent nothing');
    pieces.push(piece);
    length += piece.size;
    tell(length / bytes);
  }
  return { file: new Blob(pieces, { type: 'application/zip' }), missing: missingPhotos };
}

/** Of a plate, which anybody can send, only what no system takes for anything else. */
function plainPlate(plate: string | null): string {
  const letters = (plate ?? '').normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '');
  return Array.from(letters).slice(0, MOST_LETTERS).join('');
}
