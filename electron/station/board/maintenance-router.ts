import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { MaintenanceReader } from '../store/maintenance-reader.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of maintenance plans work on. */
export type MaintenanceRouterParts = { maintenance: MaintenanceReader; now: () => number };

/** The part of the contract that tells what is due; the router around it looks at who may. */
export function createMaintenanceRouter({ maintenance, now }: MaintenanceRouterParts) {
  const os = implement({ maintenance: contract.maintenance }).$context<RouterContext>();
  return os.router({
    maintenance: {
      checkIn: os.maintenance.checkIn.handler(({ input: { id } }) => ({ plan: maintenance.ofCheckIn(id, now()) })),
      vehicle: os.maintenance.vehicle.handler(({ input, errors }) => {
        const plan = maintenance.ofVehicle(input, now());
        if (plan === undefined) throw errors.NOT_FOUND();
        return { plan };
      }),
    },
  });
}
