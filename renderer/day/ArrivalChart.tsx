import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';

/** Check-ins as bars, one for each slot. The same numbers stand in a table, so it is only for the eye. */
export function ArrivalChart({ slots, name }: { slots: readonly { label: string; checkIns: number }[]; name: string }) {
  return (
    <BarChart
      h={220}
      data={[...slots]}
      dataKey="label"
      series={[{ name: 'checkIns', label: name, color: 'var(--bar)' }]}
      gridAxis="x"
      tickLine="none"
      maxBarWidth={44}
      cursorFill="var(--well)"
      withBarValueLabel={slots.length <= 31}
      valueLabelProps={{ formatter: (value: unknown) => (value === 0 ? '' : String(value)) }}
      barProps={{ isAnimationActive: false, radius: [3, 3, 0, 0] }}
      xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 6 }}
      yAxisProps={{ allowDecimals: false, width: 34 }}
      tooltipAnimationDuration={0}
      barChartProps={{ accessibilityLayer: false, margin: { top: 18 } }}
    />
  );
}
