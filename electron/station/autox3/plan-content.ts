import type { PlanAction, PlanItem } from '../../../shared/maintenance-plan.ts';
import { type FieldReader, isObject, member, readNumber } from './fields.ts';

/** What a maintenance plan says, in either form of the message. */
export type PlanContent = {
  plate: string | null;
  items: PlanItem[];
  /** True when there is no list, or one of which nothing can be read; one that is empty says that nothing is planned. */
  isUnreadable: boolean;
  clipped: boolean;
};

const MAX_ITEMS = 500;
const ACTIONS: ReadonlyMap<string, PlanAction> = new Map([
  ['ADD', 'add'],
  ['MODIFY', 'modify'],
  ['FINISH', 'finish'],
  ['DELETE', 'delete'],
]);

/** Reads the content of a plan (contract, Report and plan content). */
export function readPlan(content: unknown, fields: FieldReader): PlanContent {
  const sent = member(content, 'carMaintenancePlanList');
  const items = fields.list(sent, MAX_ITEMS, (entry) => readItem(fields, entry));
  return {
    plate: fields.text(member(content, 'carNum')),
    items,
    isUnreadable: !Array.isArray(sent) || (items.length === 0 && sent.length > 0),
    clipped: fields.clipped,
  };
}

/** Null for what names neither an item nor a service: nothing could be said of it, and nothing later could mean it. */
function readItem(fields: FieldReader, entry: unknown): PlanItem | null {
  if (!isObject(entry)) return null;
  const id = fields.text(member(entry, 'id'));
  const service = fields.text(member(entry, 'serviceBaseName'));
  const serviceNumber = fields.text(member(entry, 'serviceBaseSn'));
  if (id === null && service === null && serviceNumber === null) return null;
  const recommended = member(entry, 'recommend');
  return {
    action: actionOf(entry),
    id,
    service,
    serviceNumber,
    month: monthOf(member(entry, 'warningDate')),
    by: byOf(member(entry, 'reductionType')),
    cycle: readNumber(member(entry, 'nextReplaceCycleKm')),
    odometer: readNumber(member(entry, 'currentMiles')),
    perDay: readNumber(member(entry, 'perMiles')),
    overdueDays: readNumber(member(entry, 'expiredDays')),
    overdueDistance: readNumber(member(entry, 'expiredMiles')),
    price: readNumber(member(entry, 'forecastPrice')),
    recommended: typeof recommended === 'boolean' ? recommended : null,
  };
}

/** The first form has no actions; an item of it that is done says `finish`. */
function actionOf(entry: Record<string, unknown>): PlanAction {
  const sent = member(entry, 'action');
  const action = typeof sent === 'string' ? ACTIONS.get(sent.trim().toUpperCase()) : undefined;
  return action ?? (member(entry, 'finish') === true ? 'finish' : 'list');
}

function monthOf(sent: unknown): string | null {
  const month = typeof sent === 'string' ? /^(\d{4})-(\d{1,2})(?:-\d{1,2})?$/.exec(sent.trim()) : null;
  const number = Number(month?.[2]);
  return month !== null && number >= 1 && number <= 12 ? `${month[1]}-${String(number).padStart(2, '0')}` : null;
}

function byOf(sent: unknown): PlanItem['by'] {
  const by = typeof sent === 'string' ? sent.trim().toUpperCase() : '';
  if (by === 'TIME') return 'time';
  return by === 'MILE' ? 'distance' : null;
}
