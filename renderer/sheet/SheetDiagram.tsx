import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Damage } from '../../shared/check-in.ts';
import type { BoardSettings } from '../../shared/settings.ts';
import { DiagramEnds } from '../diagram/DiagramEnds.tsx';
import { DIAGRAM } from '../diagram/parts.ts';
import { pinsOf } from '../diagram/pins.ts';
import { VehicleDrawing } from '../diagram/VehicleDrawing.tsx';
import styles from './Sheet.module.css';

/** The number in a pin of two digits or more is set smaller, so that it stays inside. */
const PIN = { radius: 18, large: 20, small: 16 };

/** The vehicle with a pin for each damage; without any it is there to be marked by hand. */
export function SheetDiagram({
  damage,
  positions,
}: {
  damage: readonly Damage[];
  positions: BoardSettings['positions'];
}) {
  const { t } = useTranslation();
  const pins = useMemo(() => pinsOf(damage, positions), [damage, positions]);
  const marked = useMemo(() => new Set(pins.pins.map(({ part }) => part)), [pins]);
  return (
    <figure className={styles.diagram}>
      <div className={styles.drawn}>
        <VehicleDrawing marked={marked} active={null} />
        <svg
          className={styles.pins}
          viewBox={`0 0 ${DIAGRAM.width} ${DIAGRAM.height}`}
          aria-hidden="true"
          focusable="false"
        >
          {pins.pins.map(({ entry, more, at }) => {
            const text = more > 0 ? `${entry + 1}+` : `${entry + 1}`;
            return (
              <g key={entry}>
                <circle cx={at.x} cy={at.y} r={PIN.radius} fill="#10151f" stroke="#fff" strokeWidth="2" />
                <text
                  x={at.x}
                  y={at.y}
                  fill="#fff"
                  fontSize={text.length > 1 ? PIN.small : PIN.large}
                  fontWeight="700"
                  textAnchor="middle"
                  dominantBaseline="central"
                >
                  {text}
                </text>
              </g>
            );
          })}
        </svg>
        <DiagramEnds />
      </div>
      {pins.rest.length > 0 && (
        <figcaption>{t('sheet.not-drawn', { numbers: pins.rest.map((entry) => entry + 1).join(', ') })}</figcaption>
      )}
    </figure>
  );
}
