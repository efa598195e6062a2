import type { PlannedItem } from '../../../shared/maintenance-due.ts';
import type { PlanItem } from '../../../shared/maintenance-plan.ts';
import { type Known, KnownItems, plainNameOf } from './known-items.ts';

/** An item of a plan as one message states it, at that place in it. */
export type PlanEvent = { msgId: string; createdAt: number; position: number; proven: boolean; item: PlanItem };

/** Items of one vehicle that are kept: more than anybody plans. */
const MOST_ITEMS = 200;

/**
 * What the messages about one plate come to, whatever the order in which they came: they are applied by when AutoX3 made them.
 * What is not proven tells only of items that no proven message knows (contract, Signature).
 */
export function foldPlan(events: readonly PlanEvent[]): PlannedItem[] {
  const proven = foldInOrder(events.filter((event) => event.proven));
  const others = foldInOrder(events.filter((event) => !event.proven));
  const isNew = ({ item, plainName }: Known): boolean => proven.find({ ...item, plainName }) === undefined;
  return [...proven.all, ...others.all.filter(isNew)]
    .filter(({ isGone }) => !isGone)
    .map(({ item }) => item)
    .sort((a, b) => b.statedAt - a.statedAt)
    .slice(0, MOST_ITEMS);
}

function foldInOrder(events: readonly PlanEvent[]): KnownItems {
  const known = new KnownItems();
  for (const event of inOrder(events)) {
    const plainName = plainNameOf(event.item.service);
    const found = known.find({ ...event.item, plainName });
    known.put(found, { ...apply(found, event), plainName: plainName ?? found?.plainName ?? null });
  }
  return known;
}

function inOrder(events: readonly PlanEvent[]): PlanEvent[] {
  const compare = (a: PlanEvent, b: PlanEvent): number =>
    a.createdAt - b.createdAt || compareText(a.msgId, b.msgId) || a.position - b.position;
  const isRepeat = (event: PlanEvent, before: PlanEvent | undefined): boolean =>
    before !== undefined && compare(event, before) === 0;
  const sorted = events.toSorted(compare);
  return sorted.filter((event, index) => !isRepeat(event, sorted[index - 1]));
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function apply(known: Known | undefined, event: PlanEvent): Pick<Known, 'item' | 'isGone'> {
  const before = known ?? { item: unstated(event), isGone: false };
  switch (event.item.action) {
    case 'add':
    case 'list': {
      // What comes back is planned anew: what was said of it before it was done no longer holds.
      const isBack = before.isGone || before.item.finishedAt !== null;
      const { id, service, serviceNumber } = before.item;
      const from = isBack ? { ...unstated(event), id, service, serviceNumber } : before.item;
      return { item: stated(from, event), isGone: false };
    }
    case 'modify':
      return { item: stated(before.item, event), isGone: before.isGone };
    case 'finish':
      return {
        item: { ...stated(before.item, event), finishedAt: before.item.finishedAt ?? event.createdAt },
        isGone: before.isGone,
      };
    case 'delete':
      return { item: stated(before.item, event), isGone: true };
  }
}

function unstated({ createdAt, msgId, proven }: PlanEvent): PlannedItem {
  return {
    id: null,
    service: null,
    serviceNumber: null,
    month: null,
    by: null,
    cycle: null,
    perDay: null,
    price: null,
    recommended: null,
    odometer: null,
    overdueDays: null,
    overdueDistance: null,
    finishedAt: null,
    statedAt: createdAt,
    msgId,
    proven,
  };
}

/** An item with what a message states of it; a newer month or distance makes what an older one said of being overdue void. */
function stated(before: PlannedItem, { createdAt: at, msgId, item }: PlanEvent): PlannedItem {
  const figure = (value: number | null) => (value === null ? null : { value, at });
  const hasDistance = item.cycle !== null || item.odometer !== null;
  return {
    id: item.id ?? before.id,
    service: item.service ?? before.service,
    serviceNumber: item.serviceNumber ?? before.serviceNumber,
    month: item.month ?? before.month,
    by: item.by ?? before.by,
    cycle: item.cycle ?? before.cycle,
    perDay: item.perDay ?? before.perDay,
    price: item.price ?? before.price,
    recommended: item.recommended ?? before.recommended,
    odometer: figure(item.odometer) ?? before.odometer,
    overdueDays: figure(item.overdueDays) ?? (item.month === null ? before.overdueDays : null),
    overdueDistance: figure(item.overdueDistance) ?? (hasDistance ? null : before.overdueDistance),
    finishedAt: before.finishedAt,
    statedAt: at,
    msgId,
    proven: before.proven,
  };
}
