import { useTranslation } from 'react-i18next';
import type { BlindStatus } from '../../../shared/blind-spot.ts';
import { useBoard } from '../../board/board-context.ts';
import { isReadOnly } from '../../board/board-state.ts';
import styles from '../../ui/Banners.module.css';
import { Button } from '../../ui/Button.tsx';
import { useClockText } from '../../ui/clock.ts';
import { useFormats } from '../../ui/formats.ts';
import { Icon } from '../../ui/Icon.tsx';
import { usePage } from '../../ui/place.ts';
import { openReception } from '../ReceptionPage.tsx';
import { useRange } from './use-range.ts';

/** As long AutoX3 tries again, in ms: what goes on for less has lost nothing yet. */
const TRIES_MS = 126_000;

/** That check-ins may have been missed within opening hours, until somebody has looked. */
export function BlindBanner() {
  const blind = useBoard((state) => (state.connection.state === 'live' ? (state.status?.blind ?? null) : null));
  const isOnlyRead = useBoard(isReadOnly);
  const isThere = usePage() === 'reception';
  if (blind === null || blind.latest === null || isThere) return null;
  // A head office ticks none off: those that are over stand in the list alone, or they would stand here for ever.
  if (isOnlyRead && blind.latest.to !== null) return null;
  return <Banner open={blind.open} latest={blind.latest} />;
}

function Banner({ open, latest }: { open: number; latest: NonNullable<BlindStatus['latest']> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const range = useRange();
  const { from, to, losesFrom, losesTo } = latest;
  const isYoung = useClockText((now) => String(to === null && now - Date.parse(from) < TRIES_MS)) === 'true';
  const count = open - Number(isYoung);
  if (count === 0) return null;
  const what =
    open > 1
      ? t('blind.banner-many', { count })
      : to === null || losesTo === null
        ? t('blind.banner-since', { from: formats.moment(from) })
        : t('blind.banner', { range: range(from, to), loses: range(losesFrom, losesTo) });
  return (
    <div className={styles.banner} data-tone="amber" role="status">
      <Icon name="warning" size={18} />
      <p>{what}</p>
      <Button tone="plain" onClick={() => openReception('blind')}>
        {t('blind.open')}
      </Button>
    </div>
  );
}
