import { ACCEPTED_REPLY, rejection } from '../autox3/reply.ts';

/** What the sender is told: the HTTP status and AutoX3's JSON body. */
export type Answer = { httpStatus: number; body: string };

/** All that a sender is ever told, at a desk or by a relay. */
export const ANSWERS = {
  accepted: { httpStatus: 200, body: ACCEPTED_REPLY },
  tooLarge: { httpStatus: 413, body: rejection(413, 'message too large') },
  tooMany: { httpStatus: 429, body: rejection(429, 'too many unverified messages') },
  notStored: { httpStatus: 503, body: rejection(503, 'message could not be stored') },
  shape: { httpStatus: 400, body: rejection(400, 'malformed message') },
  signature: { httpStatus: 401, body: rejection(403, 'signature not verified') },
} satisfies Record<string, Answer>;
