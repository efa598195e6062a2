import { draggable } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import type { TFunction } from 'i18next';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Card, nextLane } from '../../shared/check-in.ts';
import type { DistanceUnit, PlateStyle } from '../../shared/shop.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { CardPhotos } from '../photos/CardPhotos.tsx';
import { MaintenanceLine } from '../plan/MaintenanceLine.tsx';
import { ReportChips } from '../report/ReportChips.tsx';
import edge from '../ui/card-edge.module.css';
import { plateText, vehicleText } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import { MemoryLine } from '../vehicle/MemoryLine.tsx';
import { Age } from './Age.tsx';
import { useBoard, useParts } from './board-context.ts';
import { isReadOnly } from './board-state.ts';
import { CardDesk } from './CardDesk.tsx';
import { CardFacts } from './CardFacts.tsx';
import { CardNote } from './CardNote.tsx';
import styles from './CheckInCard.module.css';
import { LightChips } from './LightChips.tsx';
import { Plate } from './Plate.tsx';
import { ProofChips } from './ProofChips.tsx';
import { StoreLine } from './StoreLine.tsx';
import { TestMark } from './TestMark.tsx';

const LIGHTS_SHOWN = 4;

/** What a card is drawn from. Everything keeps its identity until it changes, so that one event redraws one card. */
/** By then a card that slides in has come to rest. */
const SLIDE_MS = 400;

export interface CheckInCardProps {
  card: Card;
  plateStyle: PlateStyle;
  distanceUnit: DistanceUnit;
  onMenu: (card: Card, button: HTMLElement) => void;
}

/** One check-in on the board. */
export const CheckInCard = memo(function CheckInCard({ card, plateStyle, distanceUnit, onMenu }: CheckInCardProps) {
  const { t } = useTranslation();
  const { store, moves } = useParts();
  const element = useRef<HTMLElement>(null);
  const [slidesIn, setSlidesIn] = useState(() => store.isSettled());
  const [dragged, setDragged] = useState(false);
  const isOnlyRead = useBoard(isReadOnly);
  const { id } = card;

  // Not when its animation ends: where less motion is wanted there is none.
  useEffect(() => {
    if (!slidesIn) return;
    const settled = setTimeout(() => setSlidesIn(false), SLIDE_MS);
    return () => clearTimeout(settled);
  }, [slidesIn]);

  useEffect(() => {
    if (element.current === null || isOnlyRead) return;
    return draggable({
      element: element.current,
      getInitialData: () => ({ checkIn: id }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [id, isOnlyRead]);

  const next = nextLane(card.lane);
  const plate = plateText(t, card.plate);
  const people = [card.ownerName, card.adviser].filter((name) => name !== null);
  return (
    <article
      ref={element}
      className={`${edge.edged} ${styles.card}`}
      data-check-in={id}
      // What is new stands out for whoever has to see it: at a head office nobody has.
      data-lane-of-card={isOnlyRead ? undefined : card.lane}
      data-urgency={card.lights.find((light) => light.severity === 'red' || light.severity === 'amber')?.severity}
      data-entering={slidesIn || undefined}
      data-dragged={dragged || undefined}
      tabIndex={-1}
      inert={card.isTest}
      aria-label={plate}
    >
      {card.isTest && <TestMark />}
      <div className={styles.head}>
        <a
          className={styles.link}
          href={`?check-in=${encodeURIComponent(id)}`}
          draggable={false}
          aria-label={labelOf(t, card, plate)}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            openCheckIn(id);
          }}
        >
          <Plate plate={card.plate} plateStyle={plateStyle} />
        </a>
        <Age card={card} className={styles.age} />
      </div>
      {isOnlyRead && <StoreLine store={card.storeId} />}
      <p className={styles.vehicle}>
        <bdi>{vehicleText(card) ?? t('card.no-vehicle')}</bdi>
        {card.manufactured !== null && <span className={styles.year}> • {card.manufactured.slice(0, 4)}</span>}
      </p>
      {people.length > 0 && (
        <p className={styles.people}>
          {keyed(people, (name) => name).map(({ key, item: name }) => (
            <span key={key} className={styles.person}>
              <bdi>{name}</bdi>
            </span>
          ))}
        </p>
      )}
      <CardDesk card={card} />
      <LightChips lights={card.lights} count={card.lightCount} limit={LIGHTS_SHOWN} />
      <ReportChips report={card.report} />
      <ProofChips card={card} />
      <CardPhotos card={card} plate={plate} />
      <MaintenanceLine card={card} />
      <MemoryLine id={id} memory={card.memory} />
      <CardNote id={id} deskNote={card.deskNote} />
      <CardFacts card={card} distanceUnit={distanceUnit} />
      {!card.isTest && !isOnlyRead && (
        <div className={styles.actions}>
          {next !== null && (
            <button
              type="button"
              className={styles.action}
              data-primary={card.lane === 'new' || undefined}
              onClick={(event) => {
                // The second half of a double click would hit the card that has moved up under the pointer.
                if (event.detail < 2) moves.move(card, next);
              }}
            >
              {t(`card.action.${next === 'new' ? 'seen' : next}`)}
              {card.lane === 'new' && <kbd className={styles.key}>S</kbd>}
            </button>
          )}
          <button
            type="button"
            className={styles.more}
            aria-label={t('card.menu', { plate })}
            aria-haspopup="menu"
            onClick={(event) => onMenu(card, event.currentTarget)}
          >
            <Icon name="more" size={18} />
          </button>
        </div>
      )}
    </article>
  );
});

function labelOf(t: TFunction, card: Card, plate: string): string {
  const vehicle = vehicleText(card) ?? t('card.no-vehicle');
  return t('card.label', { plate, vehicle, lane: t(`lane.${card.lane}`) });
}
