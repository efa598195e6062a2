import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { useFormats } from '../ui/formats.ts';
import styles from './Vehicle.module.css';

type Reading = Vehicle['readings'][number];
type Point = Reading & { time: number };

/** The line of the odometer over time; the table beside it says the same in words and leads to each visit. */
export function OdometerChart({ readings }: { readings: readonly Reading[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { distanceUnit } = useBoard(shopOf);
  const points = readings.map((reading): Point => ({ ...reading, time: Date.parse(reading.at) }));
  const isCrowded = points.length > 60;
  return (
    <ResponsiveContainer width="100%" height={220}>
      <LineChart data={points} margin={{ top: 10, right: 18, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="time"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(time: number) => formats.month(time)}
          minTickGap={36}
          stroke="var(--ink-soft)"
          tick={{ fill: 'var(--ink-soft)', fontSize: 12.5 }}
        />
        <YAxis
          width={74}
          domain={[0, 'auto']}
          tickFormatter={(value: number) => formats.number(value)}
          stroke="var(--ink-soft)"
          tick={{ fill: 'var(--ink-soft)', fontSize: 12.5 }}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as Point | undefined;
            if (!active || point === undefined) return null;
            return (
              <div className={styles.tip}>
                <strong>{formats.distance(point.value, distanceUnit)}</strong>
                <span>{formats.date(point.at)}</span>
                {point.isBackwards && <span className={styles.wrong}>{t('vehicle.less')}</span>}
              </div>
            );
          }}
        />
        <Line
          dataKey="value"
          type="linear"
          stroke="var(--ink)"
          strokeWidth={2}
          isAnimationActive={false}
          activeDot={false}
          dot={({ cx, cy, payload }: { cx?: number; cy?: number; payload: Point }) =>
            isCrowded && !payload.isBackwards ? (
              <g key={payload.id} />
            ) : (
              <Dot key={payload.id} x={cx ?? 0} y={cy ?? 0} point={payload} />
            )
          }
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

/** A reading; one that goes backwards is larger, amber, and pointed. */
function Dot({ x, y, point }: { x: number; y: number; point: Point }) {
  return point.isBackwards ? (
    <path
      d={`M${x} ${y + 8}l-8 -14h16z`}
      fill="var(--amber-edge)"
      stroke="var(--card)"
      strokeWidth={2}
      data-backwards=""
    />
  ) : (
    <circle cx={x} cy={y} r={4} fill="var(--ink)" stroke="var(--card)" strokeWidth={2} />
  );
}
