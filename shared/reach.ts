import { z } from 'zod';
import { notStored, oc } from './procedure.ts';
import { ReachWay } from './reach-settings.ts';

/** Why a way does not work, as the way itself says. */
export const TunnelProblem = z.enum([
  'no-address',
  'no-token',
  'bad-token',
  'domain-not-yours',
  'domain-in-use',
  'too-many-sessions',
  'program-missing',
  'program-too-old',
  'program-failed',
  'not-loaded',
  'certificate-unreadable',
  'certificate-expired',
  'certificate-other-name',
  'key-does-not-fit',
  'port-taken',
  'port-not-allowed',
  'tunnel-lost',
  'not-in-time',
]);
export type TunnelProblem = z.infer<typeof TunnelProblem>;

/** Why a request that was sent to the public address did not come back as it should. */
export const ProbeProblem = z.enum([
  'dns-failure',
  'refused',
  'broken-off',
  'timeout',
  'no-network',
  'tls-expired',
  'tls-other-name',
  'tls-untrusted',
  'redirected',
  'wrong-answer',
  'arrived-not-answered',
  'nothing-arrives',
]);
export type ProbeProblem = z.infer<typeof ProbeProblem>;

/**
 * Why AutoX3 may not reach this PC. `address-changed`: it sends to the address that it was given, which is another one; `no-way`: it
 * may still send to the one that it was given, and no way is chosen any more.
 */
export const ReachProblem = z.enum([...TunnelProblem.options, ...ProbeProblem.options, 'address-changed', 'no-way']);
export type ReachProblem = z.infer<typeof ReachProblem>;

/** Whether AutoX3 can reach this PC: proven, not meant to yet (or still being set up), or not proven at this moment. */
export const ReachLight = z.enum(['receiving', 'local-only', 'blind']);
export type ReachLight = z.infer<typeof ReachLight>;

/** How this PC can be reached from outside. */
export const Reach = z.object({
  light: ReachLight,
  since: z.iso.datetime().nullable().describe('when this light began; a blind one begins with the last proof'),
  way: ReachWay,
  state: z.enum(['off', 'starting', 'up', 'retrying', 'failed']),
  problem: ReachProblem.nullable(),
  address: z.string().nullable().describe('the public address; null for whoever may not set the shop up'),
  local: z.string().nullable().describe('where this PC itself takes messages; null like the address'),
  provenAt: z.iso.datetime().nullable().describe('when something that was sent to the public address last arrived'),
  certificateEnds: z.iso
    .datetime()
    .nullable()
    .describe(
      'when the certificate of this PC ends, where that is within 21 days or there is a problem with its files',
    ),
  certificateProblem: TunnelProblem.nullable().describe(
    'why the files of the certificate cannot be used as they are now; the one that was read before still is',
  ),
});
export type Reach = z.infer<typeof Reach>;

/** The tunnels that need a token. */
export const TokenWay = z.enum(['ngrok', 'cloudflared']);
export type TokenWay = z.infer<typeof TokenWay>;

/** All that a page learns of the tokens: whether there is one. */
export const TokenState = z.record(TokenWay, z.boolean());
export type TokenState = z.infer<typeof TokenState>;

/** How AutoX3 reaches this PC: what is not a setting of it. */
export const reachContract = {
  tokens: oc.output(TokenState),
  /** Takes effect at once; an empty one is none. */
  setToken: oc
    .input(
      z.object({
        way: TokenWay,
        token: z
          .string()
          .trim()
          .regex(/^[\x21-\x7e]*$/)
          .max(2_000),
      }),
    )
    .errors(notStored)
    .output(TokenState),
  /** Tries the way at once; answers how it stands then. */
  tryNow: oc.output(Reach),
};
