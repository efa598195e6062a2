import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import type { StationSettings } from '../../shared/settings.ts';
import type { Maintenance } from '../../shared/vehicle-maintenance.ts';
import { vehicleText } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import { Closing } from './Closing.tsx';
import styles from './Sheet.module.css';
import { SheetDamage } from './SheetDamage.tsx';
import { SheetDiagram } from './SheetDiagram.tsx';
import { SheetFacts } from './SheetFacts.tsx';
import { SheetHead } from './SheetHead.tsx';
import { SheetLights } from './SheetLights.tsx';
import { SheetPlan } from './SheetPlan.tsx';
import { SheetPlate } from './SheetPlate.tsx';
import { useMoment } from './sheet-formats.ts';
import type { SheetLook } from './sheet-wishes.ts';

/** As many lights stand beside the drawing of the vehicle; more of them have a place of their own. */
const BESIDE_DRAWING = 8;

export interface CheckInSheetProps {
  checkIn: CheckInDetail;
  /** Its maintenance that is due; empty for no such block. */
  due: readonly Maintenance[];
  settings: StationSettings;
  look: SheetLook;
  /** Where the code leads; null for no code. */
  link: string | null;
  copy: number;
}

/** The sheet of a check-in, on a page or on a slip: the same parts, in the same order. */
export function CheckInSheet({ checkIn, due, settings, look, link, copy }: CheckInSheetProps) {
  const { t } = useTranslation();
  const moment = useMoment();
  const { lights, damage, belongings, remark } = checkIn;
  const isSlip = look.paper === 'slip';
  const isBeside = !isSlip && lights.length <= BESIDE_DRAWING;
  const lightSection = (
    <section>
      <h2>{t('sheet.lights')}</h2>
      <SheetLights lights={lights} columns={isBeside || isSlip ? 1 : 3} />
    </section>
  );
  return (
    <>
      <SheetHead
        settings={settings}
        title={t('sheet.title')}
        lines={[
          `${t('sheet.arrived')} ${moment(checkIn.arrivedAt)}`,
          ...(checkIn.typed ? [t('typed.mark')] : []),
          ...(checkIn.receiveBaseId === null ? [] : [`${t('sheet.order')} ${checkIn.receiveBaseId}`]),
        ]}
        link={link === null ? null : { address: link, label: t('sheet.scan') }}
        copy={copy}
      />
      <div className={styles.vehicle}>
        <SheetPlate plate={checkIn.plate} plateStyle={isSlip ? 'plain' : settings.shop.plateStyle} />
        <p className={styles.model}>
          <bdi>{vehicleText(checkIn) ?? t('card.no-vehicle')}</bdi>
        </p>
      </div>
      <SheetFacts checkIn={checkIn} settings={settings} />
      {!isSlip && (
        <div className={styles.band}>
          <SheetDiagram damage={damage} positions={settings.board.positions} />
          {isBeside && lightSection}
        </div>
      )}
      {!isBeside && lightSection}
      <section>
        <h2>{t('sheet.damage')}</h2>
        <SheetDamage checkIn={checkIn} size={isSlip ? 'none' : look.photos} />
      </section>
      {due.length > 0 && <SheetPlan items={due} unit={settings.shop.distanceUnit} />}
      <section>
        <h2>{t('sheet.belongings')}</h2>
        {belongings.length === 0 ? (
          <p className={styles.quiet}>{t('sheet.none')}</p>
        ) : (
          <ul className={styles.belongings}>
            {keyed(belongings, (item) => item).map(({ key, item }) => (
              <li key={key}>
                <bdi>{item}</bdi>
              </li>
            ))}
          </ul>
        )}
      </section>
      {remark !== null && remark.trim() !== '' && (
        <section>
          <h2>{t('sheet.remark')}</h2>
          <p className={styles.remark} dir="auto">
            {remark}
          </p>
        </section>
      )}
      {checkIn.clipped && <p className={styles.quiet}>{t('sheet.clipped')}</p>}
      <Closing terms={settings.sheet.terms[look.language]} />
    </>
  );
}
