import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecretState } from '../../shared/settings.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { FittingOffer } from '../reception/deliveries/FittingOffer.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { PreviousSecret } from './PreviousSecret.tsx';
import { Remark, Row } from './Row.tsx';
import { SecretForm } from './SecretForm.tsx';
import { Section } from './Section.tsx';
import styles from './Settings.module.css';
import { Step, Steps } from './Steps.tsx';
import { ASK_EVERY_MS } from './use-answer.ts';

/** The app secret: whether there is one, where it is kept, and how to set another. */
export function SecretSection() {
  const { t } = useTranslation();
  return (
    <Section id="app-secret" title={t('secret.title')} what={<p>{t('secret.what')}</p>}>
      <SecretSetting />
    </Section>
  );
}

/** The same without the frame of a section. */
export function SecretSetting({ isSetUp = false }: Pick<SecretChangeProps, 'isSetUp'>) {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const isLive = useBoard((state) => state.connection.state === 'live');
  const obstacle = useBoard((state) => state.status?.obstacle ?? null);
  // Another board may set it: the station's state says so.
  const queryKey = ['app-secret', obstacle];
  const state = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.appSecret.state(undefined, { signal }),
    enabled: isLive,
    staleTime: 0,
    refetchInterval: ASK_EVERY_MS,
    placeholderData: keepPreviousData,
  });

  function took(after: SecretState): void {
    queries.setQueryData(queryKey, after);
    void queries.invalidateQueries({ queryKey: ['app-secret'] });
    // What waits may be accepted now.
    void queries.invalidateQueries({ queryKey: ['deliveries'] });
  }

  if (state.data !== undefined) {
    return (
      <>
        <SecretStanding state={state.data} />
        {!isLive && <Remark tone="amber">{t('settings.not-connected')}</Remark>}
        {isLive && <FittingOffer />}
        {isLive && <SecretChange state={state.data} isSetUp={isSetUp} onTaken={took} />}
      </>
    );
  }
  if (!isLive) return <Remark tone="amber">{t('settings.not-connected')}</Remark>;
  if (!state.isError) return <Remark tone="quiet">{t('settings.loading')}</Remark>;
  return (
    <>
      <Remark tone="red">{t('secret.state-failed')}</Remark>
      <Button onClick={() => void state.refetch()}>{t('panel.retry')}</Button>
    </>
  );
}

interface SecretChangeProps {
  state: SecretState;
  /** While the station is set up, a secret that nothing was signed with yet is simply replaced. */
  isSetUp?: boolean;
  onTaken: (after: SecretState) => void;
}

/** Where there is a secret, how it is changed without losing a check-in; one from the environment is not changed here. */
function SecretChange({ state, isSetUp = false, onTaken }: SecretChangeProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [saved, setSaved] = useState<'first' | 'changed' | null>(null);
  const { isSet, protection, previousUntil, lastUsed } = state;
  const previous = previousUntil !== null && <PreviousSecret state={state} until={previousUntil} onTaken={onTaken} />;
  if (protection === 'environment') return previous;
  const isUnderWay = previousUntil !== null;
  const isProven = lastUsed.current !== null;
  const isFirst = !isSet || (isSetUp && !isProven && !isUnderWay);
  const form = (
    <SecretForm
      isSet={!isFirst}
      saved={saved}
      onChange={() => setSaved(null)}
      onSaved={(after) => {
        setSaved(isSet ? 'changed' : 'first');
        onTaken(after);
      }}
    />
  );
  if (isFirst) return form;
  return (
    <Steps label={t('rotate.title')}>
      <Step title={t('rotate.take')} state={isUnderWay ? 'done' : 'now'}>
        <p className={styles.why}>{t('rotate.take-why')}</p>
      </Step>
      <Step title={t('rotate.enter')} state={isUnderWay ? 'done' : 'now'}>
        {form}
      </Step>
      <Step title={t('rotate.wait')} state={!isUnderWay ? 'later' : isProven ? 'done' : 'now'}>
        {isUnderWay && (
          <div role="status">
            {lastUsed.current !== null ? (
              <Remark tone="good">{t('rotate.wait-done', { when: formats.moment(lastUsed.current) })}</Remark>
            ) : (
              <Remark tone="amber">
                {lastUsed.previous === null
                  ? t('rotate.wait-none')
                  : t('rotate.wait-old', { when: formats.moment(lastUsed.previous) })}
              </Remark>
            )}
          </div>
        )}
      </Step>
      <Step title={t('rotate.end')} state={isUnderWay && isProven ? 'now' : 'later'}>
        {previous || <p className={styles.why}>{t('rotate.ended')}</p>}
      </Step>
    </Steps>
  );
}

function SecretStanding({ state: { isSet, protection, lastUsed } }: { state: SecretState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isKeptWell = protection === 'key-store' || protection === 'file';
  const facts = [
    isSet && isKeptWell && t(`secret.kept.${protection}`),
    isSet &&
      (lastUsed.current === null
        ? t('secret.never-used')
        : t('secret.last-used', { when: formats.moment(lastUsed.current) })),
  ].filter((fact) => fact !== false);
  return (
    <Row
      label={t(isSet ? 'secret.set' : 'secret.not-set')}
      {...(facts.length > 0 && { why: facts.join(' ') })}
      below={
        <>
          {protection === 'weak' && <Remark tone="amber">{t('secret.kept.weak')}</Remark>}
          {protection === 'environment' && <Remark tone="quiet">{t('secret.kept.environment')}</Remark>}
        </>
      }
    />
  );
}
