import { useQuery } from '@tanstack/react-query';
import type { VehicleKey } from '../../shared/vehicle.ts';
import { useParts } from '../board/board-context.ts';
import { checkInKey, isNotFound } from '../check-in/use-check-in.ts';
import { VEHICLES } from '../vehicle/use-vehicle.ts';

/** The maintenance plan of a vehicle; null where it has none, undefined while it is asked for. */
export function useVehiclePlan(key: VehicleKey) {
  const { client } = useParts();
  return useQuery({
    queryKey: [VEHICLES, 'plan', key],
    queryFn: ({ signal }) => client.maintenance.vehicle(key, { signal }),
    retry: (count, error) => count < 2 && !isNotFound(error),
  }).data?.plan;
}

/** The same beside a check-in, where it is the newest of its plate; asked for again with the check-in. */
export function useCheckInPlan(id: string) {
  const { client } = useParts();
  return useQuery({
    queryKey: [...checkInKey(id), 'maintenance'],
    queryFn: ({ signal }) => client.maintenance.checkIn({ id }, { signal }),
  }).data?.plan;
}
