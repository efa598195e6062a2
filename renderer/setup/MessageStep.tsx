import { useTranslation } from 'react-i18next';
import { useBoard, useParts } from '../board/board-context.ts';
import { FittingOffer } from '../reception/deliveries/FittingOffer.tsx';
import { useLiveList } from '../reception/deliveries/use-live-list.ts';
import { Remark } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { ArrivalVerdict } from './ArrivalVerdict.tsx';
import styles from './Setup.module.css';
import type { SetupStepProps } from './SetupPage.tsx';
import { TestCheckIn } from './TestCheckIn.tsx';

/** As many of the newest deliveries as are shown. */
const NEWEST = 4;

/** Waits for the first real message: what arrives, what was found of it, and why nothing may arrive. */
export function MessageStep({ go }: SetupStepProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client } = useParts();
  const hasNoSecret = useBoard((state) => state.status?.obstacle === 'no-secret');
  const { rows = [], isError } = useLiveList(['setup'], (_, signal) =>
    client.deliveries.list({ limit: NEWEST }, { signal }),
  );
  const [newest] = rows;
  return (
    <>
      <p>{t('setup.wait-what')}</p>
      {hasNoSecret && (
        <>
          <Remark tone="red">{t('secret.not-set')}</Remark>
          <Button onClick={() => go('secret')}>{t('obstacle.set-secret')}</Button>
        </>
      )}
      <div role="status">
        {isError && <Remark tone="red">{t('deliveries.failed')}</Remark>}
        {newest === undefined && !isError && <Remark tone="quiet">{t('setup.waiting')}</Remark>}
        {newest !== undefined && <ArrivalVerdict key={newest.id} id={newest.id} go={go} />}
        <FittingOffer />
      </div>
      {rows.length > 0 && (
        <ol className={styles.arrivals} aria-label={t('deliveries.list')}>
          {rows.map(({ id, receivedAt, outcome, reason, kind }) => (
            <li key={id}>
              <time dateTime={receivedAt}>{formats.exact(receivedAt)}</time> {t(`deliveries.outcome.${outcome}`)}
              {reason !== null && `${t('age.join')}${t(`deliveries.reason.${reason}`)}`}
              {reason === null && kind !== null && `${t('age.join')}${t(`deliveries.kind.${kind}`)}`}
            </li>
          ))}
        </ol>
      )}
      <TestCheckIn go={go} />
    </>
  );
}
