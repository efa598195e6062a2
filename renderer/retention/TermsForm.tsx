import { safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemovalPreview } from '../../shared/retention.ts';
import {
  LEAST_DAYS,
  MOST_DAYS,
  REMOVAL_KINDS,
  type RemovalKind,
  type RetentionSettings,
} from '../../shared/retention-settings.ts';
import { useParts } from '../board/board-context.ts';
import { Remark, Row } from '../settings/Row.tsx';
import settings from '../settings/Settings.module.css';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { PreviewList } from './PreviewList.tsx';
import styles from './Retention.module.css';
import { TypedConsent } from './TypedConsent.tsx';
import { isStricter, readDays } from './terms.ts';

/** What somebody looks at before it is switched on. */
type Asked = { terms: RetentionSettings; preview: RemovalPreview };

export interface TermsFormProps {
  value: RetentionSettings;
  isDisabled: boolean;
  onChange: (terms: RetentionSettings) => void;
}

/** The three terms: typed, then looked at, and where they take more than before agreed to by a word. */
export function TermsForm({ value, isDisabled, onChange }: TermsFormProps) {
  const { t } = useTranslation();
  const { client } = useParts();
  const [drafts, setDrafts] = useState<Partial<Record<RemovalKind, string>>>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const act = useAct();
  const shown = (kind: RemovalKind): string => drafts[kind] ?? String(value[kind] ?? '');
  const isWrong = (kind: RemovalKind): boolean => readDays(shown(kind)) === undefined;
  const isChanged = REMOVAL_KINDS.some((kind) => readDays(shown(kind)) !== value[kind]);

  function take(terms: RetentionSettings): void {
    onChange(terms);
    setDrafts({});
    setAsked(null);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (REMOVAL_KINDS.some(isWrong)) return;
    const terms = {
      personal: readDays(shown('personal')) ?? null,
      photos: readDays(shown('photos')) ?? null,
      visits: readDays(shown('visits')) ?? null,
    };
    if (!isStricter(value, terms)) {
      take(terms);
      return;
    }
    act.run(async () => {
      const answer = await safe(client.retention.preview(terms));
      if (!answer.isSuccess) throw answer.error;
      setAsked({ terms, preview: answer.data });
    });
  }

  return (
    <>
      <form id="retention-terms" onSubmit={submit}>
        {REMOVAL_KINDS.map((kind) => (
          <Row
            key={kind}
            label={t(`retention.${kind}`)}
            why={t(`retention.${kind}-why`)}
            below={
              isWrong(kind) && (
                <Remark tone="red">{t('retention.days-wrong', { least: LEAST_DAYS, most: MOST_DAYS })}</Remark>
              )
            }
          >
            <label className={settings.age}>
              <span className="visually-hidden">{t(`retention.${kind}`)}</span>
              <input
                type="text"
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                disabled={isDisabled}
                value={shown(kind)}
                aria-invalid={isWrong(kind) || undefined}
                onChange={(event) => {
                  const typed = event.currentTarget.value;
                  setAsked(null);
                  setDrafts((now) => ({ ...now, [kind]: typed }));
                }}
              />
              <span>{t(shown(kind) === '' ? 'retention.for-good' : 'retention.days')}</span>
            </label>
          </Row>
        ))}
        {isChanged && asked === null && (
          <div className={styles.actions}>
            <Button type="submit" tone="primary" isBusy={act.state === 'busy'}>
              {t('retention.next')}
            </Button>
            <Button onClick={() => setDrafts({})}>{t('retention.cancel')}</Button>
          </div>
        )}
      </form>
      {act.state === 'failed' && <Remark tone="red">{t('retention.failed')}</Remark>}
      {asked !== null && (
        <fieldset className={styles.asked}>
          <legend className={settings.label}>{t('retention.would-go')}</legend>
          <PreviewList preview={asked.preview} />
          <Remark tone="amber">{t('retention.for-ever')}</Remark>
          <TypedConsent
            action={t('retention.switch-on')}
            isBusy={isDisabled}
            onConsent={() => take(asked.terms)}
            onCancel={() => {
              setAsked(null);
              setDrafts({});
            }}
          />
        </fieldset>
      )}
    </>
  );
}
