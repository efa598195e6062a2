import { type CSSProperties, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Damage } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { DiagramEnds } from './DiagramEnds.tsx';
import { DIAGRAM } from './parts.ts';
import type { Pins } from './pins.ts';
import styles from './VehicleDiagram.module.css';
import { VehicleDrawing } from './VehicleDrawing.tsx';

/** A diagram with its pins. `active` is the entry that is pointed at, here or in the list; `onPick` is told of a press. */
export interface VehicleDiagramProps {
  damage: readonly Damage[];
  pins: Pins;
  active: number | null;
  onActive: (entry: number | null) => void;
  onPick: (entry: number) => void;
  /** Small, beside a photo. */
  isSmall?: boolean;
}

/** Where the damage of a visit is: a numbered pin for each entry whose place is known. */
export function VehicleDiagram({ damage, pins, active, onActive, onPick, isSmall = false }: VehicleDiagramProps) {
  const { t } = useTranslation();
  const marked = useMemo(() => new Set(pins.pins.map(({ part }) => part)), [pins]);
  const activePin = active === null ? undefined : pins.pinOf.get(active);
  const activePart = pins.pins.find(({ entry }) => entry === activePin)?.part ?? null;
  return (
    <figure className={styles.diagram} data-small={isSmall || undefined} aria-label={t('diagram.label')}>
      <VehicleDrawing marked={marked} active={activePart} />
      {!isSmall && <DiagramEnds />}
      {pins.pins.map(({ entry, more, part, at }) => {
        const name = damage[entry]?.positionName;
        const place = name === null || name === undefined ? t(`part.${part}`) : isolated(name);
        const label = t('diagram.pin', { number: entry + 1, place });
        return (
          <button
            key={entry}
            type="button"
            className={styles.pin}
            style={{ '--x': at.x / DIAGRAM.width, '--y': at.y / DIAGRAM.height } as CSSProperties}
            data-pin={entry}
            data-active={entry === activePin || undefined}
            aria-label={more > 0 ? `${label} (${t('diagram.more', { count: more })})` : label}
            title={more > 0 ? `${label} (${t('diagram.more', { count: more })})` : label}
            onClick={() => onPick(entry)}
            onPointerEnter={() => onActive(entry)}
            onPointerLeave={() => onActive(null)}
            onFocus={() => onActive(entry)}
            onBlur={() => onActive(null)}
          >
            {more > 0 ? `${entry + 1}+` : entry + 1}
          </button>
        );
      })}
    </figure>
  );
}
