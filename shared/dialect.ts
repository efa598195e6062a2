import { z } from 'zod';

/** The ways in which a signed value may have become text (contract, Signature). */
export const DIALECTS = ['verbatim', 'compact', 'reserialized', 'token'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** A dialect for both values, or a mixed pair: staffInfo's, a slash, content's. */
export type DialectPair = Dialect | `${Dialect}/${Dialect}`;

/** All that can be chosen: one dialect for both values, then the mixed pairs. */
export const DIALECT_PAIRS: readonly DialectPair[] = [
  ...DIALECTS,
  ...DIALECTS.flatMap((staffInfo) =>
    DIALECTS.filter((content) => content !== staffInfo).map((content) => `${staffInfo}/${content}` as const),
  ),
];
export const DialectPair = z.enum(DIALECT_PAIRS);
