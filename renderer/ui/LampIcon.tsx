import type { ReactNode } from 'react';
import type { WarningLight } from '../../shared/check-in.ts';

// Drawn by us after the shapes that ISO 2575 gives these lamps, so that they look as they do on the dashboard.

const ENGINE = (
  <>
    <path d="M8 5.500h7M11.500 5.500v3.200M2.200 10.500v7M2.200 14h3" />
    <path d="M5.200 11.700 8 8.700h6.800l2.700 2.800h2V10h2.300v8.800h-2.300v-1.700h-1.700l-2.600 2.700H8.400l-3.200-3z" />
  </>
);
const OIL = (
  <>
    <path d="M6.500 11h6.300l2.200 1.700 5.800-3.200.8 1-6.300 7.700H6.500zM6.500 14.600l-4.300-2 .3-2.600 4 1.400M8 8.300h3.600M9.800 8.300V11" />
    <path
      d="M21.600 13.800c.9 1.500 1.300 2.200 1.300 2.900a1.300 1.300 0 0 1-2.600 0c0-.7.4-1.400 1.300-2.900z"
      fill="currentColor"
      stroke="none"
    />
  </>
);
const COOLANT = (
  <>
    <path d="M11.500 3.200V14M12 4.400h4M12 8h4" />
    <circle cx="11.500" cy="15.600" r="2.700" fill="currentColor" stroke="none" />
    <path d="M1.800 15.600c1.200 1.100 2.500 1.100 4.500-.2M16.700 15.400c1.900 1.300 3.300 1.300 4.500.2M1.800 20.600c1.700-1.400 3.200-1.400 4.900 0s3.200 1.400 4.900 0 3.200-1.400 4.900 0 3.200 1.400 4.900 0" />
  </>
);
const AIRBAG = (
  <>
    <circle cx="7.200" cy="4.600" r="2.500" fill="currentColor" stroke="none" />
    <path d="M5.500 9.300 7.600 16.600h6.600l3 4.600" strokeWidth="3" />
    <path d="M7.500 11.600h4.300" />
    <circle cx="17.200" cy="9.800" r="4.200" />
  </>
);
const DOOR = (
  <>
    <path d="M8.600 6.200C9.700 3.500 14.300 3.500 15.400 6.200L16 9.500V19c-2.400 1.300-5.600 1.300-8 0V9.500zM8.600 9.300c2-.9 4.800-.9 6.800 0M9 16.500c2 .6 4 .6 6 0" />
    <path d="M7.800 10.500 2.800 15M16.200 10.500l5 4.500" />
  </>
);
const WARNING = (
  <>
    <path d="M12 3.200 22 20.800H2z" />
    <path d="M12 9.500v5.300M12 17.300v.7" />
  </>
);
const INFO = (
  <>
    <circle cx="12" cy="12" r="9.500" />
    <path d="M12 11v6M12 6.800v.7" />
  </>
);
const UNMAPPED = (
  <>
    <circle cx="12" cy="12" r="9.500" strokeDasharray="3.730 3.730" />
    <path d="M9.300 9.700c.3-3.400 5.600-3.200 5.400 0-.1 1.900-2.600 2-2.700 4.300M12 16.700v.7" />
  </>
);

const LAMPS: ReadonlyMap<string, ReactNode> = new Map([
  ['1', DOOR],
  ['15', COOLANT],
  ['16', OIL],
  ['19', AIRBAG],
  ['20', ENGINE],
]);

/** The lamp of a warning light, beside its name: its own where the code is known, else one for how urgent it is. */
export function LampIcon({ light, size = 16 }: { light: WarningLight; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {lampOf(light)}
    </svg>
  );
}

function lampOf({ code, severity }: WarningLight): ReactNode {
  const lamp = code === null ? undefined : LAMPS.get(code);
  if (lamp !== undefined) return lamp;
  if (severity === 'unmapped') return UNMAPPED;
  return severity === 'info' ? INFO : WARNING;
}
