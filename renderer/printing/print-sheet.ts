import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { Desktop, PrintOutcome } from '../../shared/desktop.ts';
import type { SheetProblem } from '../../shared/sheet-print.ts';

type Done = 'printing.done' | 'printing.saved';
type Said = Done | 'printing.not-asked' | `printing.problem.${SheetProblem}`;

/** How long it is said that all went well, in ms. */
const SAID_MS = 3_000;

/** Prints the sheet of a check-in in the desktop app, and says what becomes of it. */
export function printSheet(desktop: Desktop, id: string): void {
  void tell(`sheet ${id}`, 'printing.done', desktop.printSheet(id));
}

/** Saves the sheet of a check-in as a PDF in the desktop app, which asks where. */
export function saveSheet(desktop: Desktop, id: string): void {
  void tell(`pdf ${id}`, 'printing.saved', desktop.saveSheet(id));
}

async function tell(key: string, done: Done, work: Promise<PrintOutcome>): Promise<void> {
  const { t } = i18next;
  const closeButtonProps = { 'aria-label': t('toast.close') };
  notifications.hide(key);
  notifications.show({ id: key, message: t('printing.busy'), loading: true, autoClose: false, closeButtonProps });
  const message = await work.then(
    (outcome) => said(outcome, done),
    (): Said => 'printing.not-asked',
  );
  notifications.hide(key);
  if (message === null) return;
  const isWell = message === done;
  notifications.show({ id: `${key} came`, message: t(message), autoClose: isWell ? SAID_MS : false, closeButtonProps });
}

/** Whoever has cancelled it knows so. */
function said(outcome: PrintOutcome, done: Done): Said | null {
  switch (outcome.result) {
    case 'printed':
      return done;
    case 'cancelled':
      return null;
    case 'failed':
      return `printing.problem.${outcome.problem}`;
  }
}
