import { z } from 'zod';

/** The parts of a vehicle that the diagram shows, seen from the driver's seat: left and right are the vehicle's own. */
export const VEHICLE_PARTS = [
  'front-bumper',
  'bonnet',
  'windscreen',
  'roof',
  'rear-window',
  'boot',
  'rear-bumper',
  'front-left-wing',
  'front-left-door',
  'rear-left-door',
  'rear-left-wing',
  'left-sill',
  'left-mirror',
  'front-left-wheel',
  'rear-left-wheel',
  'front-right-wing',
  'front-right-door',
  'rear-right-door',
  'rear-right-wing',
  'right-sill',
  'right-mirror',
  'front-right-wheel',
  'rear-right-wheel',
] as const;
export const VehiclePart = z.enum(VEHICLE_PARTS);
export type VehiclePart = z.infer<typeof VehiclePart>;
