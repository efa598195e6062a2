import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import type { Sheet } from '../../shared/sheet-print.ts';
import { useParts } from '../board/board-context.ts';
import styles from '../check-in/CheckInPanel.module.css';
import { Section } from '../check-in/Fact.tsx';
import { checkInKey } from '../check-in/use-check-in.ts';
import { useFormats } from '../ui/formats.ts';

/** The sheets of a check-in: when, where, and what became of each; asked for again whenever the check-in is heard of. */
export function SheetRecord({ id }: { id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client } = useParts();
  const { data: sheets = [] } = useQuery({
    queryKey: [...checkInKey(id), 'sheets'],
    queryFn: ({ signal }) => client.sheets.ofCheckIn({ id }, { signal }),
  });
  return (
    <Section title={t('printing.sheets')} isAbsent={sheets.length === 0}>
      <ol className={styles.history}>
        {sheets.map((sheet) => (
          <li key={sheet.print}>
            <time dateTime={sheet.begunAt}>{formats.moment(sheet.begunAt)}</time>
            <span>
              {t('printing.record', { copy: sheet.copy, place: placeText(t, sheet), result: resultText(t, sheet) })}
              {sheet.problem !== null && <small>{t(`printing.problem.${sheet.problem}`)}</small>}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function placeText(t: TFunction, { where, printer }: Sheet): string {
  if (where !== 'printer') return t(`printing.at.${where}`);
  return printer === null ? t('printing.at.dialog') : t('printing.at.printer', { printer: isolated(printer) });
}

function resultText(t: TFunction, { result, where }: Sheet): string {
  if (result === 'printed' && where === 'pdf') return t('printing.result.saved');
  return t(`printing.result.${result ?? 'none'}`);
}
