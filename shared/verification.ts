import { z } from 'zod';
import { DialectPair } from './dialect.ts';
import { oc } from './procedure.ts';

/** How signatures are checked; the defaults are right until messages are refused. */
export const VerificationSettings = z.strictObject({
  /** Only this dialect, or mixed pair, is tried. */
  dialect: DialectPair.nullable(),
  /** `until-proven` ends by itself, per secret and message type; `on` is an operator's word and stays. */
  weakSignatures: z.enum(['off', 'until-proven', 'on']),
  /** Counts only while the public address is an HTTPS one. */
  trustPath: z.boolean(),
});
export type VerificationSettings = z.infer<typeof VerificationSettings>;

export const DEFAULT_VERIFICATION: VerificationSettings = { dialect: null, weakSignatures: 'off', trustPath: false };

/** Which of the two app secrets a message was signed with. */
export const SecretName = z.enum(['current', 'previous']);
export type SecretName = z.infer<typeof SecretName>;

/** What is known of how AutoX3 signs. */
export const VerificationState = z.object({
  dialects: z.array(z.object({ dialect: z.string(), lastAt: z.iso.datetime() })).describe('the latest first'),
  weakEnded: z
    .array(z.object({ secret: SecretName, msgType: z.string() }))
    .describe('where weak signatures have ended by themselves'),
  shortSecrets: z.array(SecretName).describe('no weak signature of these can ever be accepted'),
  mayTrustPath: z.boolean().describe('the public address is an HTTPS one'),
});
export type VerificationState = z.infer<typeof VerificationState>;

export const verificationContract = { state: oc.output(VerificationState) };
