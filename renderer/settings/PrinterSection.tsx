import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PrintOutcome } from '../../shared/desktop.ts';
import { MOST_COPIES, type PrintingSettings } from '../../shared/desktop-settings.ts';
import { SheetPaper } from '../../shared/sheet-settings.ts';
import type { DesktopAround } from '../desktop/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { useDesktopSettings } from './desktop-settings.ts';
import { PrintTestRow } from './PrintTestRow.tsx';
import { Remark, Row, SwitchRow } from './Row.tsx';
import { Section } from './Section.tsx';

const PRINTER_LABEL = 'settings-printing-printer';
const PAPER_LABEL = 'settings-printing-paper';
const COPIES_LABEL = 'settings-printing-copies';
const COPIES = Array.from({ length: MOST_COPIES }, (_, index) => index + 1);
/** No printer's name. */
const ASK = '';

/** How this PC prints sheets; only the desktop app has it. */
export function PrinterSection({ around }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const { settings, failed, change } = useDesktopSettings(around);
  const { printing } = settings;
  const printers = useQuery({ queryKey: ['printers'], queryFn: () => around.desktop.printers(), staleTime: 0 });
  const there = printers.data ?? [];
  const isGone =
    printers.isSuccess && printing.printer !== null && !there.some(({ name }) => name === printing.printer);

  function set(changed: Partial<PrintingSettings>): void {
    change({ printing: { ...printing, ...changed } });
  }

  /** Without a printer nothing can come by itself. */
  function choose(name: string): void {
    set(name === ASK ? { printer: null, onArrival: false } : { printer: name });
  }

  return (
    <Section id="printing" title={t('settings.printing')} what={<p>{t('settings.printing-what')}</p>}>
      <Row
        label={t('settings.printing.printer')}
        labelId={PRINTER_LABEL}
        why={t('settings.printing.printer-why')}
        below={
          <>
            {failed('printing') && <Remark tone="red">{t('settings.app-failed')}</Remark>}
            {printers.isSuccess && there.length === 0 && <Remark tone="amber">{t('settings.printing.none')}</Remark>}
            {isGone && there.length > 0 && <Remark tone="amber">{t('printing.problem.no-printer')}</Remark>}
          </>
        }
      >
        <NativeSelect
          aria-labelledby={PRINTER_LABEL}
          value={printing.printer ?? ASK}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value={ASK}>{t('settings.printing.ask')}</option>
          {there.map(({ name, displayName }) => (
            <option key={name} value={name}>
              {displayName}
            </option>
          ))}
          {printing.printer !== null && !there.some(({ name }) => name === printing.printer) && (
            <option value={printing.printer}>
              {isGone ? t('settings.printing.gone', { printer: printing.printer }) : printing.printer}
            </option>
          )}
        </NativeSelect>
        <Button isBusy={printers.isFetching} onClick={() => void printers.refetch()}>
          {t('settings.printing.again')}
        </Button>
      </Row>
      <Row label={t('sheet.paper')} labelId={PAPER_LABEL} why={t('settings.printing.paper-why')}>
        <NativeSelect
          aria-labelledby={PAPER_LABEL}
          value={printing.paper}
          data={SheetPaper.options.map((value) => ({ value, label: t(`sheet.paper.${value}`) }))}
          onChange={(event) => set({ paper: SheetPaper.parse(event.currentTarget.value) })}
        />
      </Row>
      <Row label={t('settings.printing.copies')} labelId={COPIES_LABEL} why={t('settings.printing.copies-why')}>
        <NativeSelect
          aria-labelledby={COPIES_LABEL}
          value={String(printing.copies)}
          data={COPIES.map(String)}
          onChange={(event) => set({ copies: Number(event.currentTarget.value) })}
        />
      </Row>
      <SwitchRow
        label={t('settings.printing.on-arrival')}
        why={t(printing.printer === null ? 'settings.printing.on-arrival-needs' : 'settings.printing.on-arrival-why')}
        isOn={printing.onArrival && printing.printer !== null}
        isDisabled={printing.printer === null}
        onChange={(onArrival) => set({ onArrival })}
      />
      <PrintTestRow print={(): Promise<PrintOutcome> => around.desktop.printTestPage()} />
    </Section>
  );
}
