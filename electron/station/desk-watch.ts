import { isDeepStrictEqual } from 'node:util';
import { isUnseen, toUnseen } from '../../shared/alerts.ts';
import { type Card, isDone } from '../../shared/check-in.ts';
import type { BoardEvent, Status } from '../../shared/contract.ts';
import { newRedLights } from '../../shared/new-red-lights.ts';
import { newReport } from '../../shared/new-report.ts';
import type { ToMain } from '../../shared/station-process.ts';
import { isCutOff } from '../../shared/way-in.ts';

/** Changes of this time, in ms, are told in one message, so that a burst does not keep main busy. */
const GATHER_MS = 50;
/** A message with so many is told at once. */
const GATHER_MOST = 500;

type UnseenMessage = Extract<ToMain, { type: 'unseen' }>;

/** Turns what a board hears into the little that the desktop app's tray, notifications and ring need. */
export async function watchDesk(events: AsyncIterable<BoardEvent>, tell: (message: ToMain) => void): Promise<void> {
  let waiting: UnseenMessage | null = null;
  let known: (Pick<Status, 'obstacle' | 'timeZone'> & { needsSecretSince?: number; isBlind?: true }) | undefined;
  const flush = (): void => {
    if (waiting !== null) tell(waiting);
    waiting = null;
  };
  const gathered = (): UnseenMessage => {
    if (waiting === null) {
      waiting = { type: 'unseen', isAll: false, unseen: [], gone: [], count: 0 };
      setTimeout(flush, GATHER_MS);
    }
    return waiting;
  };
  /** The lights and reports of the cards on the board, to tell which are new. */
  const before = new Map<string, Pick<Card, 'lights' | 'report'>>();
  let tellsReports = false;
  /** Nobody works with cards there: nothing rings, and nothing is told of them. A desk that becomes one begins with a snapshot. */
  let isHeadOffice = false;
  const look = (card: Card): void => {
    const lights = newRedLights(before.get(card.id), card);
    const report = newReport(before.get(card.id), card);
    if (isDone(card)) before.delete(card.id);
    else before.set(card.id, { lights: card.lights, report: card.report });
    if (lights !== null) tell({ type: 'red-lights', news: lights });
    if (report !== null && tellsReports) tell({ type: 'report', news: report });
  };
  for await (const event of events) {
    switch (event.type) {
      case 'snapshot': {
        isHeadOffice = event.status.relay.isHeadOffice;
        tellsReports = event.settings.reports.tells;
        if (!isHeadOffice) event.cards.forEach(look);
        const unseen = isHeadOffice ? [] : event.cards.filter(isUnseen).map(toUnseen);
        Object.assign(gathered(), { isAll: true, unseen, gone: [], count: isHeadOffice ? 0 : event.status.lanes.new });
        tell({ type: 'settings', settings: { alerts: event.settings.alerts } });
        break;
      }
      case 'card': {
        if (isHeadOffice) break;
        const message = gathered();
        const { card, lanes, cause } = event;
        const isBack = cause === 'returned' || isGoneAndBack(message, card.id);
        look(card);
        message.count = lanes.new;
        message.unseen = message.unseen.filter(({ id }) => id !== card.id);
        message.gone = message.gone.filter((id) => id !== card.id);
        if (isUnseen(card)) message.unseen.push(toUnseen(card));
        // Main may not have heard yet that the desk was done with it: it is gone and back in one message.
        if (!isUnseen(card) || isBack) message.gone.push(card.id);
        if (message.unseen.length + message.gone.length >= GATHER_MOST) flush();
        break;
      }
      case 'settings':
        tellsReports = event.settings.reports.tells;
        tell({ type: 'settings', settings: { alerts: event.settings.alerts } });
        break;
      case 'status':
      case 'tick':
        break;
    }
    if (event.type !== 'snapshot' && event.type !== 'status') continue;
    const { obstacle, timeZone, data } = event.status;
    const told = {
      obstacle,
      timeZone,
      ...(data.needsSecretSince === null ? {} : { needsSecretSince: Date.parse(data.needsSecretSince) }),
      ...(isCutOff(event.status) ? { isBlind: true as const } : {}),
    };
    if (isDeepStrictEqual(known, told)) continue;
    known = told;
    tell({ type: 'status', ...known });
  }
}

function isGoneAndBack({ unseen, gone }: UnseenMessage, id: string): boolean {
  return gone.includes(id) && unseen.some((checkIn) => checkIn.id === id);
}
