import { z } from 'zod';
import { LaneChange, SetAsideChange } from '../../shared/check-in.ts';
import { CustodyMessage, CustodyVisit, PhotoMissing } from '../../shared/custody.ts';
import { VisitSteps } from '../../shared/pipeline.ts';
import { Sheet } from '../../shared/sheet-print.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A message with its verification: the entry that holds its bytes, and the hash that they had when they arrived. */
export const RecordMessage = CustodyMessage.extend({ entry: z.string().nullable(), sha256: Hash.nullable() });
export type RecordMessage = z.infer<typeof RecordMessage>;

/** A photo that a message named, with the entry that holds its original, or why none does. */
export const RecordPhoto = z.object({
  entry: z.string().nullable(),
  missing: PhotoMissing.nullable(),
  url: z.string(),
  sha256: Hash.nullable(),
  bytes: z.number().int().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  capturedAt: z.iso.datetime().nullable(),
});
export type RecordPhoto = z.infer<typeof RecordPhoto>;

/** A move; files from before reports moved cards do not say who made it. */
const RecordLaneChange = LaneChange.extend({ by: LaneChange.shape.by.default(null) });

/** What the station knows of a visit beside the messages and photos themselves. Members that are not known here are passed over. */
export const CustodyRecord = z.object({
  visit: CustodyVisit,
  messages: z.array(RecordMessage),
  photos: z.array(RecordPhoto),
  laneChanges: z.array(RecordLaneChange),
  setAsides: z.array(SetAsideChange),
  steps: VisitSteps,
  sheets: z.array(Sheet),
});
export type CustodyRecord = z.infer<typeof CustodyRecord>;
