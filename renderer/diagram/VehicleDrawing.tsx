import { memo } from 'react';
import type { VehiclePart } from '../../shared/vehicle-part.ts';
import {
  DIAGRAM,
  LEFT_SHAPES,
  LEFT_SIDE,
  type PartShape,
  RIGHT_SHAPES,
  RIGHT_SIDE,
  SIDE_LINES,
  TOP,
  TOP_LINES,
  TOP_OUTLINE,
} from './parts.ts';
import styles from './VehicleDiagram.module.css';

/** What of the vehicle is marked: parts with damage, and the one that is being looked at. */
export interface VehicleDrawingProps {
  marked: ReadonlySet<VehiclePart>;
  active: VehiclePart | null;
}

/** The vehicle unfolded, as a picture: what it shows is said by the pins and the list beside it. */
export const VehicleDrawing = memo(function VehicleDrawing({ marked, active }: VehicleDrawingProps) {
  const shapes = (list: readonly PartShape[]) =>
    list.map(({ part, path }) => (
      <path
        key={part}
        d={path}
        className={styles.part}
        data-part={part}
        data-marked={marked.has(part) || undefined}
        data-active={part === active || undefined}
      />
    ));
  const lines = (list: readonly string[]) => list.map((path) => <path key={path} d={path} className={styles.line} />);
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${DIAGRAM.width} ${DIAGRAM.height}`}
      aria-hidden="true"
      focusable="false"
    >
      <path d={TOP_OUTLINE} className={styles.body} />
      {shapes(TOP)}
      {lines(TOP_LINES)}
      <g transform={RIGHT_SIDE}>
        {shapes(RIGHT_SHAPES)}
        {lines(SIDE_LINES)}
      </g>
      <g transform={LEFT_SIDE}>
        {shapes(LEFT_SHAPES)}
        {lines(SIDE_LINES)}
      </g>
    </svg>
  );
});
