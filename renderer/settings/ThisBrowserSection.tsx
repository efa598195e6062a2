import { useTranslation } from 'react-i18next';
import { MUTE_MINUTES } from '../../shared/ring.ts';
import type { BrowserRing, BrowserRingState } from '../ring/browser-ring.ts';
import { Button } from '../ui/Button.tsx';
import { useCountdown } from '../ui/countdown.ts';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Remark, Row } from './Row.tsx';
import { Section } from './Section.tsx';
import styles from './Settings.module.css';

/** What belongs to this browser alone: whether it may be heard and seen, and for how long it is silent. */
export function ThisBrowserSection({ ring, state }: { ring: BrowserRing; state: BrowserRingState }) {
  const { t } = useTranslation();
  const test = useAct();
  const left = useCountdown(state.mutedUntil);
  const { notifications } = state;
  return (
    <Section id="this-browser" title={t('settings.browser')} what={<p>{t('settings.browser-what')}</p>}>
      <Row
        label={t('settings.browser-sound')}
        why={t('settings.browser-sound-why')}
        below={
          <>
            {state.blocked === true && test.state !== 'failed' && (
              <Remark tone="amber">{t('settings.browser-sound-blocked')}</Remark>
            )}
            <Outcome
              state={test.state}
              done={t('settings.test-sound-done')}
              failed={t('settings.browser-sound-failed')}
            />
          </>
        }
      >
        <Button
          isBusy={test.state === 'busy'}
          onClick={() =>
            test.run(async () => {
              if (!(await ring.test())) throw new Error('the browser does not play');
            })
          }
        >
          {t('settings.test-sound')}
        </Button>
      </Row>
      <Row label={t('settings.mute')} why={t('settings.mute-why')}>
        {left !== null && (
          <>
            <span className={styles.left}>{t('ring.muted', { left })}</span>
            <Button onClick={() => ring.mute(0)}>{t('ring.again-do')}</Button>
          </>
        )}
        {left === null &&
          MUTE_MINUTES.map((minutes) => (
            <Button key={minutes} onClick={() => ring.mute(minutes)}>
              {t('ring.minutes-short', { minutes })}
            </Button>
          ))}
      </Row>
      <Row
        label={t('settings.notifications')}
        {...(notifications === 'on' && { why: t('settings.browser-notifications-on') })}
        below={
          notifications !== 'on' && <Remark tone="amber">{t(`settings.browser-notifications-${notifications}`)}</Remark>
        }
      >
        {notifications === 'ask' && (
          <Button onClick={() => void ring.askForNotifications()}>{t('settings.browser-notifications-allow')}</Button>
        )}
      </Row>
    </Section>
  );
}
