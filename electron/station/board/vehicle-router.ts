import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { VehicleReader } from '../store/vehicle-reader.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of vehicles work on. */
export type VehicleRouterParts = { vehicles: VehicleReader };

/** The part of the contract that remembers vehicles; the router around it looks at who may. */
export function createVehicleRouter({ vehicles }: VehicleRouterParts) {
  const os = implement({ vehicles: contract.vehicles }).$context<RouterContext>();
  return os.router({
    vehicles: {
      get: os.vehicles.get.handler(({ input, errors }) => {
        const vehicle = vehicles.vehicle(input);
        if (vehicle === null) throw errors.NOT_FOUND();
        return vehicle;
      }),
      visits: os.vehicles.visits.handler(({ input: { limit, cursor, ...key }, errors }) => {
        const page = vehicles.visits(key, limit, cursor === undefined ? undefined : Number(cursor));
        if (page === null) throw errors.NOT_FOUND();
        return { items: page.items, nextCursor: page.next?.toString() ?? null };
      }),
      memory: os.vehicles.memory.handler(({ input: { id }, errors }) => {
        const memory = vehicles.memory(id);
        if (memory === null) throw errors.NOT_FOUND();
        return memory;
      }),
    },
  });
}
