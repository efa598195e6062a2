import { safe } from '@orpc/client';
import { useEffect, useState } from 'react';
import type { StationClient } from '../station-client.ts';

/** Printing by the browser's own dialog, noted in the ledger of sheets. */
export interface LedgerPrint {
  /** The how manieth paper this is. */
  readonly copy: number;
  readonly isBusy: boolean;
  /** The station could not note it, so nothing was printed: another sheet would not be known as a reprint. */
  readonly hasFailed: boolean;
  print(): void;
}

const ANSWER_TIMEOUT_MS = 8_000;

/**
 * Prints the sheet of a check-in; null is the test page, which nobody counts. `drawnCopy` is the number on the paper that is
 * drawn whole, null while none is: a reprint is printed only when its mark stands on it.
 */
export function useLedgerPrint(
  ledger: Pick<StationClient, 'sheets'>,
  checkInId: string | null,
  firstCopy: number,
  drawnCopy: number | null,
): LedgerPrint {
  const [copy, setCopy] = useState(firstCopy);
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  /** What was begun and waits for its drawing. */
  const [begun, setBegun] = useState<{ print: string; copy: number } | null>(null);

  useEffect(() => {
    if (begun === null || drawnCopy !== begun.copy) return;
    setBegun(null);
    setIsBusy(false);
    const { print } = begun;
    window.addEventListener(
      'afterprint',
      // A dialog does not tell whether it was used or closed. Not noted, it ends as unknown with the station.
      () => void safe(ledger.sheets.end({ print, result: 'handed-over', problem: null })),
      { once: true },
    );
    window.print();
  }, [begun, drawnCopy, ledger]);

  async function begin(id: string): Promise<void> {
    setIsBusy(true);
    setHasFailed(false);
    const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
    const answer = await safe(ledger.sheets.begin({ checkInId: id, where: 'browser', printer: null }, options));
    if (!answer.isSuccess) {
      setIsBusy(false);
      setHasFailed(true);
      return;
    }
    setCopy(answer.data.copy);
    setBegun(answer.data);
  }

  return {
    copy,
    isBusy,
    hasFailed,
    print() {
      if (isBusy) return;
      if (checkInId === null) window.print();
      else void begin(checkInId);
    },
  };
}
