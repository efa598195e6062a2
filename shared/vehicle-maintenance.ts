import { z } from 'zod';
import { Month, PlanItem } from './maintenance-plan.ts';
import { Id, notFound, oc } from './procedure.ts';
import { VehicleKey } from './vehicle.ts';

const Instant = z.iso.datetime();

/** A piece of maintenance as of the moment that it was asked for; distances in the unit of the odometer. */
export const Maintenance = z.object({
  service: z.string(),
  state: z.enum(['overdue', 'soon', 'later', 'unknown', 'finished']),
  by: PlanItem.shape.by,
  month: Month.nullable().describe('in which it is due by date'),
  isDateOver: z.boolean().describe('whether that date has passed'),
  expected: Month.nullable().describe('in which it is due by date or, as estimated, by distance'),
  reading: z.number().nullable().describe('of the odometer at which it is due'),
  left: z.number().nullable().describe('distance until then, as estimated; negative: driven beyond it'),
  price: PlanItem.shape.price,
  recommended: z.boolean(),
  finishedAt: Instant.nullable(),
  statedAt: Instant.describe('when AutoX3 made the newest message about it'),
  msgId: z.string().describe('of that message'),
  proven: z.boolean().describe("false when no signature proves that it is AutoX3's"),
});
export type Maintenance = z.infer<typeof Maintenance>;

/** The maintenance plan of a plate. */
export const VehicleMaintenance = z.object({
  plate: z.string().describe('as it was compared'),
  items: z.array(Maintenance).describe('what is overdue first, then by when it is due; what is finished last'),
});
export type VehicleMaintenance = z.infer<typeof VehicleMaintenance>;

/** The part of the contract that tells what is due. */
export const maintenanceContract = {
  /** Beside a check-in: null for all but the newest visit of its plate. */
  checkIn: oc
    .meta({ role: 'desk' })
    .route({ method: 'GET', path: '/check-ins/{id}/maintenance', summary: 'What is due of the vehicle of a check-in' })
    .input(Id)
    .output(z.object({ plan: VehicleMaintenance.nullable() })),
  /** Of a vehicle: by the plate of its newest visit, unless another vehicle has come with that since. */
  vehicle: oc
    .meta({ role: 'desk' })
    .input(VehicleKey)
    .errors(notFound)
    .output(z.object({ plan: VehicleMaintenance.nullable() })),
};
