import { z } from 'zod';
import { Card, Damage, WarningLight } from './check-in.ts';
import { ReportHead, ReportSummary } from './health-report.ts';
import { Cursor, Limit, notFound, oc, page } from './procedure.ts';

const Instant = z.iso.datetime();
const CheckInId = z.string().max(64);

/** A visit that something refers to. */
export const EarlierVisit = z.object({ id: z.string(), at: Instant });
export type EarlierVisit = z.infer<typeof EarlierVisit>;

/** Which vehicle: that of a check-in, or the one with a VIN, or else with a plate. */
export const VehicleKey = z.object({
  of: CheckInId.optional(),
  vin: z.string().max(100).optional(),
  plate: z.string().max(100).optional(),
});
export type VehicleKey = z.infer<typeof VehicleKey>;

/** A light at a visit, beside the visit before. */
export const ComparedLight = WarningLight.extend({ wasOn: z.boolean().describe('at the visit before, too') });
export type ComparedLight = z.infer<typeof ComparedLight>;

/** A damage entry at a visit; `before` is the latest earlier visit at which the same place was damaged. */
export const ComparedDamage = Damage.omit({ photos: true }).extend({ before: EarlierVisit.nullable() });
export type ComparedDamage = z.infer<typeof ComparedDamage>;

/** One visit of a vehicle with what is different from the one before; lights and damage are cut where they are many. */
export const VehicleVisit = z.object({
  id: z.string(),
  arrivedAt: Instant,
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  ownerName: z.string().nullable(),
  odometer: z.number().nullable(),
  odometerBefore: z.number().nullable().describe('the latest reading before this visit'),
  isBackwards: z.boolean().describe('the odometer shows less than it did'),
  isByPlate: z.boolean().describe('it has no VIN: only its plate says that it is this vehicle'),
  changed: z.array(z.enum(['plate', 'vin', 'owner'])).describe('what is another than at the visit before'),
  before: EarlierVisit.nullable(),
  lights: z.array(ComparedLight),
  lightsGone: z.array(WarningLight),
  damage: z.array(ComparedDamage),
  damageCount: z.number().int(),
  photoCount: z.number().int(),
  report: ReportSummary.nullable().describe('of its health check'),
});
export type VehicleVisit = z.infer<typeof VehicleVisit>;

/** What recurs: the visits at which it was so. */
const At = z.array(z.string()).describe('ids of visits');
export const LightRow = WarningLight.extend({ at: At });
export type LightRow = z.infer<typeof LightRow>;
export const DamageRow = Damage.pick({ position: true, positionName: true }).extend({ at: At });
export type DamageRow = z.infer<typeof DamageRow>;

/** Something with which the vehicle was seen at another time. */
const Elsewhere = z.object({ text: z.string(), last: EarlierVisit });

/** A vehicle over all its visits. */
export const Vehicle = z.object({
  by: z.enum(['vin', 'plate', 'nothing']).describe('what tells it apart'),
  latest: Card.pick({ id: true, plate: true, brand: true, style: true, manufactured: true }).extend({
    vin: z.string().nullable(),
    arrivedAt: Instant,
  }),
  isSetAside: z.boolean().describe('the check-in that was asked for was set aside: it is no visit'),
  visitCount: z.number().int().describe('it counts to 1,000'),
  since: Instant.describe('the first visit of those counted'),
  plates: z.array(Elsewhere).max(6).describe('other plates that it had, the latest first'),
  vins: z
    .array(Elsewhere.extend({ plate: z.string().nullable() }))
    .max(6)
    .describe('other VINs with which one of its plates was seen, the latest first'),
  byPlateCount: z.number().int().describe('visits with no VIN, which only the plate tells'),
  readings: z
    .array(EarlierVisit.extend({ value: z.number(), isBackwards: z.boolean() }))
    .describe('of the odometer, oldest first'),
  visits: z
    .array(EarlierVisit.extend({ photoCount: z.number().int() }))
    .describe('those that lights and damage are compared over, oldest first'),
  lights: z.array(LightRow).describe('those that were on at several visits first'),
  damage: z.array(DamageRow).describe('places that were damaged at several visits first'),
  reportsAside: z
    .array(ReportHead)
    .describe('health check reports with one of its plates whose service order no check-in has, the latest first'),
});
export type Vehicle = z.infer<typeof Vehicle>;

/** What is said of earlier visits beside a check-in. Null members have nothing to say. */
export const CheckInMemory = z.object({
  visit: z.number().int().describe('the how many-th of this vehicle, 1 for the first'),
  by: z.enum(['vin', 'plate', 'nothing']),
  visitCount: z.number().int().describe('all visits of the vehicle'),
  before: EarlierVisit.nullable(),
  lights: z
    .array(WarningLight.pick({ code: true, label: true }))
    .describe('those that were on at the visit before, too'),
  odometer: EarlierVisit.extend({ value: z.number(), isBackwards: z.boolean() })
    .nullable()
    .describe('the last reading'),
  damage: z.array(EarlierVisit.nullable()).describe('for each damage entry the latest earlier visit with its place'),
});
export type CheckInMemory = z.infer<typeof CheckInMemory>;

/** The part of the contract that remembers vehicles. */
export const vehicleContract = {
  get: oc.meta({ role: 'desk' }).input(VehicleKey).errors(notFound).output(Vehicle),
  visits: oc
    .meta({ role: 'desk' })
    .input(VehicleKey.extend({ limit: Limit, cursor: Cursor.optional() }))
    .errors(notFound)
    .output(page(VehicleVisit)),
  memory: oc
    .meta({ role: 'desk' })
    .input(z.object({ id: CheckInId }))
    .errors(notFound)
    .output(CheckInMemory),
};
