import { z } from 'zod';
import { Card, Lane, WarningLight } from './check-in.ts';

/** The lanes that a wall shows: a vehicle that was handed over has left it. */
export const WallLane = Lane.exclude(['handed-over']);
export type WallLane = z.infer<typeof WallLane>;

/** How many check-ins each lane of a wall holds, also those that are not sent. */
export const WallCounts = z.record(WallLane, z.number().int());
export type WallCounts = z.infer<typeof WallCounts>;

/**
 * All that a wall is told of a check-in: what everybody in the shop may read. It names what it holds, so that whatever a
 * card of the board holds one day is not on the wall before somebody puts it here.
 */
export const WallCard = z.object({
  id: z.string(),
  lane: WallLane,
  arrivedAt: Card.shape.arrivedAt,
  laneChangedAt: Card.shape.laneChangedAt,
  plate: z.string().nullable().describe('as sent, or with its middle hidden'),
  brand: z.string().nullable(),
  style: z.string().nullable(),
  year: z.number().int().nullable().describe('of manufacture'),
  adviser: z.string().nullable(),
  promisedAt: Card.shape.promisedAt,
  lights: z.array(WarningLight),
  lightCount: z.number().int(),
  damageCount: z.number().int(),
  report: Card.shape.report.describe('figures alone'),
  isTest: Card.shape.isTest,
  photoCount: z.number().int().describe('0 where the shop shows no photos on its walls'),
  photos: z
    .array(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    )
    .max(3)
    .describe('the first ones by the SHA-256 that names their pictures; null for one that is not there'),
});
export type WallCard = z.infer<typeof WallCard>;

/** The picture of a photo that a wall needs, and the only one that it gets. */
export const WALL_PHOTO_SIZE = 'card';
