import type { Severity, WarningLight } from './check-in.ts';

/**
 * Severity by light code before a shop has changed it, in the colours that ISO 2575 gives these lamps on a dashboard: red for stop at once, amber for
 * have it seen to. Codes as far as AutoX3's documentation shows them.
 */
export const KNOWN_LIGHTS: Readonly<Record<string, 'red' | 'amber' | 'info'>> = {
  1: 'info', // door or window open
  15: 'red', // coolant temperature
  16: 'red', // engine oil low
  19: 'red', // airbag
  20: 'amber', // engine
};

const URGENCY: Record<Severity, number> = { red: 0, amber: 1, unmapped: 2, info: 3 };

/** The lights with their severities by a table, most urgent first and otherwise in the order sent. */
export function triage(
  lights: readonly Omit<WarningLight, 'severity'>[],
  table: Readonly<Record<string, Severity>>,
): WarningLight[] {
  return lights
    .map((light) => ({ ...light, severity: severityOf(light.code, table) }) satisfies WarningLight)
    .sort((a, b) => URGENCY[a.severity] - URGENCY[b.severity]);
}

/** A code is what a stranger sent: `constructor` names something in every object, and is in no table. */
function severityOf(code: string | null, table: Readonly<Record<string, Severity>>): Severity {
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? 'unmapped') : 'unmapped';
}
