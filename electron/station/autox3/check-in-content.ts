import type { Damage, Owner, WarningLight } from '../../../shared/check-in.ts';
import { type FieldReader, isObject, LONG_TEXT, member, readNumber } from './fields.ts';
import { decodeString, scan } from './scan.ts';

/** What a check-in message says, every part of it optional, texts and lists bounded. */
export type CheckInContent = {
  /** AutoX3's service order id, exact, as decimal digits without leading zeros: 1 to 2^63-1. */
  receiveBaseId: string | null;
  plate: string | null;
  vin: string | null;
  brand: string | null;
  style: string | null;
  owner: Owner;
  /** yyyy-mm-dd */
  manufactured: string | null;
  odometer: number | null;
  fuel: number | null;
  lights: Omit<WarningLight, 'severity'>[];
  damage: Damage[];
  belongings: string[];
  remark: string | null;
  adviser: string | null;
  adviserMobile: string | null;
  storeId: string | null;
  /** True when a text or list was longer than is shown. */
  clipped: boolean;
};

const MAX_LIGHTS = 200;
const MAX_DAMAGE = 200;
const MAX_PHOTOS = 100;
const MAX_BELONGINGS = 500;
/** A longer address is left out: cut, it would lead nowhere. Signed storage URLs stay well below. */
const MAX_URL = 4_096;

const MAX_ID = 2n ** 63n - 1n;
/** AutoX3 stores manufacture dates as midnight in China, whatever the shop's zone (contract, carProductionDate). */
const VENDOR_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Reads the content of a check-in. `content` is `text` parsed; the id is read from the text, since a double holds only 53 bits. */
export function readCheckIn(content: unknown, text: string, fields: FieldReader): CheckInContent {
  const car = member(content, 'carInfo');
  const preCheck = member(content, 'preCheckInfo');
  const staff = member(content, 'staffInfo');
  return {
    receiveBaseId: readServiceOrder(content, text),
    plate: fields.text(member(car, 'carNum')),
    vin: fields.text(member(car, 'carVin')),
    brand: fields.text(member(car, 'carBrandName')),
    style: fields.text(member(car, 'carStyleName')),
    owner: {
      firstName: fields.text(member(car, 'carOwnerFirstName')),
      lastName: fields.text(member(car, 'carOwnerLastName')),
      gender: fields.text(member(car, 'carOwnerGender')),
      mobile: fields.text(member(car, 'carOwnerMobile')),
    },
    manufactured: readManufactured(member(car, 'carProductionDate')),
    odometer: readNumber(member(preCheck, 'odograph')),
    fuel: readNumber(member(preCheck, 'oilGauge')),
    lights: fields.list(member(preCheck, 'lightInfo'), MAX_LIGHTS, (entry) => readLight(fields, entry)),
    damage: fields.list(member(preCheck, 'paintsInfo'), MAX_DAMAGE, (entry) => readDamage(fields, entry)),
    belongings: fields.list(member(preCheck, 'personalItemList'), MAX_BELONGINGS, (entry) => fields.text(entry)),
    remark: fields.text(member(preCheck, 'remark'), LONG_TEXT),
    adviser: fields.text(member(staff, 'userName')),
    adviserMobile: fields.text(member(staff, 'mobile')),
    storeId: fields.text(member(staff, 'storeId')),
    clipped: fields.clipped,
  };
}

/** The service order that a content names, exact; `content` is `text` parsed. */
export function readServiceOrder(content: unknown, text: string): string | null {
  return plainId(member(content, 'receiveBaseId'), text) ?? readReceiveBaseId(text);
}

const ID_NAME = '"receiveBaseId"';
const DIGITS_FOLLOW = /\s*:\s*([1-9][0-9]*)\s*[,}]/y;

/**
 * The id of a text that names it once, as plain digits, with no escape anywhere that could write its name otherwise: then
 * nothing else can be meant, and the message is spared another scan. Null for every other text.
 */
function plainId(value: unknown, text: string): string | null {
  if (!Number.isSafeInteger(value) || text.includes('\\u')) return null;
  const at = text.indexOf(ID_NAME);
  if (at < 0 || at !== text.lastIndexOf(ID_NAME)) return null;
  DIGITS_FOLLOW.lastIndex = at + ID_NAME.length;
  const digits = DIGITS_FOLLOW.exec(text)?.[1];
  return digits === String(value) ? digits : null;
}

/**
 * From a number or a string of digits only: `7.0`, `7e3` and `-1` are no ids. Leading zeros of a string are dropped, so
 * that "007" and 7 are one service order: the platform's own ids are numbers.
 */
function readReceiveBaseId(text: string): string | null {
  const scanned = scan(text);
  const source = scanned.ok ? scanned.members?.get('receiveBaseId') : undefined;
  if (source === undefined) return null;
  const written = source.startsWith('"') ? decodeString(source) : source;
  const id = BigInt(/^0*([1-9][0-9]{0,18})$/.exec(written)?.[1] ?? 0);
  return id >= 1n && id <= MAX_ID ? String(id) : null;
}

/**
 * The calendar day in +08:00 of a number of ms, or of a string of its digits. Within a day of 1970 it is no date but an
 * unset 0, a bare year or yyyymmdd. Null for these and for years that four digits cannot write.
 */
function readManufactured(value: unknown): string | null {
  const ms = typeof value === 'string' && !/^[0-9]+$/.test(value) ? null : readNumber(value);
  if (ms === null || Math.abs(ms) < DAY_MS) return null;
  const day = new Date(ms + VENDOR_OFFSET_MS);
  const year = day.getUTCFullYear();
  return year >= 1 && year <= 9999 ? day.toISOString().slice(0, 10) : null;
}

/**
 * `code_label`, split at the first `_`. Without one, digits are a code and anything else a label. The code is a key, so
 * it goes without the white space around it; the label stays as sent.
 */
function readLight(fields: FieldReader, entry: unknown): CheckInContent['lights'][number] | null {
  const text = fields.text(entry, LONG_TEXT);
  if (text === null) return null;
  const split = text.indexOf('_');
  if (split < 0) {
    const isCode = /^[0-9]+$/.test(text.trim());
    return { code: isCode ? fields.text(text.trim()) : null, label: isCode ? null : fields.text(text) };
  }
  const code = fields.text(text.slice(0, split).trim());
  const label = fields.text(text.slice(split + 1));
  return code === null && label === null ? null : { code, label };
}

/** An object as documented, even if all of it is missing; a bare text is taken as the description. */
function readDamage(fields: FieldReader, entry: unknown): Damage | null {
  if (typeof entry === 'string') {
    const describe = fields.text(entry, LONG_TEXT);
    return describe === null ? null : { position: null, positionName: null, describe, photos: [] };
  }
  if (!isObject(entry)) return null;
  return {
    position: fields.text(member(entry, 'position')),
    positionName: fields.text(member(entry, 'positionName')),
    describe: fields.text(member(entry, 'describe'), LONG_TEXT),
    photos: fields.list(member(entry, 'images'), MAX_PHOTOS, (image) => readPhoto(fields, image)),
  };
}

function readPhoto(fields: FieldReader, image: unknown): string | null {
  if (typeof image !== 'string') return null;
  if (image.length <= MAX_URL) return fields.text(image, MAX_URL);
  fields.clipped = true;
  return null;
}
