import { useTranslation } from 'react-i18next';
import type { WallStatus } from '../../shared/contract.ts';
import type { ReachLight } from '../../shared/reach.ts';
import { useClockText } from '../ui/clock.ts';
import { localeFor, useFormats } from '../ui/formats.ts';
import { useShopZone } from '../ui/shop-zone.ts';
import styles from './WallHead.module.css';
import { useWall } from './wall-store.ts';

/** The shop, how the station stands, and the time. Out of touch the whole head says so: nobody is to take old for new. */
export function WallHead() {
  const { t } = useTranslation();
  const shop = useWall((state) => state.shop?.name ?? '');
  const isLost = useWall((state) => state.connection.state === 'disconnected');
  return (
    <header className={styles.head} data-lost={isLost || undefined}>
      <h1 className={styles.shop}>
        <bdi>{shop === '' ? t('app.name') : shop}</bdi>
      </h1>
      {isLost ? <Lost /> : <Standing />}
      <Clock />
    </header>
  );
}

function Standing() {
  const { t } = useTranslation();
  const formats = useFormats();
  const status = useWall((state) => state.status);
  const last = status?.lastAcceptedAt ?? null;
  const ago = useClockText((now) => (last === null ? '' : formats.ago(now - Date.parse(last))));
  const { tone, word } = standing(status);
  return (
    <p className={styles.status} data-tone={tone} role="status" aria-live="off">
      <span className={styles.dot} aria-hidden="true" />
      <strong>{t(word)}</strong>
      {status !== null && (
        <span className={styles.last}>{last === null ? t('status.last-none') : t('status.last', { ago })}</span>
      )}
    </p>
  );
}

type StandingView = {
  tone: 'quiet' | 'good' | 'amber' | 'red';
  word:
    | 'status.connecting'
    | 'status.checking'
    | `status.${Exclude<ReachLight, 'blind'>}`
    | 'wall.blind'
    | 'wall.not-accepting';
};

/** How the station stands; null before it has said so. */
function standing(status: WallStatus | null): StandingView {
  if (status === null) return { tone: 'quiet', word: 'status.connecting' };
  if (!status.accepting) return { tone: 'red', word: 'wall.not-accepting' };
  switch (status.light) {
    case null:
      return { tone: 'quiet', word: 'status.checking' };
    case 'receiving':
      return { tone: 'good', word: 'status.receiving' };
    case 'local-only':
      return { tone: 'amber', word: 'status.local-only' };
    case 'blind':
      return { tone: 'red', word: 'wall.blind' };
  }
}

function Lost() {
  const { t } = useTranslation();
  const formats = useFormats();
  const connection = useWall((state) => state.connection);
  const isKnown = useWall((state) => state.status !== null);
  if (connection.state !== 'disconnected') return null;
  const time = formats.moment(new Date(connection.since).toISOString());
  return (
    <div className={styles.lost} data-outage="">
      <strong>{isKnown ? t('wall.lost', { time }) : t('wall.never')}</strong>
      <span>{isKnown ? t('wall.lost-what') : t('wall.never-what')}</span>
    </div>
  );
}

function Clock() {
  const { i18n } = useTranslation();
  const locale = localeFor(i18n.language, navigator.languages);
  const timeZone = useShopZone();
  const time = useClockText((now) =>
    new Date(now).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', timeZone }),
  );
  const day = useClockText((now) =>
    new Date(now).toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone }),
  );
  return (
    <p className={styles.clock}>
      <span className={styles.day}>{day}</span>
      <time className={styles.time}>{time}</time>
    </p>
  );
}
