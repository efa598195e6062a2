import { useTranslation } from 'react-i18next';
import type { WallShop } from '../../shared/contract.ts';
import { knownTimeZone } from '../../shared/time-zone.ts';
import { WallLane as Lane } from '../../shared/wall.ts';
import { ShopZone } from '../ui/shop-zone.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useIdleCursor } from './use-idle-cursor.ts';
import { WallHead } from './WallHead.tsx';
import { WallHint } from './WallHint.tsx';
import { WallLane } from './WallLane.tsx';
import { WallNotice } from './WallNotice.tsx';
import styles from './WallPage.module.css';
import { useWallLayout } from './wall-scale.ts';
import { useWall } from './wall-store.ts';

/** The page on the wall: head and lanes, or what must be done before it may show them. */
export function WallPage({ isDesktop }: { isDesktop: boolean }) {
  const { t } = useTranslation();
  const connection = useWall((state) => state.connection.state);
  const shop = useWall((state) => state.shop);
  const zone = useWall((state) => knownTimeZone(state.status?.timeZone));
  const { scale, shape } = useWallLayout();
  useIdleCursor();
  useFullScreen();
  if (connection === 'not-allowed') {
    const address = `${window.location.host}/pair`;
    return (
      <WallNotice
        title={t('wall.not-allowed')}
        what={[t('wall.not-allowed-what', { address }), t('wall.not-allowed-then')]}
      />
    );
  }
  return (
    <ShopZone value={zone}>
      <div className={styles.wall} style={{ zoom: scale }} data-shape={shape} data-connection={connection}>
        <WallHead />
        <main className={styles.main}>{shop !== null && <Lanes shop={shop} />}</main>
        <WallHint isDesktop={isDesktop} />
      </div>
    </ShopZone>
  );
}

function Lanes({ shop }: { shop: WallShop }) {
  const { t } = useTranslation();
  const lanes = useWall((state) => state.lanes);
  const counts = useWall((state) => state.counts);
  if (Lane.options.every((lane) => counts[lane] === 0 && lanes[lane].length === 0)) {
    return (
      <p className={styles.empty} data-empty="">
        {t('wall.empty')}
      </p>
    );
  }
  return (
    <div className={styles.lanes} data-board="">
      {Lane.options.map((lane) => (
        <WallLane key={lane} lane={lane} cards={lanes[lane]} count={counts[lane]} plateStyle={shop.plateStyle} />
      ))}
    </div>
  );
}
