import { useTranslation } from 'react-i18next';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { useDesktop } from '../desktop/desktop.ts';
import styles from '../ui/Banners.module.css';
import { Button } from '../ui/Button.tsx';
import { plateText } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';

/** Says that a sheet was not printed, why, and where it is instead, until somebody has read it. */
export function PrintTrouble() {
  const { t } = useTranslation();
  const around = useDesktop();
  const trouble = around?.state.printTrouble ?? null;
  if (around === null || trouble === null) return null;
  const { desktop } = around;
  const others = trouble.count - 1;
  return (
    <div className={styles.banner} data-tone="amber" role="alert">
      <Icon name="printer" size={18} />
      <p>
        {t('printing.trouble', { plate: plateText(t, trouble.plate) })}
        {others > 0 && <> {t('printing.trouble-more', { count: others })}</>} {t(`printing.problem.${trouble.problem}`)}
        {trouble.isKept && <> {t('printing.kept')}</>}
      </p>
      {trouble.isKept && (
        <Button tone="plain" onClick={() => void desktop.openKeptSheet().catch(() => {})}>
          {t('printing.open-kept')}
        </Button>
      )}
      <Button tone="plain" onClick={() => openCheckIn(trouble.checkInId)}>
        {t('printing.open')}
      </Button>
      <Button tone="plain" onClick={() => void desktop.forgetPrintTrouble().catch(() => {})}>
        {t('toast.close')}
      </Button>
    </div>
  );
}
