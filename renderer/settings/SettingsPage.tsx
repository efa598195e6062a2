import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import { useDesktop } from '../desktop/desktop.ts';
import { useBrowserRing } from '../ring/use-ring.ts';
import { useAccess } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { PageFrame } from '../ui/PageFrame.tsx';
import { openPage } from '../ui/place.ts';
import { AgesSection } from './AgesSection.tsx';
import { AlertSection } from './AlertSection.tsx';
import { BackupSection } from './BackupSection.tsx';
import { CallbackSection } from './CallbackSection.tsx';
import { ClockSection } from './ClockSection.tsx';
import { CustodySection } from './CustodySection.tsx';
import { DataSection } from './DataSection.tsx';
import { HoursSection } from './HoursSection.tsx';
import { LanSection } from './LanSection.tsx';
import { LightsSection } from './LightsSection.tsx';
import { NamesSection } from './NamesSection.tsx';
import { useSectionWish } from './open-settings.ts';
import { PhotosSection } from './PhotosSection.tsx';
import { PlatformSection } from './PlatformSection.tsx';
import { PositionsSection } from './PositionsSection.tsx';
import { PrinterSection } from './PrinterSection.tsx';
import { ReachSection } from './ReachSection.tsx';
import { RelaySection } from './RelaySection.tsx';
import { ReportsSection } from './ReportsSection.tsx';
import { RetentionSection } from './RetentionSection.tsx';
import { Remark } from './Row.tsx';
import { SecretSection } from './SecretSection.tsx';
import { headingId } from './Section.tsx';
import styles from './Settings.module.css';
import { SheetSection } from './SheetSection.tsx';
import { ShopSection } from './ShopSection.tsx';
import { StoresSection } from './StoresSection.tsx';
import { ThisBrowserSection } from './ThisBrowserSection.tsx';
import { ThisPcSection } from './ThisPcSection.tsx';
import { UpdatesSection } from './UpdatesSection.tsx';
import { VerificationSection } from './VerificationSection.tsx';
import { WallSection } from './WallSection.tsx';

/** The settings, over the board: what belongs to the shop, and in the desktop app what belongs to this PC. */
export function SettingsPage() {
  const { t } = useTranslation();
  const around = useDesktop();
  const own = useBrowserRing();
  const access = useAccess();
  const isManager = access?.role === 'manager';
  const wish = useSectionWish();

  useEffect(() => {
    if (wish === null) return;
    const heading = document.getElementById(headingId(wish.section));
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [wish]);

  return (
    <PageFrame
      name="settings"
      title={t('settings.title')}
      actions={isManager && <Button onClick={() => openPage('setup')}>{t('setup.open')}</Button>}
    >
      {access === null && <Remark tone="quiet">{t('settings.loading')}</Remark>}
      {isManager && <ShopSection />}
      {isManager && <AlertSection />}
      {around !== null && <ThisPcSection around={around} />}
      {around !== null && <PrinterSection around={around} />}
      {own !== null && <ThisBrowserSection {...own} />}
      {isManager ? (
        <>
          <NamesSection />
          <HoursSection />
          <AgesSection />
          <LightsSection />
          <PositionsSection />
          <PhotosSection />
          <ReportsSection />
          <SheetSection />
          <RetentionSection />
          <CustodySection />
          <LanSection />
          <WallSection />
          <BackupSection />
          <SecretSection />
          <ReachSection />
          <RelaySection />
          <CallbackSection />
          <StoresSection />
          <VerificationSection />
          <PlatformSection />
          <ClockSection />
        </>
      ) : (
        access !== null && (
          <p className={styles.elsewhere}>
            {access.device !== null && <>{t('settings.paired-as', { name: isolated(access.device) })} </>}
            {t('settings.main-desk')}
          </p>
        )
      )}
      {around !== null && <UpdatesSection around={around} />}
      {around !== null && <DataSection around={around} />}
    </PageFrame>
  );
}
