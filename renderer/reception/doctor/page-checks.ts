import type { DesktopState } from '../../../shared/desktop.ts';
import type { DoctorCheck } from '../../../shared/doctor.ts';
import type { BrowserRingState } from '../../ring/browser-ring.ts';

type Around = { desktop: Pick<DesktopState, 'notifications' | 'login'> } | { browser: BrowserRingState };

/** What the page alone knows: whether somebody sees and hears check-ins here, and what the desktop app does at login. */
export function pageChecks(around: Around): DoctorCheck[] {
  const isDesktop = 'desktop' in around;
  const act = isDesktop ? 'this-pc' : 'this-browser';
  const cured = { values: {}, act } as const;
  const good = { state: 'ok', values: {}, remedy: null, act: null } as const;
  const notifies = (isDesktop ? around.desktop.notifications.state : around.browser.notifications) === 'on';
  const blocked = isDesktop ? null : around.browser.blocked;
  return [
    notifies
      ? { id: 'notifications', what: 'notifications-on', ...good }
      : { id: 'notifications', what: 'notifications-off', state: 'warning', remedy: 'allow-notifications', ...cured },
    blocked === false
      ? { id: 'sound', what: 'sound-on', ...good }
      : {
          id: 'sound',
          what: blocked ? 'sound-blocked' : 'sound-unknown',
          state: blocked ? 'warning' : 'unknown',
          remedy: 'try-sound',
          ...cured,
        },
    ...(isDesktop ? [loginCheck(around.desktop.login)] : []),
  ];

  function loginCheck(login: DesktopState['login']): DoctorCheck {
    if (login === 'on') return { id: 'login', what: 'login-on', ...good };
    return login === 'off'
      ? { id: 'login', what: 'login-off', state: 'warning', remedy: 'start-at-login', ...cured }
      : { id: 'login', what: 'login-unsupported', ...good, state: 'unknown' };
  }
}
