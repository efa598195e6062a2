import { useTranslation } from 'react-i18next';
import type { RelayState } from '../../shared/relay.ts';
import type { RelaySettings } from '../../shared/relay-settings.ts';
import { useBoard } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { useIsJoining } from '../ui/use-status-view.ts';
import { RelayIdentity } from './RelayIdentity.tsx';
import { RelayLeave } from './RelayLeave.tsx';
import { Remark, Row } from './Row.tsx';
import { useRelayTest } from './use-relay-test.ts';

/** Who this PC is to the relay that it has joined, how it stands with it, a test, and the way out. */
export function RelayStanding({ settings, isDisabled }: { settings: RelaySettings; isDisabled: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const relay = useBoard((state) => state.status?.relay ?? null);
  const { isBusy, outcome, test } = useRelayTest();
  if (relay === null) return null;
  const { lastMessageAt, backlog } = relay;
  return (
    <>
      <RelayIdentity label={t('relay.this-pc')} identity={settings}>
        <RelayLeave isDisabled={isDisabled} />
      </RelayIdentity>
      <Row
        label={t('relay.standing')}
        why={
          <>
            <span>
              {lastMessageAt === null
                ? t('relay.no-message')
                : t('relay.last-message', { when: formats.moment(lastMessageAt) })}
            </span>
            {backlog !== null && backlog > 0 && <span>{t('relay.backlog', { count: backlog })}</span>}
          </>
        }
        below={
          <div role="status">
            <Standing relay={relay} />
            {outcome !== null && outcome !== `relay.problem.${relay.state}` && (
              <Remark tone={outcome === 'relay.test-ok' ? 'good' : 'red'}>{t(outcome)}</Remark>
            )}
          </div>
        }
      >
        <Button isBusy={isBusy || isDisabled} onClick={test}>
          {t(isBusy ? 'relay.testing' : 'relay.test')}
        </Button>
      </Row>
    </>
  );
}

function Standing({ relay: { state, since, isAwaited, isUnheard } }: { relay: RelayState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isJoining = useIsJoining();
  switch (state) {
    case 'connected':
      return (
        <>
          <Remark tone="good">{t('relay.state.connected')}</Remark>
          {isAwaited && <Remark tone="amber">{t('relay.awaited')}</Remark>}
        </>
      );
    case 'shared':
    case 'refused':
    case 'unknown-stream':
      return <Remark tone="red">{t(`relay.problem.${state}`)}</Remark>;
    case 'connecting':
      if (isJoining || since === null) break;
      return (
        <Remark tone="amber">
          {t(`relay.remedy.${isUnheard ? 'unheard' : state}`, { time: formats.moment(since) })}
        </Remark>
      );
    case 'off':
      break;
  }
  return <Remark tone="quiet">{t('relay.state.connecting')}</Remark>;
}
