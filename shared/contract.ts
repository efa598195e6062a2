import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Access } from './access.ts';
import { backupContract, DataHealth } from './backup.ts';
import { BlindStatus, blindContract } from './blind-spot.ts';
import { callbackPathContract } from './callback-path.ts';
import { Card, CheckIn, CheckInDetail, Lane, SetAsideReason } from './check-in.ts';
import { ClockState } from './clock.ts';
import { custodyContract } from './custody.ts';
import { dayContract } from './day-report.ts';
import { deliveriesContract } from './deliveries.ts';
import { DeskNote } from './desk-note.ts';
import { DeviceName, DeviceRole, Invite, Pairing } from './device.ts';
import { doctorContract } from './doctor.ts';
import { drillContract } from './drill.ts';
import { exportContract } from './export.ts';
import { historyContract } from './history.ts';
import { LanState } from './lan.ts';
import { otherMessagesContract } from './other-messages.ts';
import { Photo } from './photo.ts';
import { stepContract } from './pipeline.ts';
import { platformContract } from './platform.ts';
import { Cursor, Id, Limit, notFound, notStored, oc, page } from './procedure.ts';
import { Reach, ReachLight, reachContract } from './reach.ts';
import { RelayState, relayContract } from './relay.ts';
import { retentionContract } from './retention.ts';
import { BoardSettings, MOST_OVERLAP_DAYS, SecretProblem, SecretState, StationSettings } from './settings.ts';
import { sheetPageContract } from './sheet-page.ts';
import { sheetContract } from './sheet-print.ts';
import { ShopSettings } from './shop.ts';
import { TypedCheckIn } from './typed-check-in.ts';
import { vehicleContract } from './vehicle.ts';
import { maintenanceContract } from './vehicle-maintenance.ts';
import { verificationContract } from './verification.ts';
import { WallCard, WallCounts } from './wall.ts';

/** How many check-ins each lane holds; what was set aside is in none. */
export const LaneCounts = z.record(Lane, z.number().int());
export type LaneCounts = z.infer<typeof LaneCounts>;

/** Why the station cannot accept a check-in at this moment; null when it can. */
export const Obstacle = z.enum(['no-secret', 'storage-full', 'storage-failed']);
export type Obstacle = z.infer<typeof Obstacle>;

/** The state of the station in one answer. */
export const Status = z.object({
  version: z.string(),
  startedAt: z.iso.datetime(),
  accepting: z.boolean().describe('true when a correctly signed message would be stored and acknowledged now'),
  obstacle: Obstacle.nullable(),
  callback: z.string().describe('the address that AutoX3 must be given; empty for whoever may not set the shop up'),
  lastAcceptedAt: z.iso.datetime().nullable(),
  lanes: LaneCounts,
  quarantined: z.number().int().describe('messages in quarantine, each counted once'),
  otherMessages: z.number().int().describe('accepted messages that are not check-ins: reports, plans, unknown'),
  sheetsMissing: z.number().int().describe('check-ins without the sheet that should have been printed on arrival'),
  notFound: z.number().int().describe('requests since the start to any other path or method of the receiver'),
  timeZone: z.string().describe("the time zone of the shop: the one that it has set, else that of the station's PC"),
  pcTimeZone: z.string().describe("the time zone of the station's PC"),
  clock: ClockState.describe("the PC's clock against AutoX3's"),
  pathOverdueSince: z.iso
    .datetime()
    .nullable()
    .describe('when an earlier callback path was to end by which AutoX3 has sent since, and never by the present one'),
  trustsPath: z.boolean().describe('messages are accepted now whose signature proves nothing'),
  reach: Reach.describe('how AutoX3 reaches this PC'),
  relay: RelayState.describe('how it stands with the relay that holds check-ins for this PC'),
  data: DataHealth.describe('how the stored data and their backups stand'),
  blind: BlindStatus.describe('times in which check-ins may have been missed'),
});
export type Status = z.infer<typeof Status>;

