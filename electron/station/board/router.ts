import { randomUUID } from 'node:crypto';
import { implement, ORPCError, withEventMeta } from '@orpc/server';
import { type Access, mayAct } from '../../../shared/access.ts';
import type { Card } from '../../../shared/check-in.ts';
import { type BoardEvent, contract, type Status } from '../../../shared/contract.ts';
import type { StationSettings } from '../../../shared/settings.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { typedMessage } from '../intake/typed-message.ts';
import type { PhotoQueue } from '../photos/photo-queue.ts';
import { isDamage, isStorageError, storageTrouble } from '../store/database.ts';
import type { DayReportReader } from '../store/day-report.ts';
import type { DeskWriter } from '../store/desk-writer.ts';
import type { AdmittedMessage } from '../store/entries.ts';
import type { StationReader } from '../store/reader.ts';
import type { SettingStore } from '../store/setting-store.ts';
import { type BackupRouterParts, createBackupRouter } from './backup-router.ts';
import { type BlindRouterParts, createBlindRouter } from './blind-router.ts';
import { cursorOf, pageTold } from './cursor.ts';
import { type CustodyRouterParts, createCustodyRouter } from './custody-router.ts';
import { createDayRouter } from './day-router.ts';
import { createDeliveriesRouter, type DeliveriesRouterParts } from './deliveries-router.ts';
import { createDeviceRouter, type DeviceRouterParts } from './device-router.ts';
import { createDoctorRouter, type DoctorRouterParts } from './doctor-router.ts';
import { createDrillRouter, type DrillRouterParts } from './drill-router.ts';
import { createExportRouter } from './export-router.ts';
import { createHistoryRouter } from './history-router.ts';
import type { BoardSnapshot, Hub, NumberedEvent } from './hub.ts';
import { createMaintenanceRouter, type MaintenanceRouterParts } from './maintenance-router.ts';
import { createOtherMessagesRouter, type OtherMessagesRouterParts } from './other-messages-router.ts';
import { createPlatformRouter, type PlatformRouterParts } from './platform-router.ts';
import { createReachRouter, type ReachRouterParts } from './reach-router.ts';
import { createReceptionRouter, type ReceptionRouterParts } from './reception-router.ts';
import { createRelayRouter, type RelayRouterParts } from './relay-router.ts';
import { createRetentionRouter, type RetentionRouterParts } from './retention-router.ts';
import { createSheetLedgerRouter, type SheetLedgerRouterParts } from './sheet-ledger-router.ts';
import { createSheetPageRouter, type SheetPageRouterParts } from './sheet-page-router.ts';
import { eventToldTo, statusToldTo } from './told-to.ts';
import { untilEither } from './until-either.ts';
import { createVehicleRouter, type VehicleRouterParts } from './vehicle-router.ts';
import { toWallEvent } from './wall-view.ts';

/** What the procedures of the contract work on. */
type OwnParts = {
  reader: StationReader;
  dayReport: DayReportReader;
  desk: DeskWriter;
  hub: Hub;
  /** The whole board as it stands. */
  snapshot: () => BoardSnapshot;
  status: () => Status;
  /** In which the shop lives. */
  timeZone: () => TimeZone;
  now: () => number;
  /** Somebody searches: what has just arrived should be found. */
  searched: () => void;
  /** A page draws these check-ins, or has rung for them. */
  happened: (step: 'shown' | 'rung', ids: readonly string[]) => void;
  shopSettings: SettingStore;
  photos: Pick<PhotoQueue, 'retry'>;
  /** Stores what was typed of a check-in; answers the number of its visit. */
  enter: (message: AdmittedMessage, who: string) => number;
  /** The desk has moved a visit, set it aside or put it back. */
  visitMoved: () => void;
  /** The settings have changed from these. */
  settingsChanged: (before: StationSettings) => void;
  /** Storing something failed for this reason. */
  storageFailed: (
    reason: 'storage-full' | 'storage-failed',
    what:
      | 'desk'
      | 'photo'
      | 'settings'
      | 'secret'
      | 'device'
      | 'sheet'
      | 'logo'
      | 'removal'
      | 'blind'
      | 'quarantine'
      | 'report'
      | 'relay',
  ) => void;
};

