import type { Severity } from '../../../shared/check-in.ts';
import type { HistoryFilter, HistoryPlace } from '../../../shared/history.ts';

// The filters of the history are tokens of the search row, each with a sign that no text has: one list of SQLite's is
// walked for each, and only visits that fit all of them are read. Filtering afterwards would read every visit of a name.

const PLACE = '¤p';
const STORE = '¤s';
const ADVISER = '¤a';
const LIGHT = '¤l';
const ANY_LIGHT = '¤lany';
const NO_LIGHT = '¤lnone';
const DAMAGE = '¤d';
const NO_DAMAGE = '¤n';
const PHOTO = '¤f';

/** Whatever was sent, as letters and digits that differ where it differs; signs end a token. */
function encoded(text: string): string {
  return `x${Buffer.from(text).toString('hex')}`;
}

function placeMark(place: HistoryPlace): string {
  return PLACE + place.replaceAll('-', '');
}

/** What a visit is filtered by. */
export type Markable = {
  place: HistoryPlace;
  store: string | null;
  adviser: string | null;
  lightCodes: readonly (string | null)[];
  damageCount: number;
  photoCount: number;
};

/** The tokens by which filters find a visit. */
export function marksOf(visit: Markable): string[] {
  const { place, store, adviser, lightCodes, damageCount, photoCount } = visit;
  return [
    placeMark(place),
    STORE + encoded(store ?? ''),
    ADVISER + encoded(adviser ?? ''),
    lightCodes.length > 0 ? ANY_LIGHT : NO_LIGHT,
    ...lightCodes.map((code) => LIGHT + encoded(code ?? '')),
    damageCount > 0 ? DAMAGE : NO_DAMAGE,
    ...(photoCount > 0 ? [PHOTO] : []),
  ];
}

/** The light codes that there are, and which severity the shop gives to them. */
export type LightTable = { severities: Readonly<Record<string, Severity>>; codes: () => readonly string[] };

/** The full-text queries of a filter's members, all of which must hold; null where nothing can fit them. */
export function markQueries(filter: HistoryFilter, table: LightTable): string[] | null {
  const queries: string[] = [];
  if (filter.place !== undefined) queries.push(`"${placeMark(filter.place)}"`);
  if (filter.store !== undefined) queries.push(`"${STORE}${encoded(filter.store)}"`);
  if (filter.adviser !== undefined) queries.push(`"${ADVISER}${encoded(filter.adviser)}"`);
  if (filter.lightCode !== undefined) queries.push(`"${LIGHT}${encoded(filter.lightCode)}"`);
  if (filter.lights !== undefined) {
    const lights = lightQuery(filter.lights, table);
    if (lights === null) return null;
    queries.push(lights);
  }
  switch (filter.damage) {
    case 'with':
      queries.push(`"${DAMAGE}"`);
      break;
    case 'without':
      queries.push(`"${NO_DAMAGE}"`);
      break;
    case 'photos':
      queries.push(`"${PHOTO}"`);
      break;
    case undefined:
  }
  return queries;
}

function lightQuery(lights: NonNullable<HistoryFilter['lights']>, table: LightTable): string | null {
  switch (lights) {
    case 'any':
      return `"${ANY_LIGHT}"`;
    case 'none':
      return `"${NO_LIGHT}"`;
    case 'red':
    case 'amber':
    case 'info':
      return anyOf(Object.keys(table.severities).filter((code) => table.severities[code] === lights));
    case 'unmapped':
      // One without a code is in no table either.
      return anyOf(['', ...table.codes().filter((code) => !Object.hasOwn(table.severities, code))]);
  }
}

function anyOf(codes: readonly string[]): string | null {
  if (codes.length === 0) return null;
  return `(${codes.map((code) => `"${LIGHT}${encoded(code)}"`).join(' OR ')})`;
}