/** What a board hears. A `snapshot` replaces all that it knew; the others change it. */
export const BoardEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), cards: z.array(Card), status: Status, settings: StationSettings }),
  z.object({
    type: z.literal('card'),
    cause: z
      .enum(['arrived', 'returned', 'updated', 'moved'])
      .describe('`returned`: the desk was done with it, and a newer message of AutoX3 has put it back into New'),
    card: Card,
    lanes: LaneCounts,
  }),
  z.object({ type: z.literal('status'), status: Status }),
  z.object({ type: z.literal('settings'), settings: StationSettings }),
  z.object({ type: z.literal('tick') }).describe('nothing happened: the connection is alive'),
]);
export type BoardEvent = z.infer<typeof BoardEvent>;

/** How the station stands, as far as it is everybody's business. */
export const WallStatus = Status.pick({
  version: true,
  accepting: true,
  lastAcceptedAt: true,
  timeZone: true,
}).extend({ light: ReachLight.nullable().describe('null while it is being tried') });
export type WallStatus = z.infer<typeof WallStatus>;
export const WallShop = ShopSettings.pick({ name: true, plateStyle: true });
export type WallShop = z.infer<typeof WallShop>;

/** What a wall hears. A `snapshot` replaces all that it knew; `gone` is a check-in that is not for the wall any more. */
export const WallEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    cards: z.array(WallCard),
    counts: WallCounts,
    status: WallStatus,
    shop: WallShop,
    ages: BoardSettings.shape.ages,
  }),
  z.object({ type: z.literal('card'), card: WallCard, counts: WallCounts }),
  z.object({ type: z.literal('gone'), id: z.string(), counts: WallCounts }),
  z.object({ type: z.literal('status'), status: WallStatus, counts: WallCounts }),
  z.object({ type: z.literal('tick') }).describe('nothing happened: the connection is alive'),
]);
export type WallEvent = z.infer<typeof WallEvent>;

/** Cards of one lane that a board shows at most: the newest. */
export const CARDS_PER_LANE = 200;
/** Cards that were handed over or set aside lately, and that a board still shows: the newest. */
export const DONE_CARDS = 200;
/** The longest silence on a live board connection, in ms; after twice this the page connects anew. */
export const TICK_MS = 5_000;

/**
 * All that a page or the shop's own software can ask of the station. Procedures with a route are the REST API;
 * those without are for the board alone.
 */
