import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecretState } from '../../shared/settings.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { FittingOffer } from '../reception/deliveries/FittingOffer.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { Remark, Row } from './Row.tsx';
import { SecretForm } from './SecretForm.tsx';
import { Section } from './Section.tsx';

/** The app secret: whether there is one, where it is kept, and how to set another. */
export function SecretSection() {
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
    placeholderData: keepPreviousData,
  });
  const [saved, setSaved] = useState<'first' | 'changed' | null>(null);

  return (
    <Section id="app-secret" title={t('secret.title')} what={<p>{t('secret.what')}</p>}>
      {state.data !== undefined ? (
        <>
          <SecretStanding state={state.data} />
          {isLive && <FittingOffer />}
          {state.data.protection !== 'environment' &&
            (isLive ? (
              <SecretForm
                isSet={state.data.isSet}
                saved={saved}
                onChange={() => setSaved(null)}
                onSaved={(after) => {
                  setSaved(state.data.isSet ? 'changed' : 'first');
                  queries.setQueryData(queryKey, after);
                  void queries.invalidateQueries({ queryKey: ['app-secret'] });
                }}
              />
            ) : (
              <Remark tone="amber">{t('settings.not-connected')}</Remark>
            ))}
        </>
      ) : !isLive ? (
        <Remark tone="amber">{t('settings.not-connected')}</Remark>
      ) : state.isError ? (
        <>
          <Remark tone="red">{t('secret.state-failed')}</Remark>
          <Button onClick={() => void state.refetch()}>{t('panel.retry')}</Button>
        </>
      ) : (
        <Remark tone="quiet">{t('settings.loading')}</Remark>
      )}
    </Section>
  );
}

function SecretStanding({ state: { isSet, protection, previousUntil } }: { state: SecretState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isKeptWell = protection === 'key-store' || protection === 'file';
  const facts = [
    isSet && isKeptWell && t(`secret.kept.${protection}`),
    previousUntil !== null && t('secret.previous-until', { when: formats.moment(previousUntil) }),
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
