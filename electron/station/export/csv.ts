import { stringify } from 'csv-stringify/sync';
import type { CheckIn } from '../../../shared/check-in.ts';
import { CHECK_POINT_STATUSES, type ReportSummary } from '../../../shared/health-report.ts';
import type { Say, SayKey } from '../../../shared/i18n/say.ts';
import { lightName } from '../../../shared/light-name.ts';
import { ownerName } from '../../../shared/owner-name.ts';
import type { DistanceUnit } from '../../../shared/shop.ts';
import { type TimeZone, wallTime } from '../../../shared/time-zone.ts';
import { codeCell, textCell } from './cell.ts';

/** What the table is written with: the shop's time and unit, and words in the language that was asked for. */
export type CsvParts = { say: Say; timeZone: TimeZone; distanceUnit: DistanceUnit };

/** What a line is made of. */
type Visit = CheckIn & { report: ReportSummary | null };

type Column = { heading: SayKey; cell: (checkIn: Visit, parts: CsvParts) => string | number };

/** Between the parts of one cell. */
const AND = '; ';

const day = (iso: string | null, { timeZone }: CsvParts): string =>
  iso === null ? '' : new Date(wallTime(Date.parse(iso), timeZone)).toISOString().slice(0, 10);
const time = (iso: string | null, { timeZone }: CsvParts): string =>
  iso === null ? '' : new Date(wallTime(Date.parse(iso), timeZone)).toISOString().slice(11, 19);

function placeOf({ lane, setAside }: CheckIn, { say }: CsvParts): string {
  return setAside === null ? say(`lane.${lane}`) : say(`desk.as.${setAside}`);
}

function damageText({ damage }: CheckIn): string {
  return damage
    .map(({ position, positionName, describe }) => [positionName ?? position, describe].filter(Boolean).join(': '))
    .filter((entry) => entry !== '')
    .join(AND);
}

/** The columns in their order; programs that read the file may rely on it. */
const COLUMNS: readonly Column[] = [
  { heading: 'export.column.id', cell: ({ id }) => Number(id) },
  { heading: 'export.column.order', cell: ({ receiveBaseId }) => codeCell(receiveBaseId) },
  { heading: 'export.column.arrived-utc', cell: ({ arrivedAt }) => arrivedAt },
  { heading: 'export.column.arrived-day', cell: ({ arrivedAt }, parts) => day(arrivedAt, parts) },
  { heading: 'export.column.arrived-time', cell: ({ arrivedAt }, parts) => time(arrivedAt, parts) },
  { heading: 'export.column.place', cell: placeOf },
  { heading: 'export.column.plate', cell: ({ plate }) => codeCell(plate) },
  { heading: 'panel.vin', cell: ({ vin }) => codeCell(vin) },
  { heading: 'export.column.brand', cell: ({ brand }) => textCell(brand) },
  { heading: 'export.column.style', cell: ({ style }) => codeCell(style) },
  { heading: 'export.column.manufactured', cell: ({ manufactured }) => manufactured ?? '' },
  { heading: 'export.column.owner', cell: ({ owner }) => textCell(ownerName(owner)) },
  { heading: 'export.column.gender', cell: ({ owner }) => textCell(owner.gender) },
  { heading: 'export.column.phone', cell: ({ owner }) => codeCell(owner.mobile) },
  { heading: 'export.column.odometer', cell: ({ odometer }) => odometer ?? '' },
  {
    heading: 'export.column.unit',
    cell: ({ odometer }, { distanceUnit }) => (odometer === null ? '' : distanceUnit),
  },
  { heading: 'export.column.fuel', cell: ({ fuel }) => fuel ?? '' },
  {
    heading: 'export.column.lights',
    cell: ({ lights }, { say }) => textCell(lights.map((light) => lightName(say, light)).join(AND)),
  },
  { heading: 'export.column.damage-count', cell: ({ damage }) => damage.length },
  { heading: 'export.column.damage', cell: (checkIn) => textCell(damageText(checkIn)) },
  {
    heading: 'export.column.photos',
    cell: ({ damage }) => new Set(damage.flatMap(({ photos }) => photos)).size,
  },
  { heading: 'export.column.belongings', cell: ({ belongings }) => textCell(belongings.join(AND)) },
  { heading: 'export.column.remark', cell: ({ remark }) => textCell(remark) },
  { heading: 'export.column.adviser', cell: ({ adviser }) => textCell(adviser) },
  { heading: 'export.column.adviser-phone', cell: ({ adviserMobile }) => codeCell(adviserMobile) },
  { heading: 'export.column.store', cell: ({ storeId }) => codeCell(storeId) },
  { heading: 'export.column.note', cell: ({ deskNote }) => textCell(deskNote) },
  { heading: 'export.column.key-tag', cell: ({ keyTag }) => codeCell(keyTag) },
  { heading: 'export.column.promised-utc', cell: ({ promisedAt }) => promisedAt ?? '' },
  { heading: 'export.column.promised-day', cell: ({ promisedAt }, parts) => day(promisedAt, parts) },
  { heading: 'export.column.promised-time', cell: ({ promisedAt }, parts) => time(promisedAt, parts) },
  { heading: 'typed.mark', cell: ({ typed }) => Number(typed) },
  ...CHECK_POINT_STATUSES.map(
    (status): Column => ({ heading: `export.column.report-${status}`, cell: ({ report }) => report?.[status] ?? '' }),
  ),
];

// A line end by itself would not be quoted otherwise, and end the row for whoever reads strictly.
const OPTIONS = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ } as const;

/** The head of the table, with the mark by which spreadsheets know UTF-8. */
export function csvHead({ say }: CsvParts): string {
  return `\ufeff${stringify([COLUMNS.map(({ heading }) => say(heading))], OPTIONS)}`;
}

/** Visits as lines of the table, by RFC 4180. */
export function csvLines(checkIns: readonly Visit[], parts: CsvParts): string {
  return stringify(
    checkIns.map((checkIn) => COLUMNS.map(({ cell }) => cell(checkIn, parts))),
    OPTIONS,
  );
}