export const contract = {
  health: oc
    .route({
      method: 'GET',
      path: '/health',
      summary: 'Whether the station runs',
      spec: (o) => ({ ...o, security: [] }),
    })
    .meta({ role: 'wall' })
    .output(z.object({ ok: z.literal(true) })),
  /** Who this page is to the station. */
  access: oc.meta({ role: 'wall' }).output(Access),
  status: oc
    .meta({ role: 'desk' })
    .route({ method: 'GET', path: '/status', summary: 'The state of the station' })
    .output(Status),
  checkIns: {
    list: oc
      .meta({ role: 'desk' })
      .route({ method: 'GET', path: '/check-ins', summary: 'Check-ins, newest first' })
      .input(
        z.object({
          lane: Lane.optional().describe('those that stand in this lane: not what was set aside'),
          q: z
            .string()
            .max(200)
            .optional()
            .describe(
              'any part of a plate, VIN, phone or key tag; words of names, brand, remark, belongings, adviser, desk note by their beginning; Chinese by any characters',
            ),
          from: z.iso.datetime({ offset: true }).optional().describe('arrived at or after'),
          to: z.iso.datetime({ offset: true }).optional().describe('arrived before'),
          limit: Limit,
          cursor: Cursor.optional(),
        }),
      )
      .output(page(CheckIn)),
    get: oc
      .meta({ role: 'desk' })
      .route({ method: 'GET', path: '/check-ins/{id}', summary: 'One check-in' })
      .input(Id)
      .errors(notFound)
      .output(CheckInDetail),
    byServiceOrder: oc
      .meta({ role: 'desk' })
      .route({ method: 'GET', path: '/service-orders/{receiveBaseId}', summary: 'The check-in of a service order' })
      .input(z.object({ receiveBaseId: z.string().max(19) }))
      .errors(notFound)
      .output(CheckInDetail),
    move: oc
      .meta({ role: 'desk', changesVisits: true })
      .input(z.object({ id: z.string().max(64), from: Lane, to: Lane }))
      .errors({
        ...notFound,
        CONFLICT: {
          message: 'Somebody else has moved this check-in or set it aside',
          data: z.object({ lane: Lane, setAside: SetAsideReason.nullable() }),
        },
        ...notStored,
      })
      .output(Card),
    /** Sets a visit aside for a reason, or puts it back where `to` is null. */
    setAside: oc
      .meta({ role: 'desk', changesVisits: true })
      .input(z.object({ id: z.string().max(64), from: SetAsideReason.nullable(), to: SetAsideReason.nullable() }))
      .errors({
        ...notFound,
        CONFLICT: {
          message: 'Somebody else has set this check-in aside or put it back',
          data: z.object({ setAside: SetAsideReason.nullable() }),
        },
        ...notStored,
      })
      .output(Card),
    /** Writes what the desk notes on a visit, whole, over what it was. */
    writeDesk: oc
      .meta({ role: 'desk', changesVisits: true })
      .input(z.object({ id: z.string().max(64), from: DeskNote, to: DeskNote }))
      .errors({
        ...notFound,
        CONFLICT: { message: 'Somebody else has written on this check-in', data: z.object({ desk: DeskNote }) },
        ...notStored,
      })
      .output(Card),
    /** Enters a check-in by hand that AutoX3 could not deliver. Nothing that comes later joins it. */
    enter: oc.meta({ role: 'desk', changesVisits: true }).input(TypedCheckIn).errors(notStored).output(Card),
    ...stepContract,
  },
  history: historyContract,
  day: dayContract,
  /** When AutoX3 could not have delivered. */
  blind: blindContract,
  drills: drillContract,
  photos: {
    /** Tries a photo again now that could not be fetched. */
    retry: oc
      .meta({ role: 'desk' })
      .input(z.object({ id: z.string().max(20) }))
      .errors({ ...notFound, ...notStored })
      .output(Photo),
  },
  sheets: sheetContract,
  deliveries: deliveriesContract,
  otherMessages: otherMessagesContract,
  settings: {
    get: oc.meta({ role: 'desk' }).output(StationSettings),
    /** Changes the members that are given. */
    set: oc.input(StationSettings.partial()).errors(notStored).output(StationSettings),
  },
  appSecret: {
    state: oc.output(SecretState),
    /** Takes effect at once; the one before is accepted for `keepDays` more. */
    set: oc
      .input(z.object({ secret: z.string().max(2_000), keepDays: z.number().int().min(0).max(MOST_OVERLAP_DAYS) }))
      .errors({
        ...notStored,
        BAD_REQUEST: { message: 'This cannot be an app secret', data: z.object({ problem: SecretProblem }) },
        CONFLICT: { message: 'The app secret comes from the environment' },
      })
      .output(SecretState),
    /** Has the previous secret end so many days from now; 0 is at once. */
    endPrevious: oc
      .input(z.object({ days: z.number().int().min(0).max(MOST_OVERLAP_DAYS) }))
      .errors({ NOT_FOUND: { message: 'No previous secret is accepted' }, ...notStored })
      .output(SecretState),
  },
  callbackPath: callbackPathContract,
  verification: verificationContract,
  lan: {
    /** Whether and where the board can be reached from the shop's own network. */
    state: oc.output(LanState),
  },
  devices: {
    list: oc.output(Pairing),
    /** Makes a code by which one device can be paired once. */
    invite: oc
      .input(z.object({ role: DeviceRole, name: DeviceName }))
      .errors({ CONFLICT: { message: 'There are too many devices' } })
      .output(Invite),
    cancelInvite: oc.input(Id),
    rename: oc
      .input(Id.extend({ name: DeviceName }))
      .errors({ NOT_FOUND: { message: 'No such device' }, ...notStored }),
    /** Locks a device out at once; its open pages too. */
    revoke: oc.input(Id).errors({ NOT_FOUND: { message: 'No such device' }, ...notStored }),
  },
  sheet: sheetPageContract,
  export: exportContract,
  /** Files that prove a visit. */
  custody: custodyContract,
  /** All visits of a vehicle, and what is remembered of them. */
  vehicles: vehicleContract,
  maintenance: maintenanceContract,
  retention: retentionContract,
  backups: backupContract,
  reach: reachContract,
  relay: relayContract,
  platform: platformContract,
  doctor: doctorContract,
  board: {
    watch: oc.meta({ role: 'desk' }).output(eventIterator(BoardEvent)),
  },
  wall: {
    watch: oc.meta({ role: 'wall' }).output(eventIterator(WallEvent)),
  },
};
