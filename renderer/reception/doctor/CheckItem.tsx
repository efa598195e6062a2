import { useTranslation } from 'react-i18next';
import type { DoctorAct, DoctorCheck } from '../../../shared/doctor.ts';
import { checkText } from '../../../shared/doctor-text.ts';
import { sayer } from '../../../shared/i18n/say.ts';
import { useParts } from '../../board/board-context.ts';
import { openSettings } from '../../settings/open-settings.ts';
import { Outcome } from '../../settings/Row.tsx';
import { Button } from '../../ui/Button.tsx';
import { useFormats } from '../../ui/formats.ts';
import { openPage } from '../../ui/place.ts';
import { useAct } from '../../ui/use-act.ts';
import styles from './Doctor.module.css';

/** A try takes two probes at most, each ten seconds. */
const ACT_TIMEOUT_MS = 30_000;

/** One check: what was found, and what to do about it. */
export function CheckItem({ check, onDone }: { check: DoctorCheck; onDone: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client } = useParts();
  const act = useAct();
  const { title, found, remedy } = checkText(sayer(t), check, formats.moment);

  function run(what: DoctorAct): void {
    const options = { signal: AbortSignal.timeout(ACT_TIMEOUT_MS) };
    if (what === 'try-reach') act.run(() => client.reach.tryNow(undefined, options).finally(onDone));
    else if (what === 'back-up') act.run(() => client.backups.now(undefined, options).finally(onDone));
    else if (what === 'other-messages') openPage('reception', { part: 'messages' });
    else openSettings(what);
  }

  return (
    <li className={styles.check} data-check={check.id} data-state={check.state}>
      <span className={styles.state}>{t(`doctor.state.${check.state}`)}</span>
      <div className={styles.text}>
        <h3>{title}</h3>
        <p>{found}</p>
        {remedy !== null && <p className={styles.remedy}>{remedy}</p>}
        <Outcome state={act.state} failed={t('doctor.act-failed')} />
      </div>
      {check.act !== null && (
        <Button isBusy={act.state === 'busy'} onClick={() => check.act !== null && run(check.act)}>
          {t(`doctor.act.${check.act}`)}
        </Button>
      )}
    </li>
  );
}
