import { useState } from 'react';
import { useDesktop } from '../../desktop/desktop.ts';
import { DrillItem } from './DrillItem.tsx';
import type { ShownRun } from './shown-run.ts';

type StepState = ShownRun['steps'][number]['state'];

/** What happens with the printer off: the desktop app prints a test page to a printer that is not there, and must notice. */
export function PrinterDrill() {
  const around = useDesktop();
  const [state, setState] = useState<StepState | null>(null);
  const hasPrinter = around !== null && around.state.settings.printing.printer !== null;

  function start(): void {
    setState('running');
    void around?.desktop
      .printNowhere()
      .then(({ result }) => result === 'failed')
      .catch(() => false)
      .then((isNoticed) => setState(isNoticed ? 'done' : 'failed'));
  }

  const isOver = state === 'done' || state === 'failed';
  const run = state && { drill: 'printer' as const, isOver, card: null };
  return (
    <DrillItem
      drill="printer"
      obstacle={hasPrinter ? null : 'no-printer'}
      run={run && { ...run, steps: [{ step: 'printer-noticed', state: state ?? 'waiting', problem: null }] }}
      isBusy={state === 'running'}
      onStart={start}
      onEnd={null}
    />
  );
}
