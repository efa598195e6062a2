import { z } from 'zod';
import { notStored, oc } from './procedure.ts';
import { RemovalKind, RetentionSettings } from './retention-settings.ts';

const Instant = z.iso.datetime();
const Count = z.number().int();

/** What one kind of removal takes; the times are those of the visits, for photos of their capture. */
export const RemovalCount = z.object({ count: Count, oldest: Instant.nullable(), newest: Instant.nullable() });
export type RemovalCount = z.infer<typeof RemovalCount>;

/** What still holds what was removed. */
export const BackupsHolding = z.object({
  count: Count.nullable().describe('backups; null where their folder cannot be read'),
  goneBy: Instant.nullable().describe('when the last of them is replaced; null where nothing replaces them'),
  setAside: z.array(Instant).describe('when what is set aside was put there; only somebody can delete it'),
});
export type BackupsHolding = z.infer<typeof BackupsHolding>;

/** What would go now by terms that are wished for. */
export const RemovalPreview = z.object({
  personal: RemovalCount.extend({ messages: Count, quarantined: Count, ticks: Count }).nullable(),
  photos: RemovalCount.extend({ bytes: Count }).nullable(),
  visits: RemovalCount.extend({ ticks: Count }).nullable(),
  backups: BackupsHolding,
});
export type RemovalPreview = z.infer<typeof RemovalPreview>;

/** One line of the log of what went. It holds figures, and nothing of anybody. */
export const Removal = z.object({
  id: z.string(),
  cause: z.enum(['term', 'request']),
  kind: RemovalKind,
  days: Count.nullable(),
  beganAt: Instant,
  endedAt: Instant.nullable(),
  visits: Count,
  messages: Count,
  photos: Count,
  photoBytes: Count,
  quarantined: Count,
  ticks: Count.describe('tick-offs of blind spots that lost their name and note'),
});
export type Removal = z.infer<typeof Removal>;

/** Whose data are asked for: by a phone number whole, or by a name on a vehicle. */
export const Person = z.discriminatedUnion('by', [
  z.object({ by: z.literal('phone'), phone: z.string().trim().max(40) }),
  z.object({ by: z.literal('name'), name: z.string().trim().max(200), plate: z.string().trim().max(40) }),
]);
export type Person = z.infer<typeof Person>;

/** Visits that one request removes at most. */
export const MOST_OF_A_PERSON = 500;

/** A visit of the person, with what tells it from another's. */
export const PersonVisit = z.object({
  id: z.string(),
  arrivedAt: Instant,
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  receiveBaseId: z.string().nullable(),
  ownerName: z.string().nullable(),
  phone: z.string().nullable(),
});
export type PersonVisit = z.infer<typeof PersonVisit>;

/** What a request removes: phone and name with all that may hold them, or the visits whole. */
export const RequestKind = RemovalKind.exclude(['photos']);
export type RequestKind = z.infer<typeof RequestKind>;

/** What was removed of a person; it is shown, printed or saved, and kept nowhere. */
export const Receipt = z.object({
  number: z.string().describe('of the line in the log'),
  at: Instant,
  kind: RequestKind,
  visits: z.array(PersonVisit.pick({ arrivedAt: true, plate: true, vin: true, receiveBaseId: true })),
  messages: Count,
  photos: Count,
  quarantined: Count,
  backups: BackupsHolding,
});
export type Receipt = z.infer<typeof Receipt>;

/** The part of the contract that shows what goes with time, and removes what a person asks for. */
export const retentionContract = {
  preview: oc.input(RetentionSettings).output(RemovalPreview),
  /** Newest first. */
  log: oc.output(z.array(Removal)),
  find: oc.input(Person).output(
    z.object({
      visits: z.array(PersonVisit).max(MOST_OF_A_PERSON),
      isMore: z.boolean(),
      messages: Count.describe('messages of no visit that hold the phone number'),
      quarantined: Count.describe('messages in quarantine that hold the phone number'),
    }),
  ),
  /** At once and for good: of the visits named, and of the messages beside them that hold the phone number. */
  remove: oc
    .input(
      z.object({
        person: Person,
        ids: z.array(z.string().max(20)).max(MOST_OF_A_PERSON),
        kind: RequestKind,
      }),
    )
    .errors(notStored)
    .output(Receipt),
};