/** The same, with what the routers of single areas need. */
export type RouterParts = OwnParts &
  DeviceRouterParts &
  DoctorRouterParts &
  BackupRouterParts &
  CustodyRouterParts &
  DeliveriesRouterParts &
  OtherMessagesRouterParts &
  DrillRouterParts &
  SheetPageRouterParts &
  SheetLedgerRouterParts &
  RetentionRouterParts &
  Omit<BlindRouterParts, 'stored'> &
  MaintenanceRouterParts &
  ReceptionRouterParts &
  ReachRouterParts &
  PlatformRouterParts &
  RelayRouterParts &
  VehicleRouterParts;

/** Said where a head office would change a visit. */
const ONLY_READS = 'This desk is a head office, which only reads: change it at a desk of its shop';

/** What every procedure is told by the transport: who asks, and when that one is locked out. */
export type RouterContext = { access: Access; ended?: AbortSignal };

/** The contract, implemented once; the board's page and the REST API are served by this same router. */
export function createRouter(parts: RouterParts) {
  const { reader, desk, hub, status, shopSettings, photos, now, storageFailed } = parts;
  const os = implement(contract)
    .$context<RouterContext>()
    .use(async ({ context, procedure, next }) => {
      const { role, changesVisits = false } = procedure['~orpc'].meta;
      if (!mayAct(context.access.role, role)) throw new ORPCError('FORBIDDEN');
      if (changesVisits && status().relay.isHeadOffice) throw new ORPCError('FORBIDDEN', { message: ONLY_READS });
      try {
        return await next();
      } catch (error) {
        if (!isStorageError(error)) throw error;
        const message = isDamage(error)
          ? 'The stored data are damaged: they are put aside, and the newest backup is offered'
          : 'The stored data cannot be reached';
        throw new ORPCError('SERVICE_UNAVAILABLE', { message, cause: error });
      }
    });

  /** What cannot be stored, because the disk is full say, is an answer, not a crash: null. */
  function stored<T>(
    what: 'desk' | 'photo' | 'settings' | 'device' | 'sheet' | 'removal' | 'blind' | 'quarantine' | 'report',
    store: () => T,
  ): T | null {
    try {
      return store();
    } catch (error) {
      storageFailed(storageTrouble(error), what);
      return null;
    }
  }

  /** The card of a visit after the desk has done something with it, or the error that it has come to. */
  function cardAfter(
    id: string,
    result: 'done' | 'unchanged' | 'not-found' | undefined,
    cause: 'moved' | 'updated',
    errors: { SERVICE_UNAVAILABLE: () => Error; NOT_FOUND: () => Error },
  ): Card {
    if (result === undefined) throw errors.SERVICE_UNAVAILABLE();
    const card = result === 'not-found' ? null : reader.card(id);
    if (card === null) throw errors.NOT_FOUND();
    if (result === 'done') hub.publish([{ type: 'card', id, cause }]);
    if (result === 'done' && cause === 'moved') parts.visitMoved();
    return card;
  }

  return os.router({
    health: os.health.handler(() => ({ ok: true as const })),
    access: os.access.handler(({ context }) => context.access),
    status: os.status.handler(({ context }) => statusToldTo(context.access, status())),
    checkIns: {
      list: os.checkIns.list.handler(({ input: { lane: place, cursor, limit, ...filter } }) => {
        parts.searched();
        return pageTold(reader.history({ ...filter, place }, cursorOf(cursor), limit));
      }),
      get: os.checkIns.get.handler(({ input: { id }, errors }) => {
        const checkIn = reader.checkIn(id);
        if (checkIn === null) throw errors.NOT_FOUND();
        return checkIn;
      }),
      byServiceOrder: os.checkIns.byServiceOrder.handler(({ input: { receiveBaseId }, errors }) => {
        const checkIn = reader.checkInOfServiceOrder(receiveBaseId);
        if (checkIn === null) throw errors.NOT_FOUND();
        return checkIn;
      }),
      move: os.checkIns.move.handler(({ input: { id, from, to }, errors }): Card => {
        const result = stored('desk', () => desk.move(id, from, to, now()));
        if (result?.type === 'conflict')
          throw errors.CONFLICT({ data: { lane: result.lane, setAside: result.setAside } });
        return cardAfter(id, result?.type, 'moved', errors);
      }),
      setAside: os.checkIns.setAside.handler(({ input: { id, from, to }, errors }): Card => {
        const result = stored('desk', () => desk.setAside(id, from, to, now()));
        if (result?.type === 'conflict') throw errors.CONFLICT({ data: { setAside: result.setAside } });
        parts.sheets.visitChanged();
        return cardAfter(id, result?.type, 'moved', errors);
      }),
      writeDesk: os.checkIns.writeDesk.handler(({ input: { id, from, to }, errors }): Card => {
        const result = stored('desk', () => desk.writeNote(id, from, to));
        if (result?.type === 'conflict') throw errors.CONFLICT({ data: { desk: result.desk } });
        return cardAfter(id, result?.type, 'updated', errors);
      }),
      enter: os.checkIns.enter.handler(({ input, errors }): Card => {
        const id = stored('desk', () => parts.enter(typedMessage(input, now(), randomUUID()), input.who));
        const card = id === null ? null : reader.card(String(id));
        if (card === null) throw errors.SERVICE_UNAVAILABLE();
        // AutoX3 has sent nothing: no board is to take it for an arrival.
        hub.publish([{ type: 'card', id: card.id, cause: 'updated' }]);
        return card;
      }),
      shown: os.checkIns.shown.handler(({ input: { ids } }) => parts.happened('shown', ids)),
      rung: os.checkIns.rung.handler(({ input: { ids } }) => parts.happened('rung', ids)),
    },
    photos: {
      retry: os.photos.retry.handler(({ input: { id }, errors }) => {
        const tried = stored('photo', () => ({ found: photos.retry(id) }));
        if (tried === null) throw errors.SERVICE_UNAVAILABLE();
        if (tried.found === null) throw errors.NOT_FOUND();
        hub.publish([{ type: 'card', id: String(tried.found.checkInId), cause: 'updated' }]);
        return tried.found.photo;
      }),
    },
    settings: {
      get: os.settings.get.handler(() => shopSettings.settings),
      set: os.settings.set.handler(({ input, errors }) => {
        const before = shopSettings.settings;
        if (stored('settings', () => shopSettings.set(input) ?? true) === null) throw errors.SERVICE_UNAVAILABLE();
        parts.settingsChanged(before);
        hub.publish([{ type: 'settings' }]);
        return shopSettings.settings;
      }),
    },
    ...createReceptionRouter({ ...parts, notKept: () => storageFailed('storage-failed', 'secret') }),
    ...createBackupRouter(parts),
    ...createCustodyRouter(parts),
    ...createDeliveriesRouter({ ...parts, stored: (store) => stored('quarantine', store) }),
    ...createOtherMessagesRouter(parts),
    ...createHistoryRouter(parts),
    ...createSheetPageRouter({ ...parts, notStored: (error) => storageFailed(storageTrouble(error), 'logo') }),
    ...createVehicleRouter(parts),
    ...createMaintenanceRouter(parts),
    ...createDayRouter({
      ...parts,
      zone: parts.timeZone,
      boardSettings: () => shopSettings.settings.board,
    }),
    ...createDeviceRouter({ ...parts, stored: (store) => stored('device', store) }),
    ...createDoctorRouter(parts),
    ...createDrillRouter(parts),
    ...createExportRouter(parts),
    ...createSheetLedgerRouter({ ...parts, stored: (store) => stored('sheet', store) }),
    ...createBlindRouter({ ...parts, stored: (store) => stored('blind', store) }),
    ...createReachRouter({ ...parts, notStored: () => storageFailed('storage-failed', 'secret') }),
    ...createPlatformRouter({
      ...parts,
      stored: (store) => stored('report', store),
      notKept: () => storageFailed('storage-failed', 'secret'),
    }),
    ...createRelayRouter({ ...parts, notStored: (error) => storageFailed(storageTrouble(error), 'relay') }),
    ...createRetentionRouter({ ...parts, stored: (store) => stored('removal', store) }),
    board: {
      watch: os.board.watch.handler(({ signal, lastEventId, context: { access, ended } }) =>
        told(hub.watch(lastEventId, untilEither(signal, ended)), (event) => eventToldTo(access, event)),
      ),
    },
    wall: {
      watch: os.wall.watch.handler(({ signal, lastEventId, context: { ended } }) =>
        told(hub.watch(lastEventId, untilEither(signal, ended)), (event) =>
          toWallEvent(event, shopSettings.settings, parts.snapshot),
        ),
      ),
    },
  });
}

/** What somebody is told of the events of a board, each with its id. */
async function* told<Told extends object>(
  events: AsyncIterable<NumberedEvent>,
  tell: (event: BoardEvent) => Told,
): AsyncGenerator<Told, void> {
  for await (const { id, event } of events) yield withEventMeta(tell(event), { id });
}

/** The router's type, for the handlers that serve it. */
export type StationRouter = ReturnType<typeof createRouter>;
