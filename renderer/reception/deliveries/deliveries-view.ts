import type { DeliveryFilter } from '../../../shared/deliveries.ts';
import { MessageKind, Outcome, Reason } from '../../../shared/delivery.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { momentsOf } from '../../history/history-view.ts';
import { given } from '../../ui/given.ts';
import type { PageQuery } from '../../ui/place.ts';

/** What the part shows, as it stands in the address: the log or the quarantine, what narrows the log, and what is open. */
export type DeliveriesView = Omit<DeliveryFilter, 'from' | 'to'> & {
  isQuarantine: boolean;
  from?: string;
  to?: string;
  open?: string;
};

/** Members of a view that are set, or taken away. */
export type DeliveriesChange = { [K in keyof DeliveriesView]?: DeliveriesView[K] | undefined };

/** Nothing that narrows the log. */
export const NO_FILTER = {
  outcome: undefined,
  reason: undefined,
  kind: undefined,
  msgId: undefined,
  from: undefined,
  to: undefined,
} as const satisfies DeliveriesChange;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address, which anybody may have written: what cannot be meant is left out. */
export function viewOf(query: URLSearchParams): DeliveriesView {
  const day = (name: string): string | undefined => {
    const value = query.get(name) ?? '';
    return DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  return {
    isQuarantine: query.get('list') === 'quarantine',
    ...given({
      outcome: Outcome.safeParse(query.get('outcome')).data,
      reason: Reason.safeParse(query.get('reason')).data,
      kind: MessageKind.safeParse(query.get('kind')).data,
      msgId: query.get('message')?.slice(0, 64) || undefined,
      from: day('from'),
      to: day('to'),
      open: query.get('open')?.slice(0, 20) || undefined,
    }),
  };
}

/** The address of a view. */
export function queryOf({ isQuarantine, msgId, ...view }: DeliveriesChange): PageQuery {
  return given({
    part: 'deliveries',
    list: isQuarantine === true ? 'quarantine' : undefined,
    message: msgId,
    ...view,
  });
}

/** What the station is asked for, with the days of a zone as moments. */
export function filterOf(
  { from, to, isQuarantine: _, open: __, ...view }: DeliveriesView,
  zone: TimeZone,
): DeliveryFilter {
  return { ...view, ...momentsOf({ from, to }, zone) };
}
