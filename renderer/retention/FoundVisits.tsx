import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestKind } from '../../shared/retention.ts';
import { Remark } from '../settings/Row.tsx';
import settings from '../settings/Settings.module.css';
import { Button } from '../ui/Button.tsx';
import { plateText, useFormats } from '../ui/formats.ts';
import type { FoundPerson } from './PersonRequest.tsx';
import styles from './Retention.module.css';
import { TypedConsent } from './TypedConsent.tsx';

const KINDS = ['personal', 'visits'] as const satisfies readonly RequestKind[];

export interface FoundVisitsProps {
  found: FoundPerson;
  isBusy: boolean;
  onRemove: (ids: string[], kind: RequestKind) => void;
  onCancel: () => void;
}

/** The visits that were found of a person, each of which may be left out, and how much of them is to go. */
export function FoundVisits({ found: { visits, isMore, messages }, isBusy, onRemove, onCancel }: FoundVisitsProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [kind, setKind] = useState<RequestKind>('personal');
  const chosen = visits.filter(({ id }) => !left.has(id));
  if (visits.length === 0 && messages === 0) {
    return (
      <div className={styles.actions} role="status">
        <Remark tone="quiet">{t('retention.found-none')}</Remark>
      </div>
    );
  }
  return (
    <div className={styles.asked} data-found={visits.length}>
      <p className={settings.label} role="status">
        {t('retention.found', { count: visits.length })}
      </p>
      {isMore && <Remark tone="amber">{t('retention.found-more')}</Remark>}
      <ul className={styles.found}>
        {visits.map(({ id, arrivedAt, plate, ownerName, phone }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={!left.has(id)}
                onChange={() => setLeft((now) => (now.has(id) ? without(now, id) : new Set([...now, id])))}
              />
              <span className={styles.foundPlate}>{plateText(t, plate)}</span>
              <span>{formats.moment(arrivedAt)}</span>
              <bdi>{[ownerName, phone].filter((part) => part !== null).join(t('age.join'))}</bdi>
            </label>
          </li>
        ))}
      </ul>
      {messages > 0 && <p className={settings.why}>{t('retention.found-messages', { count: messages })}</p>}
      <fieldset className={styles.kinds}>
        <legend className="visually-hidden">{t('retention.how-much')}</legend>
        {KINDS.map((each) => (
          <label key={each}>
            <input type="radio" name="removal-kind" checked={kind === each} onChange={() => setKind(each)} />
            <span>{t(`retention.take-${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {chosen.length === 0 && messages === 0 ? (
        <div className={styles.actions}>
          <Button onClick={onCancel}>{t('retention.cancel')}</Button>
        </div>
      ) : (
        <TypedConsent
          action={t('retention.remove-now', { count: chosen.length })}
          isBusy={isBusy}
          onConsent={() =>
            onRemove(
              chosen.map(({ id }) => id),
              kind,
            )
          }
          onCancel={onCancel}
        />
      )}
    </div>
  );
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((other) => other !== id));
}
