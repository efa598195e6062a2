import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { isReadOnly, shopOf, shownCounts } from '../board/board-state.ts';
import { HiddenUnseen } from '../board/HiddenUnseen.tsx';
import { RingControl } from '../desktop/RingControl.tsx';
import { Search } from '../search/Search.tsx';
import styles from './Head.module.css';
import { HeadOfficeMark } from './HeadOfficeMark.tsx';
import { MenuForTheRest } from './MenuForTheRest.tsx';
import { Places } from './Places.tsx';
import { StatusLight } from './StatusLight.tsx';

/** The head of the page: the shop, how it stands, search, what waits to be seen, and one menu for the rest. */
export function AppHead({ onKeyboardMap }: { onKeyboardMap: () => void }) {
  const { t } = useTranslation();
  const shop = useBoard((state) => shopOf(state).name || null);
  const unseen = useBoard((state) => shownCounts(state).new);
  const isOnlyRead = useBoard(isReadOnly);
  const isKnown = useBoard((state) => state.status !== null && state.connection.state !== 'not-allowed');
  return (
    <header className={styles.head}>
      <h1 className={styles.product}>{t('app.name')}</h1>
      {shop !== null && (
        <bdi className={styles.shop} title={shop}>
          {shop}
        </bdi>
      )}
      <StatusLight />
      {isKnown && <Places />}
      <span className={styles.space} />
      {isKnown && (
        <>
          <div className={styles.search}>
            <Search />
          </div>
          <div className={styles.unseen}>
            {isOnlyRead ? (
              <HeadOfficeMark />
            ) : (
              <>
                <HiddenUnseen />
                <RingControl unseen={unseen} />
              </>
            )}
          </div>
        </>
      )}
      <MenuForTheRest onKeyboardMap={onKeyboardMap} />
    </header>
  );
}
