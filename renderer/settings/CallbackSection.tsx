import { NativeSelect } from '@mantine/core';
import { safe } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackPath } from '../../shared/callback-path.ts';
import { PREVIOUS_SECRET_DAYS } from '../../shared/settings.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import type { StationClient } from '../station-client.ts';
import { Button } from '../ui/Button.tsx';
import { CopyAddress } from '../ui/CopyAddress.tsx';
import { useFormats } from '../ui/formats.ts';
import { useAct } from '../ui/use-act.ts';
import { useOverlapChoices } from './overlap.ts';
import { Outcome, Remark, Row } from './Row.tsx';
import { Section } from './Section.tsx';
import styles from './Settings.module.css';
import { TableEntry } from './TableEntry.tsx';
import { useAnswer } from './use-answer.ts';

const QUERY = 'callback-paths';
const ANSWER_TIMEOUT_MS = 10_000;
/** As the value of a choice; the others are numbers of days. */
const UNTIL_ENDED = 'open';

/** The address that AutoX3 sends to: whether it is used, a new one, and those before that still work. */
export function CallbackSection() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client } = useParts();
  const queries = useQueryClient();
  const isLive = useBoard((state) => state.connection.state === 'live');
  const address = useBoard((state) => state.status?.callback ?? '');
  const paths = useAnswer(QUERY, ({ callbackPath }, signal) => callbackPath.list(undefined, { signal }));
  const act = useAct();
  const [keep, setKeep] = useState(String(PREVIOUS_SECRET_DAYS));
  const [endFirst, setEndFirst] = useState<string | null>(null);
  const choices = [...useOverlapChoices(), { value: UNTIL_ENDED, label: t('overlap.open') }];

  function change(
    make: (station: StationClient['callbackPath'], options: { signal: AbortSignal }) => Promise<CallbackPath[]>,
  ): void {
    setEndFirst(null);
    act.run(async () => {
      const after = await make(client.callbackPath, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
      queries.setQueryData([QUERY], after);
    });
  }

  async function renew(
    station: StationClient['callbackPath'],
    options: { signal: AbortSignal },
  ): Promise<CallbackPath[]> {
    const answer = await safe(station.renew({ keepDays: keep === UNTIL_ENDED ? null : Number(keep) }, options));
    if (answer.isSuccess) return answer.data;
    if (answer.isDefined && answer.error.code === 'TOO_MANY_PATHS') setEndFirst(answer.error.data.endFirst);
    throw answer.error;
  }

  if (paths === null) {
    return (
      <Section id="callback" title={t('callback.title')} what={<p>{t('callback.what')}</p>}>
        <Remark tone={isLive ? 'quiet' : 'amber'}>{t(isLive ? 'settings.loading' : 'settings.not-connected')}</Remark>
      </Section>
    );
  }
  const [current, ...earlier] = paths;
  const used = current?.lastUsedAt ?? null;
  return (
    <Section id="callback" title={t('callback.title')} what={<p>{t('callback.what')}</p>}>
      {!isLive && <Remark tone="amber">{t('settings.not-connected')}</Remark>}
      <Row
        label={t('callback.current')}
        why={used === null ? t('callback.unused') : t('callback.used', { when: formats.moment(used) })}
        below={<CopyAddress address={address} label={t('callback.current')} />}
      />
      {earlier.length > 0 && (
        <Row
          label={t('callback.earlier')}
          below={
            <ul className={styles.table} aria-label={t('callback.earlier')}>
              {earlier.map(({ id, ending, endsAt, isOverdue, lastUsedAt }) => (
                <TableEntry
                  key={id}
                  code={t('callback.earlier-name', { ending })}
                  name={null}
                  note={[
                    lastUsedAt === null
                      ? t('callback.earlier-unused')
                      : t('callback.earlier-used', { when: formats.moment(lastUsedAt) }),
                    endsAt === null
                      ? t('callback.earlier-open')
                      : t(isOverdue ? 'callback.earlier-overdue' : 'callback.earlier-until', {
                          when: formats.moment(endsAt),
                        }),
                  ].join(t('age.join'))}
                >
                  <Button
                    isBusy={!isLive || act.state === 'busy'}
                    onClick={() => change((station, options) => station.end({ id }, options))}
                  >
                    {t('callback.end')}
                  </Button>
                </TableEntry>
              ))}
            </ul>
          }
        />
      )}
      <Row
        label={t('callback.new')}
        why={t('callback.new-why')}
        below={
          <>
            {keep === '0' && <Remark tone="red">{t('callback.new-risk')}</Remark>}
            <Outcome
              state={act.state}
              failed={endFirst === null ? t('rotate.failed') : t('callback.too-many', { ending: endFirst })}
            />
          </>
        }
      >
        <NativeSelect
          aria-label={t('callback.keep')}
          value={keep}
          data={choices.map(({ value, label }) => ({ value, label: t('callback.keep-choice', { how: label }) }))}
          onChange={(event) => setKeep(event.currentTarget.value)}
        />
        <Button isBusy={!isLive || act.state === 'busy'} onClick={() => change(renew)}>
          {t('callback.new-do')}
        </Button>
      </Row>
    </Section>
  );
}
