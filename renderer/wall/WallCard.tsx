import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlateStyle } from '../../shared/shop.ts';
import type { WallCard as Card } from '../../shared/wall.ts';
import { CardDesk } from '../board/CardDesk.tsx';
import { LightChips } from '../board/LightChips.tsx';
import { Plate } from '../board/Plate.tsx';
import { TestMark } from '../board/TestMark.tsx';
import { ReportChips } from '../report/ReportChips.tsx';
import edge from '../ui/card-edge.module.css';
import { vehicleText } from '../ui/formats.ts';
import { WallAge } from './WallAge.tsx';
import styles from './WallCard.module.css';
import { WallPhotos } from './WallPhotos.tsx';
import { useWallStore } from './wall-store.ts';

const LIGHTS_SHOWN = 4;

/** One check-in on the wall: to be read from afar, and nothing to press. */
export const WallCard = memo(function WallCard({ card, plateStyle }: { card: Card; plateStyle: PlateStyle }) {
  const { t } = useTranslation();
  const store = useWallStore();
  const [slidesIn] = useState(() => store.isSettled());
  return (
    <article
      className={`${edge.edged} ${styles.card}`}
      data-check-in={card.id}
      data-lane-of-card={card.lane}
      data-urgency={card.lights.find(({ severity }) => severity === 'red' || severity === 'amber')?.severity}
      data-entering={slidesIn || undefined}
    >
      {card.isTest && <TestMark />}
      <div className={styles.head}>
        <Plate plate={card.plate} plateStyle={plateStyle} />
        <WallAge card={card} />
      </div>
      <p className={styles.vehicle}>
        <bdi>{vehicleText(card) ?? t('card.no-vehicle')}</bdi>
        {card.year !== null && <span className={styles.year}> • {card.year}</span>}
      </p>
      {card.adviser !== null && (
        <p className={styles.adviser}>
          <bdi>{card.adviser}</bdi>
        </p>
      )}
      <CardDesk card={{ lane: card.lane, keyTag: null, promisedAt: card.promisedAt }} />
      <LightChips lights={card.lights} count={card.lightCount} limit={LIGHTS_SHOWN} />
      <ReportChips report={card.report} />
      <WallPhotos card={card} />
    </article>
  );
});
