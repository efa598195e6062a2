import { useDocumentTitle } from '@mantine/hooks';
import { type FunctionComponent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './App.module.css';
import { DataBanner } from './backup/DataBanner.tsx';
import { Announcer } from './board/Announcer.tsx';
import { Board } from './board/Board.tsx';
import { useBoard } from './board/board-context.ts';
import { COLUMNS, isReadOnly, shopOf, shownCounts, timeZoneOf } from './board/board-state.ts';
import { EmptyBoard } from './board/EmptyBoard.tsx';
import { LateToast } from './board/LateToast.tsx';
import { MoveToasts } from './board/MoveToasts.tsx';
import { RedLightToasts } from './board/RedLightToasts.tsx';
import { CheckInPanel } from './check-in/CheckInPanel.tsx';
import { useOpenCheckIn } from './check-in/open-check-in.ts';
import { UnsavedToasts } from './check-in/UnsavedToasts.tsx';
import { CustodyPage } from './custody/CustodyPage.tsx';
import { DayPage } from './day/DayPage.tsx';
import { useStationState } from './desktop/desktop.ts';
import { StationFailure } from './desktop/StationFailure.tsx';
import { useDesktopWishes } from './desktop/use-desktop-wishes.ts';
import { HistoryPage } from './history/HistoryPage.tsx';
import { Gallery } from './photos/Gallery.tsx';
import { MissingSheets } from './printing/MissingSheets.tsx';
import { PrintTrouble } from './printing/PrintTrouble.tsx';
import { BlindBanner } from './reception/blind/BlindBanner.tsx';
import { ReceptionPage } from './reception/ReceptionPage.tsx';
import { SettingsPage } from './settings/SettingsPage.tsx';
import { useFirstStart } from './setup/first-start.ts';
import { SetupPage } from './setup/SetupPage.tsx';
import { AppHead } from './ui/AppHead.tsx';
import { useAccess } from './ui/access.ts';
import { Banners } from './ui/Banners.tsx';
import { KeyboardMap } from './ui/KeyboardMap.tsx';
import { Notice } from './ui/Notice.tsx';
import { type PageName, usePage } from './ui/place.ts';
import { ShopZone } from './ui/shop-zone.ts';
import { usePlaceKeys } from './ui/use-place-keys.ts';
import { VehiclePage } from './vehicle/VehiclePage.tsx';

const PAGES = {
  settings: SettingsPage,
  history: HistoryPage,
  vehicle: VehiclePage,
  day: DayPage,
  reception: ReceptionPage,
  setup: SetupPage,
  custody: CustodyPage,
} satisfies Record<PageName, FunctionComponent>;

/** The page: head, what stands in the way, the board, and the check-in that is open beside it. */
export function App() {
  const connection = useBoard((state) => state.connection.state);
  const zone = useBoard(timeZoneOf);
  const [isMapOpen, setIsMapOpen] = useState(false);
  const openMap = useCallback(() => setIsMapOpen(true), []);
  const closeMap = useCallback(() => setIsMapOpen(false), []);
  useTitle();
  useDesktopWishes();
  usePlaceKeys();
  useFirstStart();
  return (
    <ShopZone value={zone}>
      <div className={styles.app} data-connection={connection}>
        <AppHead onKeyboardMap={openMap} />
        <Banners />
        <DataBanner />
        <BlindBanner />
        <PrintTrouble />
        <MissingSheets />
        <main className={styles.main}>
          <Place onKeyboardMap={openMap} />
        </main>
        <Announcer />
        <MoveToasts />
        <RedLightToasts />
        <LateToast />
        <UnsavedToasts />
        <Gallery />
        <KeyboardMap opened={isMapOpen} onClose={closeMap} />
      </div>
    </ShopZone>
  );
}

/** The board, over it the page that is open, and beside both a check-in: the board keeps its state and its places behind. */
function Place({ onKeyboardMap }: { onKeyboardMap: () => void }) {
  const isAllowed = useBoard((state) => state.connection.state !== 'not-allowed');
  const isKnown = useBoard((state) => state.status !== null);
  const page = usePage();
  const open = useOpenCheckIn();
  const Page = page === null || !isAllowed ? null : PAGES[page];
  const isBehind = Page !== null;
  return (
    <>
      <div className={styles.place} inert={isBehind}>
        <BoardPlace isBehind={isBehind} onKeyboardMap={onKeyboardMap} />
      </div>
      {Page !== null && <Page />}
      {open !== null && isAllowed && isKnown && <CheckInPanel id={open} />}
    </>
  );
}

function BoardPlace({ isBehind, onKeyboardMap }: { isBehind: boolean; onKeyboardMap: () => void }) {
  const { t } = useTranslation();
  const connection = useBoard((state) => state.connection.state);
  const status = useBoard((state) => state.status);
  const isEmpty = useBoard((state) => COLUMNS.every((lane) => state.columns[lane].length === 0));
  const station = useStationState();
  const wasPaired = (useAccess()?.device ?? null) !== null;
  if (connection === 'not-allowed') {
    return (
      <Notice title={t('connection.not-allowed')}>
        <p>{t(wasPaired ? 'connection.not-paired' : 'connection.not-allowed-what')}</p>
      </Notice>
    );
  }
  if (status === null) {
    if (station?.state === 'failing') return <StationFailure station={station} isAlone />;
    if (station?.state === 'working') return <Notice title={t('status.working')} isBusy />;
    const isComing = station?.state === 'starting' || station?.state === 'restarting';
    return connection === 'connecting' || isComing ? <Notice title={t('connection.connecting')} isBusy /> : null;
  }
  return (
    <>
      {isEmpty && <EmptyBoard status={status} />}
      <Board isEmpty={isEmpty} isBehind={isBehind} onKeyboardMap={onKeyboardMap} />
    </>
  );
}

function useTitle(): void {
  const { t } = useTranslation();
  const shop = useBoard((state) => shopOf(state).name || null);
  const unseen = useBoard((state) => (isReadOnly(state) ? 0 : shownCounts(state).new));
  const product = t('app.name');
  const name = shop === null ? product : t('app.title', { product, shop });
  useDocumentTitle(unseen === 0 ? name : `(${unseen}) ${name}`);
}
