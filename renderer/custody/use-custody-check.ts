import { useEffect, useRef, useState } from 'react';
import { type CustodyReport, MOST_CUSTODY_BYTES, PIECE_BYTES } from '../../shared/custody.ts';
import { useParts } from '../board/board-context.ts';
import type { StationClient } from '../station-client.ts';
import { base64Of } from '../ui/base64.ts';

/** How the check of a file stands. */
export type CheckState =
  | { readonly type: 'idle' }
  | { readonly type: 'running'; readonly name: string; readonly share: number }
  | { readonly type: 'done'; readonly name: string; readonly report: CustodyReport }
  | { readonly type: 'too-large' | 'failed'; readonly name: string };

const PIECE_WITHIN_MS = 30_000;

/**
 * Has the station check a file, piece by piece. The page itself cannot: on a board in the network, which comes by plain
 * HTTP, a browser has no means to hash or verify, and AutoX3's signatures need the app secret, which stays in the station.
 */
export function useCustodyCheck() {
  const { client } = useParts();
  const [state, setState] = useState<CheckState>({ type: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  return {
    state,
    check(file: File): void {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      const { name } = file;
      const tell = (next: CheckState): void => {
        if (running.current === own) setState(next);
      };
      if (file.size > MOST_CUSTODY_BYTES) {
        tell({ type: 'too-large', name });
        return;
      }
      setState({ type: 'running', name, share: 0 });
      checkFile(client, file, own.signal, (share) => tell({ type: 'running', name, share })).then(
        (report) => tell({ type: 'done', name, report }),
        () => tell({ type: 'failed', name }),
      );
    },
  };
}

async function checkFile(
  { custody }: StationClient,
  file: File,
  signal: AbortSignal,
  tell: (share: number) => void,
): Promise<CustodyReport> {
  const within = () => ({ signal: AbortSignal.any([signal, AbortSignal.timeout(PIECE_WITHIN_MS)]) });
  const begun = await custody.check({ bytes: file.size }, within());
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const base64 = await base64Of(file.slice(from, from + PIECE_BYTES));
    if (base64 === null) throw new Error('the file cannot be read');
    await custody.add({ file: begun.file, from, base64 }, within());
    tell(Math.min(1, (from + PIECE_BYTES) / file.size));
  }
  return custody.report(begun, within());
}
