import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { notFound, notStored, oc } from './procedure.ts';
import { SecretProblem } from './settings.ts';
import { VehicleKey } from './vehicle.ts';

const Instant = z.iso.datetime();

/** Why AutoX3's platform gave no answer that can be used. */
export const PlatformProblem = z.enum([
  /** No app key, or no secret to it. */
  'not-set-up',
  /** 403, also with new credentials. */
  'refused',
  /** 1101: it says that something is wrong with its own network. */
  'autox3-network',
  /** 1102: the key and the secret do not belong together. */
  'not-authentic',
  /** Another status, by its number. */
  'unknown-code',
  'no-connection',
  'certificate',
  'timeout',
  /** 5xx. */
  'server-error',
  /** 4xx. */
  'not-taken',
  'redirected',
  'too-large',
  'unreadable',
]);
export type PlatformProblem = z.infer<typeof PlatformProblem>;

/** A problem with the number that AutoX3 gave it, where it gave one. */
export const PlatformFailure = z.object({ problem: PlatformProblem, code: z.number().int().nullable() });
export type PlatformFailure = z.infer<typeof PlatformFailure>;

/** How the last call ended; `failure` is null when it was answered. */
export const PlatformOutcome = z.object({ at: Instant, failure: PlatformFailure.nullable() });
export type PlatformOutcome = z.infer<typeof PlatformOutcome>;

/** How access to the platform stands. */
export const PlatformState = z.object({
  isSetUp: z.boolean().describe('there are an app key and a secret to it'),
  hasOwnSecret: z.boolean().describe('a secret of its own is used, not the one that signs the messages'),
  last: PlatformOutcome.nullable().describe('since the station started'),
});
export type PlatformState = z.infer<typeof PlatformState>;

/** A health check report that was asked for: no signature vouches for it. Everything in it is as AutoX3 sent it. */
export const FetchedReport = z.object({
  plate: z.string().describe('in capitals, without separators'),
  releaseDate: z.string().nullable().describe('in a time zone that is not said'),
  score: z.string().nullable(),
  address: z.string().nullable().describe('of its page'),
  fetchedAt: Instant,
});
export type FetchedReport = z.infer<typeof FetchedReport>;

/** For which vehicles reports are fetched: one, or all that were here while reports could have been lost. */
export const FetchOf = z.discriminatedUnion('type', [
  VehicleKey.extend({ type: z.literal('vehicle') }),
  z.object({ type: z.literal('blind'), losesFrom: Instant, losesTo: Instant }),
]);
export type FetchOf = z.infer<typeof FetchOf>;

/** How far fetching is, told after each plate. */
export const FetchProgress = z.object({
  done: z.number().int().describe('plates that were asked for'),
  total: z.number().int(),
  found: z.number().int().describe('reports that AutoX3 has of them'),
  added: z.number().int().describe('of those, reports that were not here yet'),
  failed: z.number().int().describe('plates without an answer that can be used'),
  failure: PlatformFailure.nullable().describe('the last one'),
  isOver: z.boolean(),
});
export type FetchProgress = z.infer<typeof FetchProgress>;

/** The part of the contract that asks AutoX3's platform. */
export const platformContract = {
  state: oc.meta({ role: 'desk' }).output(PlatformState),
  /** Logs in anew. */
  test: oc.output(PlatformOutcome),
  /** A secret for the platform alone; an empty one is none, and the app secret is used. */
  setSecret: oc
    .input(z.object({ secret: z.string().max(2_000) }))
    .errors({
      ...notStored,
      BAD_REQUEST: { message: 'This cannot be an app secret', data: z.object({ problem: SecretProblem }) },
    })
    .output(PlatformState),
  /** Reports of a vehicle that were fetched, the last released first. */
  reports: oc.meta({ role: 'desk' }).input(VehicleKey).errors(notFound).output(z.array(FetchedReport)),
  /** Asks for reports, one plate after another; it ends with whoever listens. */
  fetch: oc
    .meta({ role: 'desk' })
    .input(FetchOf)
    .errors({ ...notFound, ...notStored })
    .output(eventIterator(FetchProgress)),
};
