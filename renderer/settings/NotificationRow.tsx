import { useTranslation } from 'react-i18next';
import type { DesktopAround } from '../desktop/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Remark, Row } from './Row.tsx';

/** Whether notifications can be seen on this PC, a test of it, and the remedy when not. */
export function NotificationRow({ around: { desktop, state } }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const test = useAct();
  const open = useAct();
  const { notifications } = state;
  const why = notifications.state === 'off' ? notifications.why : null;
  return (
    <Row
      label={t('settings.notifications')}
      {...(why === null && { why: t('settings.notifications-on') })}
      below={
        <>
          {why !== null && <Remark tone="amber">{t(`settings.notifications-${why}`)}</Remark>}
          <Outcome
            state={test.state}
            done={t('settings.test-notification-done')}
            failed={t('settings.test-notification-failed')}
          />
          <Outcome state={open.state} failed={t('settings.app-failed')} />
        </>
      }
    >
      {why !== 'unsupported' && (
        <Button isBusy={test.state === 'busy'} onClick={() => test.run(() => desktop.testNotification())}>
          {t('settings.test-notification')}
        </Button>
      )}
      {(why === 'refused' || test.state === 'done' || test.state === 'failed') && why !== 'unsupported' && (
        <Button isBusy={open.state === 'busy'} onClick={() => open.run(() => desktop.openNotificationSettings())}>
          {t('settings.notifications-open')}
        </Button>
      )}
    </Row>
  );
}
