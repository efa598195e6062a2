import { type Access, mayAct } from '../../../shared/access.ts';
import type { BoardEvent, Status } from '../../../shared/contract.ts';

/** The station's state as this page may know it: the callback address, as good as a password, and those of the network are for managers. */
export function statusToldTo({ role }: Access, status: Status): Status {
  if (mayAct(role, 'manager')) return status;
  return {
    ...status,
    callback: '',
    reach: { ...status.reach, address: null, local: null },
    relay: { ...status.relay, server: null },
  };
}

/** A board's event as this page may know it. */
export function eventToldTo(access: Access, event: BoardEvent): BoardEvent {
  switch (event.type) {
    case 'snapshot':
    case 'status':
      return { ...event, status: statusToldTo(access, event.status) };
    case 'card':
    case 'settings':
    case 'tick':
      return event;
  }
}
