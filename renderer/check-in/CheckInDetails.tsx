import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { ownerName } from '../../shared/owner-name.ts';
import { useBoard } from '../board/board-context.ts';
import { isReadOnly, shopOf } from '../board/board-state.ts';
import { Plate } from '../board/Plate.tsx';
import { ProofChips } from '../board/ProofChips.tsx';
import { DueSection } from '../plan/DueSection.tsx';
import { ReportSection } from '../report/ReportSection.tsx';
import { useFormats, vehicleText } from '../ui/formats.ts';
import { EarlierLink } from '../vehicle/EarlierLink.tsx';
import { MemorySection } from '../vehicle/MemorySection.tsx';
import { useCheckInMemory } from '../vehicle/use-vehicle.ts';
import styles from './CheckInPanel.module.css';
import { DamageView } from './DamageView.tsx';
import { DeskFacts } from './DeskFacts.tsx';
import { DeskSection } from './DeskSection.tsx';
import { Fact, Facts, Section } from './Fact.tsx';
import { LightList } from './LightList.tsx';
import { LongText } from './LongText.tsx';
import { SheetButton } from './SheetButton.tsx';
import { Standing } from './Standing.tsx';
import { VisitRecord } from './VisitRecord.tsx';

/** Everything that is known about a check-in, most asked-for first. */
export function CheckInDetails({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shop = useBoard(shopOf);
  const isOnlyRead = useBoard(isReadOnly);
  const { owner, odometer, fuel } = checkIn;
  const memory = useCheckInMemory(checkIn.id);
  const vehicle = vehicleText(checkIn);
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <Plate plate={checkIn.plate} plateStyle={shop.plateStyle} large />
        </h2>
        <p className={styles.vehicle}>
          <LongText text={vehicle ?? t('card.no-vehicle')} />
        </p>
        <ProofChips card={checkIn} />
        <Standing checkIn={checkIn} />
        <SheetButton id={checkIn.id} />
      </header>
      {checkIn.personalRemovedAt !== null && (
        <p className={styles.note}>
          {t('panel.personal-removed', { when: formats.day(checkIn.personalRemovedAt.slice(0, 10)) })}
        </p>
      )}
      {checkIn.clipped && <p className={styles.note}>{t('panel.clipped')}</p>}
      {isOnlyRead ? <DeskFacts checkIn={checkIn} /> : <DeskSection key={checkIn.id} checkIn={checkIn} />}
      <MemorySection checkIn={checkIn} />
      <DueSection id={checkIn.id} />
      <ReportSection checkIn={checkIn} />
      <Section title={t('panel.lights')}>
        <LightList lights={checkIn.lights} again={memory?.lights} />
      </Section>
      <Section title={t('panel.damage')}>
        <DamageView checkIn={checkIn} />
      </Section>
      <Section title={t('panel.remark')} isAbsent={checkIn.remark === null}>
        <p className={styles.text}>
          <LongText text={checkIn.remark ?? ''} />
        </p>
      </Section>
      <Section title={t('panel.belongings')}>
        {checkIn.belongings.length === 0 ? (
          <p className={styles.none}>{t('panel.belongings-none')}</p>
        ) : (
          <ul className={styles.belongings}>
            {[...new Set(checkIn.belongings)].map((item) => (
              <li key={item}>
                <LongText text={item} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('panel.vehicle')}>
        <Facts>
          <Fact name={t('panel.vin')} value={checkIn.vin} isCode />
          <Fact name={t('panel.model')} value={vehicle} />
          <Fact
            name={t('panel.manufactured')}
            value={checkIn.manufactured === null ? null : formats.day(checkIn.manufactured)}
          />
          <Fact
            name={t('panel.odometer')}
            value={odometer === null ? null : formats.distance(odometer, shop.distanceUnit)}
          />
          {memory?.odometer?.isBackwards === true && (
            <Fact name={t('vehicle.backwards')} value={null} isWrong>
              <EarlierLink visit={memory.odometer}>
                {t('vehicle.reading-before', {
                  distance: formats.distance(memory.odometer.value, shop.distanceUnit),
                  day: formats.date(memory.odometer.at),
                })}
              </EarlierLink>
            </Fact>
          )}
          <Fact name={t('panel.fuel')} value={fuel === null ? null : fuelText(t, formats.number(fuel), fuel)} />
        </Facts>
      </Section>
      <Section title={t('panel.owner')}>
        <Facts>
          <Fact name={t('panel.name')} value={ownerName(owner)} />
          <Fact name={t('panel.gender')} value={genderText(t, owner.gender)} />
          <Fact name={t('panel.phone')} value={owner.mobile} />
        </Facts>
      </Section>
      <VisitRecord checkIn={checkIn} />
    </>
  );
}

function fuelText(t: TFunction, text: string, value: number): string {
  return value < 0 || value > 100 ? t('panel.fuel-odd', { value: text }) : `${text}%`;
}

function genderText(t: TFunction, gender: string | null): string | null {
  if (gender === 'MALE') return t('panel.gender.male');
  return gender === 'FEMALE' ? t('panel.gender.female') : gender;
}
